#include "answer/answering.h"
#include <stdlib.h>

pgf_status pgf_answering_score(pgf_answering *a, pgf_candidate *candidate, pgf_error *err)
{
    struct pgf_searcher *s = a->searcher;
    if (candidate->has_passages)
        return PGF_OK;
    pgf_status status = pgf_occurrences_read(&s->occurrences, s->reader, candidate->docid, &a->words, err);
    if (!status)
        status = pgf_reader_spans(s->reader, candidate->docid, &s->spans, err);
    if (status)
        return status;
    pgf_score_passages(&a->words.query, s->occurrences.items, s->occurrences.count, &s->spans, &candidate->passages);
    candidate->has_passages = true;
    return PGF_OK;
}

static int by_score(const void *a, const void *b)
{
    const pgf_candidate *left = a, *right = b;
    if (left->score < right->score || left->score > right->score)
        return left->score < right->score ? 1 : -1;
    return left->docid < right->docid ? -1 : 1;
}

pgf_status pgf_answering_rank(pgf_answering *a, pgf_error *err)
{
    const pgf_score_parameters *parameters = a->words.query.parameters;
    size_t count = a->candidate_count < PGF_SECOND_STAGE ? a->candidate_count : PGF_SECOND_STAGE;
    for (size_t i = 0; i < a->candidate_count; i++)
        a->candidates[i].score = pgf_score_first(parameters, a->candidates[i].score);
    for (size_t i = 0; i < count && a->words.query.word_count; i++) {
        pgf_candidate *candidate = &a->candidates[i];
        if (pgf_answering_left(a) == 0) {
            a->was_late = true;
            break;
        }
        pgf_status status = pgf_answering_score(a, candidate, err);
        if (status)
            return status;
        candidate->score += pgf_score_bonus(parameters, &candidate->passages);
    }
    if (count)
        qsort(a->candidates, count, sizeof *a->candidates, by_score);
    return PGF_OK;
}
