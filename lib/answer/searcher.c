#include "answer/answer.h"
#include "answer/answering.h"
#include "base/memory.h"
#include <stdlib.h>

pgf_status pgf_searcher_open(pgf_searcher **out, const char *path, pgf_error *err)
{
    pgf_searcher *searcher = calloc(1, sizeof *searcher);
    if (!searcher)
        return pgf_no_memory(err);
    pgf_status status = pgf_reader_open(&searcher->reader, path, err);
    if (!status)
        status = pgf_analyzer_new(&searcher->analyzer, err);
    if (status)
        pgf_searcher_close(searcher);
    else
        *out = searcher;
    return status;
}

void pgf_searcher_close(pgf_searcher *searcher)
{
    if (!searcher)
        return;
    pgf_shelf_dispose(&searcher->shelf);
    pgf_passage_spans_dispose(&searcher->spans);
    for (size_t i = 0; i < PGF_BATCH; i++)
        pgf_occurrences_dispose(&searcher->occurrences[i]);
    pgf_occurrence_reader_dispose(&searcher->occurrence_reader);
    pgf_buffer_dispose(&searcher->record);
    pgf_buffer_dispose(&searcher->link);
    pgf_analyzer_free(searcher->analyzer);
    pgf_reader_close(searcher->reader);
    free(searcher);
}

static pgf_status check_limits(const pgf_request *request, pgf_error *err)
{
    size_t limit = request->limit ? request->limit : PGF_LIMIT_DEFAULT;
    if (limit > PGF_LIMIT)
        return pgf_fail(err, PGF_ELIMIT, "limit %zu: %d hits are the most a page may have", limit, PGF_LIMIT);
    if (request->offset > PGF_WINDOW || request->offset + limit > PGF_WINDOW)
        return pgf_fail(err, PGF_ELIMIT, "offset %zu and limit %zu: together %d are the most; narrow the query instead",
                        request->offset, limit, PGF_WINDOW);
    if (request->passages > PGF_PASSAGES)
        return pgf_fail(err, PGF_ELIMIT, "passages %u: %d are the most a hit may have", request->passages,
                        PGF_PASSAGES);
    if (request->deadline_ms > PGF_DEADLINE_MS)
        return pgf_fail(err, PGF_ELIMIT, "deadline %u ms: %d ms are the most", request->deadline_ms, PGF_DEADLINE_MS);
    return PGF_OK;
}

typedef struct {
    pgf_searcher *searcher;
    const pgf_request *request;
    struct timespec started;
    pgf_answer answer;
} call;

static pgf_status make_answer(void *payload, pgf_reader *reader, pgf_error *err)
{
    call *c = payload;
    (void)reader; /* the searcher's */
    return pgf_answer_make(c->searcher, c->request, &c->started, &c->answer, err);
}

pgf_status pgf_search(pgf_searcher *searcher, const pgf_request *request, char **json, size_t *total, pgf_error *err)
{
    call c = {.searcher = searcher, .request = request};
    clock_gettime(CLOCK_MONOTONIC, &c.started);
    pgf_status status = check_limits(request, err);
    if (!status)
        status = pgf_reader_answer(searcher->reader, make_answer, &c, err);
    if (status)
        return status;
    *json = c.answer.json;
    if (total)
        *total = c.answer.total;
    return PGF_OK;
}
