/* The command line, as it was typed. */
#ifndef PGF_SEARCHER_OPTIONS_H
#define PGF_SEARCHER_OPTIONS_H

#include "base/buffer.h"
#include <paragraf/search.h>

/* What is asked for. A subcommand's name stands in the place of INDEX: a folder of that name is written ./NAME. */
typedef enum {
    COMMAND_SEARCH, /* paragraf-searcher INDEX QUERY… */
    COMMAND_SERVE,  /* paragraf-searcher serve INDEX */
    COMMAND_HELP,
    COMMAND_VERSION
} command;

typedef enum { FORM_BY_OUTPUT, FORM_JSON, FORM_TEXT } answer_form;
typedef enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_when;

typedef struct {
    command command;
    const char *index;
    const char *const *words; /* the arguments of the query, as typed */
    size_t word_count;
    pgf_buffer query; /* these, joined by spaces */
    pgf_filter *filters;
    size_t filter_count;
    const char **facets;
    size_t facet_count;
    const char *from, *to;
    const char *batch;
    const char *listen;                      /* NULL when not given */
    size_t workers;                          /* 0 when not given */
    size_t limit, offset, passages, timeout; /* passages, timeout: 0 when not given */
    unsigned sort;                           /* pgf_sort */
    unsigned form, color;                    /* answer_form, color_when */
    bool no_facets, any, strict, explain, as_typed, log;
    bool web; /* read by options_set() */
    /* For options_parse(): the name of an option that only searching or only serve has; NULL when none was given. */
    const char *of_search, *of_serve;
} options;

/*
 * Read argv into `out`, whose strings point into it; the = of a --filter becomes a NUL there. Behind the first word of
 * the query only what begins with -- is an option, so that -word leaves a word out; a lone -- ends the options.
 * PGF_EINVAL with a line that says what to do: an unknown option (the nearest one is named), a value that is none, no
 * INDEX, nothing that is looked for.
 */
pgf_status options_parse(options *out, int argc, char **argv, pgf_error *err);
void options_dispose(options *out);

/*
 * Read one parameter of the web, `name` without its dashes, into `out` as --name would: what is wrong is told as
 * "name=value". PGF_EINVAL for one that the web has not. Borrows `value`, and writes into it, as options_parse() does.
 */
pgf_status options_set(options *out, const char *name, char *value, pgf_error *err);

/* Has the web a parameter of this name? */
bool options_has(const char *name);

/* What to ask the index, borrowing from `o`. Words, and what depends on the form of the answer, are the caller's. */
pgf_request options_request(const options *o);

#endif
