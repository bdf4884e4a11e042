#include "progress.h"
#include "base/memory.h"
#include "escape.h"
#include "terminal/number.h"
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { BAR_MS = 100, LINE_MS = 10000, BAR_WIDTH = 24, WIDTH = 80, LONGEST = 5999999 /* s */ };

struct progress {
    const pgf_writer *writer; /* NULL once it is finishing */
    pgf_writer_progress last;
    uint64_t all;
    bool terminal, silent, drawn, ending, running;
    struct timespec start;
    pthread_t thread;
    pthread_mutex_t lock; /* of standard error and what is above */
    pthread_cond_t wake;
};

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static int add_bar(char *out, size_t room, double share)
{
    char bar[BAR_WIDTH + 1];
    for (int i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < (int)(share * BAR_WIDTH) ? '#' : ' ';
    bar[BAR_WIDTH] = '\0';
    return snprintf(out, room, "[%s] %3d%%  ", bar, (int)(share * 100));
}

void progress_line(const pgf_writer_progress *now, uint64_t all, double seconds, size_t width, char out[256])
{
    char units[PGF_NUMBER_MAX];
    pgf_number_group(now->units, units);
    double share = all ? (double)now->bytes / (double)all : 0;
    share = share > 1 ? 1 : share;
    double rate = seconds > 0.5 ? (double)now->bytes / seconds : 0;
    bool reading = strcmp(now->stage, "reading") == 0;
    int at = all ? add_bar(out, 256, share) : 0;
    at += snprintf(out + at, 256 - (size_t)at, "%s documents", units);
    if (!reading)
        at += snprintf(out + at, 256 - (size_t)at, "  %.40s", now->stage);
    else if (rate > 0)
        at += snprintf(out + at, 256 - (size_t)at, "  %.1f MB/s", rate / 1e6);
    if (reading && rate > 0 && all) {
        double seconds_left = (1 - share) * (double)all / rate;
        unsigned left = seconds_left < LONGEST ? (unsigned)seconds_left : LONGEST;
        snprintf(out + at, 256 - (size_t)at, "  %u:%02u left", left / 60, left % 60);
    }
    if (width < 255)
        out[width] = '\0';
}

static void wipe(progress *shown)
{
    if (shown->drawn)
        fputs("\r\033[K", stderr);
    shown->drawn = false;
}

static void draw(progress *shown)
{
    char line[256];
    struct winsize size = {0};
    size_t width = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1U : WIDTH;
    if (shown->writer)
        shown->last = pgf_writer_watch(shown->writer);
    progress_line(&shown->last, shown->all, seconds_since(&shown->start), width, line);
    if (shown->terminal)
        fprintf(stderr, "\r%s\033[K", line);
    else
        fprintf(stderr, "%s\n", line);
    fflush(stderr);
    shown->drawn = shown->terminal;
}

static void *show(void *payload)
{
    progress *shown = payload;
    long pause = shown->terminal ? BAR_MS : LINE_MS;
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    pthread_mutex_lock(&shown->lock);
    while (!shown->ending) {
        next.tv_nsec += pause % 1000 * 1000000;
        next.tv_sec += pause / 1000 + next.tv_nsec / 1000000000;
        next.tv_nsec %= 1000000000;
        while (!shown->ending && pthread_cond_timedwait(&shown->wake, &shown->lock, &next) != ETIMEDOUT)
            ;
        if (!shown->ending)
            draw(shown);
    }
    pthread_mutex_unlock(&shown->lock);
    return NULL;
}

static void init_clock(progress *shown)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&shown->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&shown->lock, NULL);
}

pgf_status progress_start(progress **out, const pgf_writer *writer, uint64_t all, bool silent, pgf_error *err)
{
    progress *shown = calloc(1, sizeof *shown);
    if (!shown)
        return pgf_no_memory(err);
    shown->writer = writer;
    shown->all = all;
    shown->silent = silent;
    shown->terminal = isatty(STDERR_FILENO) == 1;
    clock_gettime(CLOCK_MONOTONIC, &shown->start);
    init_clock(shown);
    /* Without a thread the work goes on all the same, unseen. */
    shown->running = !silent && pthread_create(&shown->thread, NULL, show, shown) == 0;
    *out = shown;
    return PGF_OK;
}

void progress_message(progress *shown, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int size = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (size < 0)
        return;
    if (shown) {
        pthread_mutex_lock(&shown->lock);
        wipe(shown);
    }
    escape_print(stderr, text);
    fputc('\n', stderr);
    if (shown)
        pthread_mutex_unlock(&shown->lock);
    free(text);
}

void progress_finishing(progress *shown)
{
    pthread_mutex_lock(&shown->lock);
    shown->last = pgf_writer_watch(shown->writer);
    shown->last.stage = "finishing";
    shown->writer = NULL;
    if (shown->terminal && !shown->silent)
        draw(shown);
    pthread_mutex_unlock(&shown->lock);
}

void progress_stop(progress *shown)
{
    if (!shown)
        return;
    pthread_mutex_lock(&shown->lock);
    shown->ending = true;
    wipe(shown);
    fflush(stderr);
    pthread_cond_signal(&shown->wake);
    pthread_mutex_unlock(&shown->lock);
    if (shown->running)
        pthread_join(shown->thread, NULL);
    pthread_cond_destroy(&shown->wake);
    pthread_mutex_destroy(&shown->lock);
    free(shown);
}
