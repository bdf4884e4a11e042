/*
 * Search an index that paragraf-indexer made, or a program such as index.c:
 *
 *   cc search.c $(pkg-config --cflags --libs paragraf) -o search
 *   ./search my.idx 'fisheries agreement'
 *
 * The answer is JSON. Exit code 0: hits, 1: none, 2: an error.
 */
#include <paragraf/search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: search INDEX QUERY\n", stderr);
        return 2;
    }
    const pgf_request request = {.query = argv[2], .query_size = strlen(argv[2]), .limit = 3, .passages = 1};
    pgf_searcher *searcher = NULL;
    pgf_error err;
    char *json = NULL;
    size_t total = 0;
    pgf_status status = pgf_searcher_open(&searcher, argv[1], &err);
    if (!status)
        status = pgf_search(searcher, &request, &json, &total, &err);
    if (status)
        fprintf(stderr, "search: %s (%s)\n", err.message, pgf_status_name(status));
    else
        puts(json);
    free(json);
    pgf_searcher_close(searcher);
    return status ? 2 : total ? 0 : 1;
}
