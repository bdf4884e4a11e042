#include "signals.h"
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t first;
static struct timespec came; /* when the first one did */

enum { SAME_MS = 500 };

static void say(const char *text)
{
    /* Nothing can be done when it fails, and nothing hangs on it. */
    ssize_t written = write(STDERR_FILENO, text, strlen(text));
    (void)written;
}

/* timeout(1) sends its signal to the program and to its group, and so does many a supervisor: that is one wish. */
static bool is_echo(int number)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return number == first && (now.tv_sec - came.tv_sec) * 1000 + (now.tv_nsec - came.tv_nsec) / 1000000 < SAME_MS;
}

static void on_signal(int number)
{
    int before = errno;
    if (first && is_echo(number)) {
        errno = before;
        return;
    }
    if (first) {
        say("\nAbandoned: the index is as it was after the last commit; run the same command again.\n");
        _exit(128 + number);
    }
    first = number;
    clock_gettime(CLOCK_MONOTONIC, &came);
    say("\nStopping: finishing what was read so far; once more to abandon it.\n");
    errno = before;
}

void signals_catch(void)
{
    /* libxapian should never see a write cut short; whoever waits for input uses poll. */
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        struct sigaction before;
        /* What was ignored (nohup) stays so. */
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
    }
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
}

bool signals_stop(void)
{
    return first != 0;
}

int signals_exit_code(void)
{
    return first ? 128 + first : 0;
}
