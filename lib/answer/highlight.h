/* Which words of a text a query asks for. */
#ifndef PGF_ANSWER_HIGHLIGHT_H
#define PGF_ANSWER_HIGHLIGHT_H

#include "query/query.h"
#include "text/analyzer.h"

/* Code points of the text. */
typedef struct {
    size_t offset, length;
} pgf_highlight;

typedef struct pgf_highlighter pgf_highlighter;

/* Borrows both. PGF_OK or PGF_ENOMEM. */
pgf_status pgf_highlighter_new(pgf_highlighter **out, const pgf_query *query, pgf_analyzer *analyzer, pgf_error *err);
void pgf_highlighter_free(pgf_highlighter *highlighter);

/*
 * Mark the words of a text: those whose term is one of a word of the query, by the analysis that documents of this
 * language went through; the words of a phrase only where the whole phrase stands. Function words are marked in phrases
 * only, unless the query has nothing else. Marks that touch or overlap, as pairs of Han do, are one.
 *
 * `*out`, ascending, is borrowed until the next call.
 */
pgf_status pgf_highlight_text(pgf_highlighter *highlighter, const char *language, const char *text, size_t size,
                              const pgf_highlight **out, size_t *count, pgf_error *err);

/* Does a phrase of the query stand in a text? */
pgf_status pgf_highlight_stands(pgf_highlighter *highlighter, const char *language, const char *text, size_t size,
                                const pgf_query_node *phrase, bool *stands, pgf_error *err);

#endif
