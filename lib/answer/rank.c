#include "answer/answering.h"
#include <stdlib.h>

pgf_status pgf_answering_score(pgf_answering *a, pgf_candidate *candidate, pgf_error *err)
{
    struct pgf_searcher *s = a->searcher;
    if (candidate->is_scored)
        return PGF_OK;
    pgf_status status = pgf_reader_spans(s->reader, candidate->docid, &s->spans, err);
    if (!status)
        status =
            pgf_occurrences_read(&s->occurrences, s->reader, candidate->docid, s->spans.title_words, &a->words, err);
    if (status)
        return status;
    pgf_score_document(&a->words.query, s->occurrences.items, s->occurrences.count, &s->spans, &candidate->found);
    candidate->is_scored = true;
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
    for (size_t i = 0; i < a->second_stage && a->words.query.word_count; i++) {
        pgf_candidate *candidate = &a->candidates[i];
        if (pgf_answering_left(a) == 0) {
            a->was_late = true;
            break;
        }
        pgf_status status = pgf_answering_score(a, candidate, err);
        if (status)
            return status;
        candidate->score += pgf_score_bonus(&candidate->found);
    }
    if (a->second_stage)
        qsort(a->candidates, a->second_stage, sizeof *a->candidates, by_score);
    return PGF_OK;
}
