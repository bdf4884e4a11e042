/* The steps from what was typed to a finished query, each in a file of its own; query.c takes them in this order. */
#ifndef PGF_QUERY_READING_H
#define PGF_QUERY_READING_H

#include "query/query.h"

typedef struct {
    pgf_query *query;
    pgf_analyzer *analyzer;
    const pgf_query_index *index;
    const char *text; /* clean, as the tree borrows it */
    size_t size;
    bool is_strict; /* what cannot be read is an error */
    size_t word_capacity, warning_capacity;
    unsigned patterns;     /* so many were read */
    const char **warnings; /* the query's, while they grow */
    pgf_error *err;
} pgf_reading;

/* parse.c: `text`, clean and borrowed by the tree, to nodes without tokens. */
pgf_status pgf_reading_parse(pgf_reading *reading, const char *text, size_t size);

/*
 * pattern.c: is a word of the tree a pattern or a spelling ("organi*", "bjorn~1")? `*is_one` false when it is neither,
 * or may not be one, of which a warning tells: then it is words like any other. Else `out` has its word and route, and
 * `*size` bytes of its text are the word.
 */
pgf_status pgf_reading_pattern(pgf_reading *reading, const pgf_query_node *node, pgf_query_word *out, size_t *size,
                               bool *is_one);

/* Does a character open a phrase? */
bool pgf_reading_is_quote(int32_t c);

/* expand.c: every record of the words that a word with such a route stands for. */
pgf_status pgf_reading_expand(pgf_reading *reading, const pgf_query_word *word, pgf_query_record_fn *each,
                              void *payload);

/* tokens.c: tokens of every leaf, and the words. */
pgf_status pgf_reading_tokenize(pgf_reading *reading);

/* leaves.c: nodes without anything in them go, and so do those that came before; then parts and leaves. */
pgf_status pgf_reading_arrange(pgf_reading *reading);

/* stems.c: terms of every word, and the query's languages. */
pgf_status pgf_reading_look_up(pgf_reading *reading);

/* limit.c: the rarest words stay, and the sequence is made of them. */
pgf_status pgf_reading_limit(pgf_reading *reading);

/* content.c: which words are of content. */
pgf_status pgf_reading_weigh(pgf_reading *reading);

/* print.c: `parsed`. */
pgf_status pgf_reading_print(pgf_reading *reading);
/* print.c: the tree as it stands, in the query's arena. NULL when memory is out. */
const char *pgf_query_print(pgf_query *query);

/* Record that memory is out. */
pgf_status pgf_reading_no_memory(pgf_reading *reading);

/*
 * What stands at byte `at` cannot be read as it may have been meant: a warning, or PGF_EINVAL of a strict reading, that
 * names the character, counted from 1.
 *
 *   then   what is done about it; NULL when it goes without saying
 */
pgf_status pgf_reading_object(pgf_reading *reading, size_t at, const char *then, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* As much of a word as a warning shows of it. */
int pgf_reading_shown(const char *text, size_t size);

/* Is there a figure in it? */
bool pgf_reading_has_digit(const char *word, size_t size);

/* Add a line to the warnings. */
pgf_status pgf_reading_warn(pgf_reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
