#include "answer/answering.h"
#include <stdlib.h>

/* Candidates by docid. */
typedef struct {
    pgf_answering *a;
    pgf_candidate *candidates[PGF_BATCH];
    size_t count;
    uint32_t languages[PGF_BATCH]; /* of the candidates, as in pgf_query_term.foreign */
    bool has_languages;
    bool may_be_late;                   /* then what there is must do */
    pgf_score_explanation *explanation; /* of one candidate; NULL for none */
    pgf_error *err;
} batch;

static int by_docid(const void *a, const void *b)
{
    const pgf_candidate *left = *(pgf_candidate *const *)a, *right = *(pgf_candidate *const *)b;
    return left->docid < right->docid ? -1 : 1;
}

static bool is_late(const batch *b)
{
    if (b->may_be_late && pgf_answering_left(b->a) == 0)
        b->a->was_late = true;
    return b->may_be_late && b->a->was_late;
}

static pgf_status read_languages(batch *b)
{
    pgf_reader *reader = b->a->searcher->reader;
    pgf_buffer language = {0};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < b->count && !status; i++) {
        status = pgf_reader_language(reader, b->candidates[i]->docid, &language, b->err);
        b->languages[i] = status ? 0 : pgf_query_language_bit(b->a->query, language.bytes);
    }
    pgf_buffer_dispose(&language);
    b->has_languages = true;
    return status;
}

static pgf_status read_term(batch *b, size_t word, size_t term)
{
    struct pgf_searcher *s = b->a->searcher;
    bool in_title_only = b->a->words.query.words[word].in_title_only;
    uint32_t foreign = b->a->words.words[word]->terms[term].foreign;
    pgf_status status = foreign && !b->has_languages ? read_languages(b) : PGF_OK;
    for (size_t i = 0; i < b->count && !status && !is_late(b); i++)
        if (!(foreign & b->languages[i]) && (!in_title_only || pgf_occurrences_may_be_titled(&s->occurrences[i])))
            status = pgf_occurrences_add(&s->occurrences[i], &s->occurrence_reader, s->reader, b->candidates[i]->docid,
                                         &b->a->words, word, term, b->err);
    return status;
}

/* Term by term: positions are stored in this order, and a block of them is read once for many documents. */
static pgf_status read_words(batch *b, bool in_title_only)
{
    const pgf_score_words *words = &b->a->words;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < words->query.word_count; i++)
        for (size_t j = 0; j < words->words[i]->term_count && !status; j++)
            if (words->query.words[i].in_title_only == in_title_only)
                status = read_term(b, i, j);
    return status;
}

static pgf_status score_batch(batch *b)
{
    struct pgf_searcher *s = b->a->searcher;
    for (size_t i = 0; i < b->count; i++)
        s->occurrences[i].count = 0;
    pgf_status status = read_words(b, false);
    if (!status)
        status = read_words(b, true);
    for (size_t i = 0; i < b->count && !status && !is_late(b); i++) {
        pgf_candidate *candidate = b->candidates[i];
        status = pgf_reader_spans(s->reader, candidate->docid, &s->spans, b->err);
        if (status)
            break;
        pgf_score_document(&b->a->words.query, s->occurrences[i].items, s->occurrences[i].count, &s->spans,
                           &candidate->found, b->explanation);
        candidate->is_scored = true;
    }
    return status;
}

static pgf_status score(pgf_answering *a, size_t first, size_t count, bool may_be_late, pgf_error *err)
{
    batch b = {.a = a, .may_be_late = may_be_late, .err = err};
    for (size_t i = first; i < first + count; i++)
        if (!a->candidates[i].is_scored)
            b.candidates[b.count++] = &a->candidates[i];
    if (b.count)
        qsort(b.candidates, b.count, sizeof(pgf_candidate *), by_docid);
    return score_batch(&b);
}

pgf_status pgf_answering_score(pgf_answering *a, size_t first, size_t count, pgf_error *err)
{
    return score(a, first, count, false, err);
}

pgf_status pgf_answering_explain(pgf_answering *a, pgf_candidate *candidate, pgf_score_explanation *out, pgf_error *err)
{
    batch b = {.a = a, .candidates = {candidate}, .count = 1, .explanation = out, .err = err};
    return score_batch(&b);
}

static int by_score(const void *a, const void *b)
{
    const pgf_candidate *left = a, *right = b;
    if (left->score < right->score || left->score > right->score)
        return left->score < right->score ? 1 : -1;
    return left->docid < right->docid ? -1 : 1;
}

/* The weight of those behind the second stage is at most this. */
static double least_weight(const pgf_answering *a)
{
    double least = a->candidates[0].weight;
    for (size_t i = 0; i < a->second_stage; i++)
        if (!a->candidates[i].is_promoted && a->candidates[i].weight < least)
            least = a->candidates[i].weight;
    return least;
}

/* The last of the second stage goes to its place among those behind, or out when that is on a later page. */
static void put_back(pgf_answering *a)
{
    size_t at = --a->second_stage;
    pgf_candidate candidate = a->candidates[at];
    candidate.score = candidate.weight;
    for (; at + 1 < a->candidate_count && by_score(&a->candidates[at + 1], &candidate) < 0; at++)
        a->candidates[at] = a->candidates[at + 1];
    a->candidates[at] = candidate;
    if (at + 1 == a->candidate_count && a->has_more)
        a->candidate_count--;
}

/* All of them or none: an order that is half of one stage and half of the other says nothing. */
pgf_status pgf_answering_rank(pgf_answering *a, pgf_error *err)
{
    if (!a->words.query.word_count || !a->second_stage)
        return PGF_OK;
    pgf_status status = score(a, 0, a->second_stage, true, err);
    if (status)
        return status;
    for (size_t i = 0; i < a->second_stage && !a->was_late; i++)
        a->candidates[i].score += pgf_score_bonus(&a->candidates[i].found);
    double least = least_weight(a);
    qsort(a->candidates, a->second_stage, sizeof *a->candidates, by_score);
    while (a->candidates[a->second_stage - 1].is_promoted && a->candidates[a->second_stage - 1].score < least)
        put_back(a);
    return PGF_OK;
}
