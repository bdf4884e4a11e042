/* One question, one answer. */
#ifndef PGF_SEARCHER_ASK_H
#define PGF_SEARCHER_ASK_H

#include "options.h"

/* Open the index that `o` names. Where the arguments are swapped, the error says so. */
pgf_status ask_open(pgf_searcher **out, const options *o, pgf_error *err);

/* Answer the query of `o` on standard output; the exit code. */
int ask_run(const options *o);

#endif
