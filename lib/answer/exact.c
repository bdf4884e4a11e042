#include "answer/exact.h"
#include "answer/hit_record.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

/* One exact phrase in one document. */
typedef struct {
    pgf_answering *a;
    pgf_highlighter *highlighter;
    const pgf_query_node *leaf;
    unsigned docid;
    const char *title, *language; /* of its record */
    bool found;
    pgf_error *err;
} looking;

static pgf_status look_in(looking *l, const char *text, size_t size)
{
    return pgf_highlight_stands(l->highlighter, l->language, text, size, l->leaf, &l->found, l->err);
}

static pgf_status look_in_passage(looking *l, size_t index)
{
    struct pgf_searcher *s = l->a->searcher;
    pgf_shown_passage passage;
    pgf_status status = pgf_reader_passage(s->reader, l->docid, index, &s->shelf, &passage, l->err);
    if (!status)
        status = look_in(l, passage.text, passage.size);
    if (status || l->found || !passage.heading_count)
        return status;
    const char *heading = passage.headings[passage.heading_count - 1];
    return look_in(l, heading, strlen(heading));
}

/* Positions of a term ascend, as do the spans of passages. */
static pgf_status look_where(looking *l, const xap_positions *positions)
{
    const pgf_passage_spans *spans = &l->a->searcher->spans;
    size_t span = 0, looked = SIZE_MAX;
    pgf_status status = PGF_OK;
    if (positions->count && positions->items[0] <= spans->title_words)
        status = look_in(l, l->title, strlen(l->title));
    for (size_t i = 0; i < positions->count && !status && !l->found; i++) {
        while (span < spans->count && spans->spans[span].end <= positions->items[i])
            span++;
        if (span == spans->count || spans->spans[span].begin > positions->items[i] || span == looked)
            continue;
        looked = span;
        status = look_in_passage(l, span);
    }
    return status;
}

static pgf_status look_at_document(looking *l)
{
    struct pgf_searcher *s = l->a->searcher;
    const pgf_query_word *first = &l->a->query->words[l->leaf->tokens[0].word];
    pgf_status status = pgf_reader_spans(s->reader, l->docid, &s->spans, l->err);
    xap_positions positions = {0};
    l->found = false;
    for (size_t i = 0; i < first->term_count && !status && !l->found; i++) {
        xap_error problem;
        if (xap_document_positions(pgf_reader_database(s->reader), l->docid, first->terms[i].text, first->terms[i].size,
                                   &positions, &problem))
            status = pgf_reader_failed(s->reader, &problem, l->err);
        else
            status = look_where(l, &positions);
    }
    xap_positions_dispose(&positions);
    return status;
}

/* Its id, when the document has the phrase. */
static pgf_status verify(looking *l, pgf_query_node *leaf)
{
    cJSON *record = NULL;
    pgf_status status = pgf_hit_record_read(l->a, l->docid, &record, l->err);
    if (!status) {
        l->title = pgf_hit_record_text(record, "title");
        l->language = pgf_hit_record_text(record, "language");
        status = look_at_document(l);
    }
    if (!status && l->found) {
        const char *id = pgf_hit_record_text(record, "id");
        leaf->ids[leaf->id_count] = pgf_arena_copy(&l->a->query->arena, id, strlen(id));
        if (!leaf->ids[leaf->id_count++])
            status = pgf_no_memory(l->err);
    }
    cJSON_Delete(record);
    return status;
}

static bool is_half_over(const pgf_answering *a)
{
    unsigned deadline = a->request->deadline_ms ? a->request->deadline_ms : PGF_DEADLINE_MS;
    return pgf_answering_left(a) < deadline / 2;
}

static pgf_status verify_matches(pgf_answering *a, pgf_highlighter *highlighter, pgf_query_node *leaf,
                                 const xap_matches *matches, pgf_error *err)
{
    size_t count = xap_matches_count(matches);
    looking l = {.a = a, .highlighter = highlighter, .leaf = leaf, .err = err};
    a->is_partial = a->is_partial || count > PGF_EXACT_DOCUMENTS;
    count = count < PGF_EXACT_DOCUMENTS ? count : PGF_EXACT_DOCUMENTS;
    leaf->ids = pgf_arena_take(&a->query->arena, (count + 1) * sizeof *leaf->ids);
    leaf->is_verified = true;
    pgf_status status = leaf->ids ? PGF_OK : pgf_no_memory(err);
    for (size_t i = 0; i < count && !status; i++) {
        l.docid = xap_matches_docid(matches, i);
        status = verify(&l, leaf);
        if (is_half_over(a) && i + 1 < count) { /* the rest of the time is for the answer */
            a->is_partial = true;
            break;
        }
    }
    return status;
}

static pgf_status verify_leaf(pgf_answering *a, pgf_highlighter *highlighter, pgf_query_node *leaf, pgf_error *err)
{
    xap_query *query = NULL;
    xap_matches *matches = NULL;
    xap_search search = xap_search_default();
    search.limit = PGF_EXACT_DOCUMENTS + 1;
    pgf_status status = pgf_plan_candidates(&query, a->query, leaf, err);
    if (!status)
        status = pgf_answering_run(a, query, &search, &matches, err);
    if (!status)
        status = verify_matches(a, highlighter, leaf, matches, err);
    xap_matches_free(matches);
    xap_query_free(query);
    return status;
}

pgf_status pgf_answering_verify(pgf_answering *a, pgf_error *err)
{
    pgf_highlighter *highlighter = NULL;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < a->query->leaf_count && !status; i++) {
        if (!a->query->leaves[i]->is_exact)
            continue;
        if (!highlighter)
            status = pgf_highlighter_new(&highlighter, a->query, a->searcher->analyzer, err);
        if (!status)
            status = verify_leaf(a, highlighter, a->query->leaves[i], err);
    }
    pgf_highlighter_free(highlighter);
    return status;
}
