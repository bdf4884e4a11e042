/* The steps from what was typed to a finished query, each in a file of its own; query.c takes them in this order. */
#ifndef PGF_QUERY_READING_H
#define PGF_QUERY_READING_H

#include "query/query.h"

typedef struct {
    pgf_query *query;
    pgf_analyzer *analyzer;
    const pgf_query_index *index;
    size_t word_capacity, warning_capacity;
    const char **warnings; /* the query's, while they grow */
    pgf_error *err;
} pgf_reading;

/* parse.c: `text`, clean and borrowed by the tree, to nodes without tokens. */
pgf_status pgf_reading_parse(pgf_reading *reading, const char *text, size_t size);

/* Does a character open a phrase? */
bool pgf_reading_is_quote(int32_t c);

/* tokens.c: tokens of every node, and the words; nodes without any go, and so do those that came before. */
pgf_status pgf_reading_tokenize(pgf_reading *reading);

/* stems.c: terms of every word, and the query's languages. */
pgf_status pgf_reading_look_up(pgf_reading *reading);

/* limit.c: the rarest words stay, and the sequence is made of them. */
pgf_status pgf_reading_limit(pgf_reading *reading);

/* content.c: which words are of content. */
pgf_status pgf_reading_weigh(pgf_reading *reading);

/* print.c: `parsed`. */
pgf_status pgf_reading_print(pgf_reading *reading);

/* Record that memory is out. */
pgf_status pgf_reading_no_memory(pgf_reading *reading);

/* Add a line to the warnings. */
pgf_status pgf_reading_warn(pgf_reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
