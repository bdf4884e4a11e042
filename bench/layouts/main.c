#include "base/lines.h"
#include "layouts.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double cpu_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

pgf_status failed(const xap_error *problem, pgf_error *err)
{
    return pgf_fail(err, PGF_EIO, "%s: %s", problem->type, problem->message);
}

pgf_status place(const settings *set, const char *name, pgf_buffer *out, pgf_error *err)
{
    pgf_buffer_clear(out);
    return pgf_buffer_printf(out, "%s/%s", set->index, name) ? pgf_fail(err, PGF_ENOMEM, "out of memory") : PGF_OK;
}

pgf_status each_line(const char *path, line_fn *each, void *payload, pgf_error *err)
{
    const pgf_lines_settings limits = {.limit = (size_t)100 << 20};
    pgf_lines *lines = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return pgf_fail(err, PGF_EIO, "%s: %s", path, strerror(errno));
    pgf_status status = pgf_lines_open(&lines, file, &limits, err);
    while (!status) {
        char *line = NULL;
        size_t size = 0;
        pgf_lines_outcome outcome = pgf_lines_next(lines, &line, &size);
        if (outcome == PGF_LINES_END)
            break;
        if (outcome == PGF_LINES_READ)
            status = each(payload, line, size, err);
        else
            status = pgf_fail(err, PGF_EIO, "%s: line %zu cannot be read", path, pgf_lines_number(lines));
        free(line);
    }
    pgf_lines_close(lines);
    close(file);
    return status;
}

static int explain(void)
{
    fputs("layouts build windows|passages INDEX CORPUS.jsonl [--lang en] [--text]\n"
          "layouts ask windows|passages INDEX QUERIES [--lang en] [--answers]\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    enum { COMMAND = 1, LAYOUT, INDEX, INPUT, OPTIONS };
    pgf_error err;
    if (argc < OPTIONS || (strcmp(argv[COMMAND], "build") != 0 && strcmp(argv[COMMAND], "ask") != 0) ||
        (strcmp(argv[LAYOUT], "windows") != 0 && strcmp(argv[LAYOUT], "passages") != 0))
        return explain();
    settings set = {.layout = argv[LAYOUT][0] == 'w' ? WINDOWS : PASSAGES, .index = argv[INDEX], .language = "en"};
    for (int i = OPTIONS; i < argc; i++) {
        if (!strcmp(argv[i], "--text"))
            set.keep_text = true;
        else if (!strcmp(argv[i], "--answers"))
            set.answers = true;
        else if (!strcmp(argv[i], "--lang") && i + 1 < argc)
            set.language = argv[++i];
        else
            return explain();
    }
    pgf_status status = argv[COMMAND][0] == 'b' ? build(&set, argv[INPUT], &err) : ask(&set, argv[INPUT], &err);
    if (status)
        fprintf(stderr, "layouts: %s\n", err.message);
    return status ? 1 : 0;
}
