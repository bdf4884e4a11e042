/* The workers of a server: jobs wait in a line, each goes to a worker that is free; one that fails is replaced. */
#ifndef PGF_SERVE_CREW_H
#define PGF_SERVE_CREW_H

#include "reply.h"
#include <sys/select.h>

enum {
    CREW_MOST = 64,      /* workers */
    CREW_LINE = 128,     /* jobs that wait; one more is refused */
    CREW_HARD_MS = 2000, /* then a worker is killed */
    CREW_WAIT_MS = 2000  /* then a job that waits is given up */
};

typedef enum {
    JOB_ANSWERED,
    JOB_LOST, /* its worker ended, or was killed after CREW_HARD_MS */
    JOB_LATE, /* no worker was free in CREW_WAIT_MS, or the server stops */
    JOB_SHUT  /* nor has any the index open */
} job_end;

/* The caller's, until `done` is called, once. */
typedef struct job {
    pgf_buffer asked;                                     /* for parameters_read() */
    void (*done)(struct job *job, job_end end, reply *r); /* `r` may be moved from; NULL when not answered */
    long long since;                                      /* the crew's */
    struct job *next;                                     /* the crew's */
} job;

typedef struct crew crew;

/*
 * Start `count` workers and wait until they have opened the index. Call it before the process has threads, and with
 * standard error where a worker may write. The error of a worker that cannot open it.
 */
pgf_status crew_open(crew **out, const char *index, size_t count, pgf_error *err);
void crew_stop(crew *c);  /* end the workers: all jobs are done, and no more are taken */
void crew_close(crew *c); /* stops it first */

/* Take a job; false when the line is full: the job is not taken. */
bool crew_take(crew *c, job *one);

/* Add to `readable` what to wait for; `*most` is the greatest of its descriptors. */
void crew_watch(const crew *c, fd_set *readable, int *most);

/* Milliseconds until crew_step() has something to do; -1 for none. */
int crew_patience(const crew *c);

/*
 * Do what there is to do: read answers, end workers that are overdue, start others, hand out jobs. Why a worker cannot
 * open the index goes to standard error, once.
 */
void crew_step(crew *c);

/* Workers that have opened the index; jobs that are not done. */
size_t crew_ready(const crew *c);
size_t crew_jobs(const crew *c);

#endif
