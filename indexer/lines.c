#include "lines.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 1 << 18, WAIT_MS = 100 };

struct line_reader {
    int file;
    size_t limit;
    bool (*stop)(void);
    pgf_hasher *hasher;
    pgf_buffer line; /* what is read of a line that is not whole yet */
    size_t number;
    uint64_t bytes;
    bool passing; /* the rest of a line over the limit is passed over */
    bool ended;
    size_t begin, end; /* what is left of `chunk` */
    char chunk[CHUNK];
};

pgf_status line_reader_open(line_reader **out, int file, size_t limit, bool (*stop)(void), pgf_error *err)
{
    line_reader *reader = calloc(1, sizeof *reader);
    pgf_hasher *hasher = pgf_hasher_new();
    if (!reader || !hasher) {
        free(reader);
        if (hasher)
            pgf_hasher_end(hasher, NULL);
        return pgf_fail(err, PGF_ENOMEM, "out of memory");
    }
    reader->file = file;
    reader->limit = limit;
    reader->stop = stop;
    reader->hasher = hasher;
    *out = reader;
    return PGF_OK;
}

void line_reader_close(line_reader *reader)
{
    if (!reader)
        return;
    if (reader->hasher)
        pgf_hasher_end(reader->hasher, NULL);
    pgf_buffer_dispose(&reader->line);
    free(reader);
}

static bool must_stop(const line_reader *reader)
{
    return reader->stop && reader->stop();
}

/* Standard input may have nothing to say for long: ask now and then whether to stop. False when it is so. */
static bool wait_for_input(const line_reader *reader)
{
    struct pollfd input = {.fd = reader->file, .events = POLLIN};
    while (!must_stop(reader)) {
        int ready = poll(&input, 1, WAIT_MS);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true;
    }
    return false;
}

static line_outcome fill(line_reader *reader)
{
    ssize_t got;
    do {
        if (!wait_for_input(reader))
            return LINE_STOPPED;
        got = read(reader->file, reader->chunk, CHUNK);
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
    if (got < 0)
        return LINE_FAILED;
    reader->begin = 0;
    reader->end = (size_t)got;
    pgf_hasher_add(reader->hasher, reader->chunk, reader->end);
    static const char mark[] = "\xEF\xBB\xBF";
    if (reader->bytes == 0 && got >= 3 && memcmp(reader->chunk, mark, 3) == 0)
        reader->begin = 3;
    reader->bytes += (uint64_t)got;
    reader->ended = got == 0;
    return LINE_READ;
}

/* Move bytes of the chunk up to a line end into the line. True when the line is whole. */
static bool gather(line_reader *reader, bool *out_of_memory)
{
    const char *from = reader->chunk + reader->begin;
    size_t there = reader->end - reader->begin;
    const char *feed = memchr(from, '\n', there);
    size_t size = feed ? (size_t)(feed - from) : there;
    reader->begin += size + (feed ? 1 : 0);
    if (reader->line.size + size > reader->limit)
        reader->passing = true;
    if (reader->passing)
        pgf_buffer_dispose(&reader->line);
    else if (pgf_buffer_append(&reader->line, from, size))
        *out_of_memory = true;
    return feed != NULL;
}

static line_outcome deliver(line_reader *reader, char **line, size_t *size)
{
    reader->number++;
    if (reader->passing) {
        reader->passing = false;
        return LINE_TOO_LONG;
    }
    if (reader->line.size && reader->line.bytes[reader->line.size - 1] == '\r')
        reader->line.bytes[--reader->line.size] = '\0';
    *size = reader->line.size;
    *line = pgf_buffer_take(&reader->line);
    if (*line)
        return LINE_READ;
    errno = ENOMEM;
    return LINE_FAILED;
}

line_outcome line_reader_next(line_reader *reader, char **line, size_t *size)
{
    bool out_of_memory = false;
    if (must_stop(reader))
        return LINE_STOPPED;
    for (;;) {
        if (reader->begin < reader->end && gather(reader, &out_of_memory))
            return deliver(reader, line, size);
        if (out_of_memory) {
            errno = ENOMEM;
            return LINE_FAILED;
        }
        if (reader->ended)
            return reader->line.size || reader->passing ? deliver(reader, line, size) : LINE_END;
        line_outcome outcome = fill(reader);
        if (outcome != LINE_READ)
            return outcome;
    }
}

size_t line_reader_number(const line_reader *reader)
{
    return reader->number;
}

uint64_t line_reader_bytes(const line_reader *reader)
{
    return reader->bytes;
}

void line_reader_hash(line_reader *reader, uint64_t hash[2])
{
    pgf_hasher_end(reader->hasher, hash);
    reader->hasher = NULL;
}
