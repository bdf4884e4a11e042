/* Worker threads of a build, each with a store of its own, and the jobs that they do. */
#ifndef PGF_INDEX_POOL_H
#define PGF_INDEX_POOL_H

#include "index/store.h"

/* What a thread has for itself. */
typedef struct {
    unsigned number; /* from 0 */
    pgf_store *store;
    unsigned runs; /* of words, written so far (runs.h) */
    const char *folder;
} pgf_worker;

typedef struct pgf_job pgf_job;
typedef pgf_status pgf_job_fn(pgf_job *job, pgf_worker *worker, pgf_error *err);

/* The first member of what is to be done. Owned by whoever gave it. */
struct pgf_job {
    pgf_job_fn *run;
    pgf_job *next;
    bool done; /* without a failure */
};

typedef struct pgf_pool pgf_pool;

/* `folder` is where the workers write their runs; borrowed. */
pgf_status pgf_pool_start(pgf_pool **out, unsigned threads, const char *folder, pgf_error *err);
void pgf_pool_give(pgf_pool *pool, pgf_job *job);
/*
 * Wait until `job` is done or any job failed, or, without one, until fewer than `most` jobs are waiting or running. The
 * first error of any job; those that had not begun then never do.
 */
pgf_status pgf_pool_wait(pgf_pool *pool, const pgf_job *job, unsigned most, pgf_error *err);
bool pgf_pool_is_done(pgf_pool *pool, const pgf_job *job);

/*
 * No more jobs: each thread writes the words it has left and ends. Gives the runs of all of them, in an order that is
 * the same every time. Waiting jobs are not begun any more when `cancel`. Called once.
 */
typedef pgf_status pgf_pool_run_fn(void *payload, const char *path);
pgf_status pgf_pool_end(pgf_pool *pool, bool cancel, pgf_pool_run_fn *each, void *payload, pgf_error *err);
void pgf_pool_free(pgf_pool *pool); /* ends it first; NULL is fine */

/* Write the words of a worker as a run. */
pgf_status pgf_worker_write_run(pgf_worker *worker, pgf_error *err);

#endif
