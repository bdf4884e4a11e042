/* What there is to type: the one table of options and subcommands, and the help. */
#ifndef PGF_INDEXER_USAGE_H
#define PGF_INDEXER_USAGE_H

#include "terminal/option_table.h"

/* How an option's value is read: pgf_option.takes. Its `field` lies at that offset in `options`. */
typedef enum { TAKES_FLAG, TAKES_TEXT, TAKES_SEVERAL, TAKES_LANGUAGE, TAKES_NUMBER, TAKES_NOTHING } takes;

/* Subcommands stand in the order of `command`. */
const pgf_option_table *usage_table(void);

/* The help, examples first. */
void usage_help(FILE *file);

#endif
