/* How a word that no document has may have been meant. */
#ifndef PGF_QUERY_SPELLING_H
#define PGF_QUERY_SPELLING_H

#include "query/query.h"

typedef struct {
    const char *text; /* in the query's arena; NULL for none */
    size_t size;
    bool is_two; /* words, with a space between */
} pgf_better_spelling;

/*
 * The word of the index that is spelled most nearly so, of several the one that most documents have, those in the
 * languages of the query before others; else two words that were run together.
 */
pgf_status pgf_spelling_improve(pgf_better_spelling *out, pgf_query *query, const pgf_query_index *index,
                                const pgf_query_word *word, pgf_error *err);

#endif
