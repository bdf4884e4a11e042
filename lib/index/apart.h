/*
 * Work done in a child process. libxapian reads the blocks of a table without checking all of them, and a process that
 * reads a damaged one may die of it.
 */
#ifndef PGF_INDEX_APART_H
#define PGF_INDEX_APART_H

#include <paragraf/error.h>
#include <stdbool.h>

typedef struct pgf_apart pgf_apart;

/* The work, in the child: its status and error are the parent's then, all else that it changes is lost. */
typedef pgf_status pgf_apart_fn(void *payload, pgf_apart *apart, pgf_error *err);

/* How far the work is, said by it. */
typedef void pgf_apart_progress_fn(void *payload, unsigned done, unsigned all);
void pgf_apart_tell(pgf_apart *apart, unsigned done, unsigned all);

/* How the work ended when it did not return. */
typedef struct {
    bool died;       /* of itself, by a crash; `how` says of which signal */
    const char *how; /* "Segmentation fault"; borrowed from the C library */
} pgf_apart_end;

/*
 * Do the work and wait for it. The child writes no core, prints nothing, and goes when the parent goes. `progress` is
 * called here, in the parent; it may be NULL.
 * What the work returned, or PGF_ECORRUPT with `end->died`, without a message; PGF_EIO when there is no process to be
 * had, or somebody else ended it.
 */
pgf_status pgf_apart_run(pgf_apart_fn *work, void *payload, pgf_apart_progress_fn *progress, void *to,
                         pgf_apart_end *end, pgf_error *err);

#endif
