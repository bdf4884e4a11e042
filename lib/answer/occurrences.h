/* Where the words of a query stand in a document. */
#ifndef PGF_ANSWER_OCCURRENCES_H
#define PGF_ANSWER_OCCURRENCES_H

#include "answer/score.h"
#include "query/query.h"

/* The words of a query as the second stage weighs them. */
typedef struct {
    pgf_score_query query;
    const pgf_query_word *words[PGF_SCORE_WORDS];
    bool any_in_text; /* not only function words, whose positions are read in titles only */
} pgf_score_words;

/* Of words with the same terms only the first is there; function words are of content when there is nothing else. */
void pgf_score_words_choose(pgf_score_words *out, const pgf_query *query, const pgf_score_parameters *parameters,
                            double index_words);

/* Occurrences of a document, filled again and again. Start from {0}. */
typedef struct {
    pgf_occurrence *items, *spare;
    size_t count, capacity;
    xap_positions positions;
    pgf_buffer term;
} pgf_occurrences;

void pgf_occurrences_dispose(pgf_occurrences *occurrences);
/* `title_words`: of the document, as pgf_reader_spans says. */
pgf_status pgf_occurrences_read(pgf_occurrences *out, pgf_reader *reader, unsigned docid, unsigned title_words,
                                const pgf_score_words *words, pgf_error *err);

#endif
