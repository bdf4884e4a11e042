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

/*
 * Of words with the same terms only the first is there; function words are of content when there is nothing else.
 *
 *   passages   of the index, pgf_score_passages()
 */
void pgf_score_words_choose(pgf_score_words *out, const pgf_query *query, const pgf_score_parameters *parameters,
                            double passages);

/* Occurrences of a document, ascending; filled again and again. Start from {0}. */
typedef struct {
    pgf_occurrence *items;
    size_t count, capacity;
} pgf_occurrences;

void pgf_occurrences_dispose(pgf_occurrences *occurrences);

/* What reading needs besides. Start from {0}. */
typedef struct {
    xap_positions positions;
    pgf_buffer term;
} pgf_occurrence_reader;

void pgf_occurrence_reader_dispose(pgf_occurrence_reader *reader);

/*
 * Add where one term of a word stands: word `word` of pgf_score_words, its term `term`. Of a function word in the title
 * alone. Cheapest for one term after the other in documents that ascend: positions are stored in this order.
 */
pgf_status pgf_occurrences_add(pgf_occurrences *out, pgf_occurrence_reader *scratch, pgf_reader *reader, unsigned docid,
                               const pgf_score_words *words, size_t word, size_t term, pgf_error *err);

/* May the title have a word of content? Then its function words say something, too. */
bool pgf_occurrences_may_be_titled(const pgf_occurrences *occurrences);

#endif
