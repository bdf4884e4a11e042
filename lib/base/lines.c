#include "base/lines.h"
#include "base/memory.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 1 << 18, WAIT_MS = 100 };

struct pgf_lines {
    int file;
    pgf_lines_settings settings;
    pgf_buffer line; /* what is read of a line that is not whole yet */
    size_t number;
    bool passing; /* the rest of a line over the limit is passed over */
    bool ended;
    size_t begin, end; /* what is left of `chunk` */
    char chunk[CHUNK];
};

pgf_status pgf_lines_open(pgf_lines **out, int file, const pgf_lines_settings *settings, pgf_error *err)
{
    pgf_lines *lines = calloc(1, sizeof *lines);
    if (!lines)
        return pgf_no_memory(err);
    lines->file = file;
    lines->settings = *settings;
    *out = lines;
    return PGF_OK;
}

void pgf_lines_close(pgf_lines *lines)
{
    if (!lines)
        return;
    pgf_buffer_dispose(&lines->line);
    free(lines);
}

static bool must_stop(const pgf_lines *lines)
{
    return lines->settings.stop && lines->settings.stop();
}

/* Standard input may have nothing to say for long: ask now and then whether to stop. False when it is so. */
static bool wait_for_input(const pgf_lines *lines)
{
    struct pollfd input = {.fd = lines->file, .events = POLLIN};
    while (!must_stop(lines)) {
        int ready = poll(&input, 1, lines->settings.stop ? WAIT_MS : -1);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true;
    }
    return false;
}

static pgf_lines_outcome fill(pgf_lines *lines)
{
    ssize_t got;
    do {
        if (!wait_for_input(lines))
            return PGF_LINES_STOPPED;
        got = read(lines->file, lines->chunk, CHUNK);
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
    if (got < 0)
        return PGF_LINES_FAILED;
    lines->begin = 0;
    lines->end = (size_t)got;
    if (lines->settings.seen)
        lines->settings.seen(lines->settings.payload, lines->chunk, lines->end);
    lines->ended = got == 0;
    return PGF_LINES_READ;
}

/* Move bytes of the chunk up to a line end into the line. True when the line is whole. */
static bool gather(pgf_lines *lines, bool *out_of_memory)
{
    const char *from = lines->chunk + lines->begin;
    size_t there = lines->end - lines->begin;
    const char *feed = memchr(from, '\n', there);
    size_t size = feed ? (size_t)(feed - from) : there;
    lines->begin += size + (feed ? 1 : 0);
    if (lines->line.size + size > lines->settings.limit)
        lines->passing = true;
    if (lines->passing)
        pgf_buffer_dispose(&lines->line);
    else if (pgf_buffer_append(&lines->line, from, size))
        *out_of_memory = true;
    return feed != NULL;
}

/* Here and not where it is read: a pipe may give its bytes one by one. */
static void drop_mark(pgf_buffer *line)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (line->size < 3 || memcmp(line->bytes, mark, 3) != 0)
        return;
    line->size -= 3;
    memmove(line->bytes, line->bytes + 3, line->size + 1);
}

static pgf_lines_outcome deliver(pgf_lines *lines, char **line, size_t *size)
{
    lines->number++;
    if (lines->passing) {
        lines->passing = false;
        return PGF_LINES_TOO_LONG;
    }
    if (lines->line.size && lines->line.bytes[lines->line.size - 1] == '\r')
        lines->line.bytes[--lines->line.size] = '\0';
    if (lines->number == 1)
        drop_mark(&lines->line);
    *size = lines->line.size;
    *line = pgf_buffer_take(&lines->line);
    if (*line)
        return PGF_LINES_READ;
    errno = ENOMEM;
    return PGF_LINES_FAILED;
}

pgf_lines_outcome pgf_lines_next(pgf_lines *lines, char **line, size_t *size)
{
    bool out_of_memory = false;
    if (must_stop(lines))
        return PGF_LINES_STOPPED;
    for (;;) {
        bool whole = lines->begin < lines->end && gather(lines, &out_of_memory);
        if (out_of_memory) {
            errno = ENOMEM;
            return PGF_LINES_FAILED;
        }
        if (whole)
            return deliver(lines, line, size);
        if (lines->ended)
            return lines->line.size || lines->passing ? deliver(lines, line, size) : PGF_LINES_END;
        pgf_lines_outcome outcome = fill(lines);
        if (outcome != PGF_LINES_READ)
            return outcome;
    }
}

size_t pgf_lines_number(const pgf_lines *lines)
{
    return lines->number;
}
