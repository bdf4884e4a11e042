/*
 * Make or update an index from JSON Lines on standard input:
 *
 *   cc index.c $(pkg-config --cflags --libs paragraf) -o index
 *   ./index my.idx < notices.jsonl
 *
 * What became of each document is told line by line. Exit code 0: all of them are in, 1: some are not, 2: an error.
 */
#define _POSIX_C_SOURCE 200809L /* getline */
#include <paragraf/index.h>
#include <stdio.h>
#include <stdlib.h>

static void tell(void *payload, const pgf_report_line *line)
{
    (void)payload;
    printf("%zu: %s %s%s%s\n", line->line, pgf_outcome_name(line->outcome), line->id, *line->reason ? ": " : "",
           line->reason);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: index INDEX < DOCUMENTS\n", stderr);
        return 2;
    }
    const pgf_index_options options = {.report = tell};
    pgf_indexer *indexer = NULL;
    pgf_index_totals totals;
    pgf_error err;
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    pgf_status status = pgf_indexer_open(&indexer, argv[1], &options, &err);
    while (!status && (size = getline(&line, &room, stdin)) > 0)
        status = pgf_indexer_add(indexer, line, (size_t)size, &err);
    free(line);
    if (!status && ferror(stdin))
        status = pgf_fail(&err, PGF_EIO, "standard input cannot be read to its end");
    if (status)
        pgf_indexer_abandon(indexer);
    else
        status = pgf_indexer_finish(indexer, &totals, &err);
    if (status) {
        fprintf(stderr, "index: %s (%s)\n", err.message, pgf_status_name(status));
        return 2;
    }
    printf("%s: %u documents\n", argv[1], totals.documents);
    return totals.outcomes[PGF_FAILED] ? 1 : 0;
}
