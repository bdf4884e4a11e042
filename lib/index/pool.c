#include "index/pool.h"
#include "base/memory.h"
#include "index/runs.h"
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    pgf_pool *pool;
    pgf_worker worker;
    pthread_t thread;
    bool running;
} member;

struct pgf_pool {
    pthread_mutex_t lock;
    pthread_cond_t work, progress;
    pgf_job *first, *last;
    unsigned open; /* jobs waiting or running */
    bool ending, cancelled;
    pgf_status status; /* of the first job that failed */
    pgf_error problem;
    member *members;
    unsigned count;
};

static void name_run(const pgf_worker *worker, unsigned run, char path[PATH_MAX])
{
    snprintf(path, PATH_MAX, "%.*s/words-%u-%u", PATH_MAX - 40, worker->folder, worker->number, run);
}

pgf_status pgf_worker_write_run(pgf_worker *worker, pgf_error *err)
{
    char path[PATH_MAX];
    name_run(worker, worker->runs, path);
    pgf_status status = pgf_run_write(path, worker->store, err);
    worker->runs++;
    return status;
}

/* With the lock. */
static void note_failure(pgf_pool *pool, pgf_status status, const pgf_error *problem)
{
    if (!pool->status && status) {
        pool->status = status;
        pool->problem = *problem;
    }
}

/* With the lock; NULL when there will be none any more. */
static pgf_job *take_job(pgf_pool *pool)
{
    while (!pool->first && !pool->ending)
        pthread_cond_wait(&pool->work, &pool->lock);
    if (!pool->first || pool->cancelled)
        return NULL;
    pgf_job *job = pool->first;
    pool->first = job->next;
    if (!pool->first)
        pool->last = NULL;
    return job;
}

static void *work(void *payload)
{
    member *self = payload;
    pgf_pool *pool = self->pool;
    pgf_error problem = {0};
    pthread_mutex_lock(&pool->lock);
    for (pgf_job *job; (job = take_job(pool));) {
        bool pointless = pool->status != PGF_OK;
        pthread_mutex_unlock(&pool->lock);
        pgf_status status = pointless ? PGF_OK : job->run(job, &self->worker, &problem);
        pthread_mutex_lock(&pool->lock);
        note_failure(pool, status, &problem);
        job->done = !pointless && !status;
        pool->open--;
        pthread_cond_broadcast(&pool->progress);
    }
    bool leave = pool->cancelled || pool->status;
    pthread_mutex_unlock(&pool->lock);
    if (leave)
        return NULL;
    pgf_status status = pgf_worker_write_run(&self->worker, &problem);
    pthread_mutex_lock(&pool->lock);
    note_failure(pool, status, &problem);
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static pgf_status start_member(pgf_pool *pool, unsigned number, const char *folder, pgf_error *err)
{
    member *self = &pool->members[number];
    *self = (member){.pool = pool, .worker = {.number = number, .folder = folder}};
    pool->count++;
    pgf_status status = pgf_store_new(&self->worker.store, err);
    if (status)
        return status;
    if (pthread_create(&self->thread, NULL, work, self))
        return pgf_fail(err, PGF_ENOMEM, "no thread can be started; fewer --jobs may do");
    self->running = true;
    return PGF_OK;
}

pgf_status pgf_pool_start(pgf_pool **out, unsigned threads, const char *folder, pgf_error *err)
{
    pgf_pool *pool = calloc(1, sizeof *pool);
    if (pool)
        pool->members = calloc(threads, sizeof *pool->members);
    if (!pool || !pool->members) {
        free(pool);
        return pgf_no_memory(err);
    }
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->progress, NULL);
    pgf_status status = PGF_OK;
    for (unsigned i = 0; i < threads && !status; i++)
        status = start_member(pool, i, folder, err);
    if (status)
        pgf_pool_free(pool);
    else
        *out = pool;
    return status;
}

void pgf_pool_give(pgf_pool *pool, pgf_job *job)
{
    job->next = NULL;
    job->done = false;
    pthread_mutex_lock(&pool->lock);
    if (pool->last)
        pool->last->next = job;
    else
        pool->first = job;
    pool->last = job;
    pool->open++;
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
}

pgf_status pgf_pool_wait(pgf_pool *pool, const pgf_job *job, unsigned most, pgf_error *err)
{
    pthread_mutex_lock(&pool->lock);
    while (job ? !job->done && !pool->status : pool->open >= most && pool->open)
        pthread_cond_wait(&pool->progress, &pool->lock);
    pgf_status status = pool->status;
    if (status && err)
        *err = pool->problem;
    pthread_mutex_unlock(&pool->lock);
    return status;
}

bool pgf_pool_is_done(pgf_pool *pool, const pgf_job *job)
{
    pthread_mutex_lock(&pool->lock);
    bool done = job->done;
    pthread_mutex_unlock(&pool->lock);
    return done;
}

static void join(pgf_pool *pool, bool cancel)
{
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pool->cancelled = cancel;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->count; i++) {
        if (pool->members[i].running)
            pthread_join(pool->members[i].thread, NULL);
        pool->members[i].running = false;
    }
}

pgf_status pgf_pool_end(pgf_pool *pool, bool cancel, pgf_pool_run_fn *each, void *payload, pgf_error *err)
{
    join(pool, cancel);
    pgf_status status = pool->status;
    if (status && err)
        *err = pool->problem;
    for (unsigned i = 0; i < pool->count && !status; i++) {
        const pgf_worker *worker = &pool->members[i].worker;
        for (unsigned run = 0; run < worker->runs && !status; run++) {
            char path[PATH_MAX];
            name_run(worker, run, path);
            status = each(payload, path);
        }
    }
    return status;
}

void pgf_pool_free(pgf_pool *pool)
{
    if (!pool)
        return;
    join(pool, true);
    for (unsigned i = 0; i < pool->count; i++)
        pgf_store_free(pool->members[i].worker.store);
    pthread_cond_destroy(&pool->progress);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    free(pool->members);
    free(pool);
}
