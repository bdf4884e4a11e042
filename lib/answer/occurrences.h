/* Where the words of a query stand in a document. */
#ifndef PGF_ANSWER_OCCURRENCES_H
#define PGF_ANSWER_OCCURRENCES_H

#include "answer/score.h"
#include "query/query.h"

/* The words whose positions are worth reading, as the second stage weighs them. */
typedef struct {
    pgf_score_query query;
    const pgf_query_word *words[PGF_SCORE_WORDS];
} pgf_score_words;

/*
 * Words and their neighbours from the query. A word that is in more than the `common` share of passages is left out,
 * unless all are; of words with the same terms only the first is there.
 */
void pgf_score_words_choose(pgf_score_words *out, const pgf_query *query, const pgf_score_parameters *parameters,
                            double index_words);

/* Occurrences of a document, filled again and again. Start from {0}. */
typedef struct {
    pgf_occurrence *items, *spare;
    size_t count, capacity;
    xap_positions positions;
} pgf_occurrences;

void pgf_occurrences_dispose(pgf_occurrences *occurrences);
pgf_status pgf_occurrences_read(pgf_occurrences *out, pgf_reader *reader, unsigned docid, const pgf_score_words *words,
                                pgf_error *err);

#endif
