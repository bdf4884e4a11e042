/* One answer while it is made, step by step; answer.c takes them in this order. */
#ifndef PGF_ANSWER_ANSWERING_H
#define PGF_ANSWER_ANSWERING_H

#include "answer/facets.h"
#include "answer/highlight.h"
#include "answer/occurrences.h"
#include "answer/output.h"
#include "query/plan.h"
#include <time.h>

/* The best so many are ranked by their passages, whatever the page, and so many whose titles have every word. */
enum { PGF_SECOND_STAGE = 100, PGF_TITLED = 20, PGF_BATCH = PGF_SECOND_STAGE + PGF_TITLED };

/* What a searcher keeps from one answer to the next. */
struct pgf_searcher {
    pgf_reader *reader;
    pgf_analyzer *analyzer;
    pgf_occurrences occurrences[PGF_BATCH]; /* of the documents at hand */
    pgf_occurrence_reader occurrence_reader;
    pgf_passage_spans spans;
    pgf_shelf shelf;
    pgf_buffer record, link;
};

/* A document on its way to the page. */
typedef struct {
    unsigned docid;
    double weight;    /* of the first stage */
    double score;     /* with that of the second */
    bool is_promoted; /* for its title, from behind the others of the second stage */
    bool is_scored;   /* `found` is filled */
    pgf_document_score found;
} pgf_candidate;

typedef struct {
    struct pgf_searcher *searcher;
    const pgf_request *request;
    size_t limit;
    struct timespec started;
    pgf_index_state state;
    pgf_arena arena;  /* what lasts until the end of the answer */
    pgf_query *query; /* that is searched */
    pgf_query *typed; /* the same, or what it is another spelling of */
    pgf_plan plan;
    pgf_facets facets;
    xap_total total;
    pgf_score_words words;
    pgf_candidate *candidates; /* in the arena */
    size_t candidate_count;
    size_t second_stage; /* how many of them, from the first, are ranked by their passages */
    size_t page;         /* the first candidate of the page */
    bool has_more;
    bool was_late;   /* the second stage was cut short                              */
    bool is_partial; /* exact words were looked for in some of the documents only */
    pgf_highlighter *highlighter;
    pgf_output output;

} pgf_answering;

/* read.c: the query, its plan and the fields to count. `text`: another spelling; NULL for what was typed. */
pgf_status pgf_answering_read(pgf_answering *a, const char *text, pgf_error *err);

/* read.c: a->query->corrected, if the request wants it. */
pgf_status pgf_answering_correct(pgf_answering *a, pgf_error *err);

/* match.c: a search that ends with the deadline. */
pgf_status pgf_answering_run(pgf_answering *a, const xap_query *query, const xap_search *search, xap_matches **out,
                             pgf_error *err);

/* match.c: total and facets; then the candidates in the order of the first stage. */
pgf_status pgf_answering_count(pgf_answering *a, pgf_error *err);
pgf_status pgf_answering_match(pgf_answering *a, pgf_error *err);

/* rank.c: the first a->second_stage candidates by their passages. */
pgf_status pgf_answering_rank(pgf_answering *a, pgf_error *err);
/* rank.c: the passages of at most PGF_BATCH candidates, as far as they were not needed before. */
pgf_status pgf_answering_score(pgf_answering *a, size_t first, size_t count, pgf_error *err);

/* rank.c: what words and neighbours gave a candidate in the second stage. */
pgf_status pgf_answering_explain(pgf_answering *a, pgf_candidate *candidate, pgf_score_explanation *out,
                                 pgf_error *err);

/* explain.c: what gave a hit its score, as JSON. */
pgf_status pgf_answering_write_explanation(pgf_answering *a, pgf_candidate *hit, const char *id, pgf_error *err);

/* page.c: the hits of the page, as JSON. */
pgf_status pgf_answering_write_hits(pgf_answering *a, pgf_error *err);

/* answer.c: milliseconds since the start, and until the deadline. */
double pgf_answering_elapsed(const pgf_answering *a);
unsigned pgf_answering_left(const pgf_answering *a);

#endif
