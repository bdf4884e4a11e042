/* What there is to type: the one table of options and subcommands, and the help. */
#ifndef PGF_SEARCHER_USAGE_H
#define PGF_SEARCHER_USAGE_H

#include "terminal/option_table.h"

/* How an option's value is read: pgf_option.takes. Its `field` lies at that offset in `options`. */
typedef enum {
    TAKES_FLAG,
    TAKES_TEXT,
    TAKES_NUMBER,
    TAKES_CHOICE, /* one of `choices`, kept as its number; without a value the second */
    TAKES_FILTER,
    TAKES_FACET,
    TAKES_FORM,
    TAKES_NOTHING
} takes;

/* Where an option is one: pgf_option.commands. */
enum { ON_SEARCH = 1, ON_SERVE = 2, ON_WEB = 4, ON_ALL = ON_SEARCH | ON_SERVE };

/* What --sort takes, in the order of pgf_sort, NULL behind the last. */
extern const char *const usage_sorts[];

/* Subcommands stand in the order of `command`. */
const pgf_option_table *usage_table(void);

/* The help, examples first. */
void usage_help(FILE *file);

#endif
