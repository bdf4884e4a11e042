#include "output.h"
#include "terminal/escape.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void output_begin(void)
{
    signal(SIGPIPE, SIG_IGN);
}

pgf_status output_append_json(const char *json, pgf_buffer *out)
{
    size_t size = strlen(json);
    bool terminal = isatty(STDOUT_FILENO) == 1;
    pgf_status status = terminal ? pgf_escape_plain(json, size, out) : pgf_buffer_append(out, json, size);
    return status ? status : pgf_buffer_append_char(out, '\n');
}

pgf_status output_write(const char *bytes, size_t size, pgf_error *err)
{
    while (size) {
        ssize_t written = write(STDOUT_FILENO, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EPIPE)
            return PGF_ECANCELED;
        if (written < 0)
            return pgf_fail(err, PGF_EIO, "standard output: %s; the answer is not complete", strerror(errno));
        bytes += written;
        size -= (size_t)written;
    }
    return PGF_OK;
}

int output_fail(const pgf_error *err)
{
    pgf_buffer line = {0};
    pgf_status status = pgf_buffer_append_text(&line, "paragraf-searcher: ");
    if (!status)
        status = pgf_escape_plain(err->message, strlen(err->message), &line);
    fprintf(stderr, "%s\n", status ? "paragraf-searcher: out of memory" : line.bytes);
    pgf_buffer_dispose(&line);
    return EXIT_ERROR;
}
