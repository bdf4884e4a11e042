/* What a run has before it: what the walk found, what the index knows, what is gone. */
#ifndef PGF_INDEXER_PLAN_H
#define PGF_INDEXER_PLAN_H

#include "gone.h"
#include "options.h"
#include "tally.h"

typedef struct {
    const options *options;
    walk_options rules;
    walk found;
    known known; /* all sources of the index */
    gone gone;
    bool standard_input;
    bool index_there;   /* there is an index already */
    const char **paths; /* operands that are not "-" */
    size_t path_count;
} plan;

/*
 * Walk the PATHs. Start from {0}; plan_dispose afterwards, also after a failure.
 * PGF_EEXIST when INDEX is something else than an index; else as walk_paths, and PGF_EINVAL for a --base-url that
 * names none of the PATHs.
 */
pgf_status plan_walk(plan *out, const options *options, pgf_error *err);

/*
 * For a rebuild: fill in `known` with all that the index in INDEX knows. One that cannot be read any more has nothing to
 * say: a rebuild is what helps it. PGF_OK or PGF_ENOMEM.
 */
pgf_status plan_know(plan *of, pgf_error *err);
/* For a dry run: would an update be refused, since the index was made with another analyser? PGF_EVERSION then. */
pgf_status plan_check_analysis(const plan *of, pgf_error *err);

/* With `known` filled in: find out what is gone, whether so many may go, and what the files are called. */
pgf_status plan_compare(plan *of, pgf_error *err);

/*
 * PGF_ENOTFOUND when nothing found can be read and nothing is gone: the line counts the files by suffix
 * and names the formats. Then all that was found goes to the tally.
 */
pgf_status plan_check(const plan *of, tally *to, pgf_error *err);

void plan_dispose(plan *of);

#endif
