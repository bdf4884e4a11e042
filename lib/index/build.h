/*
 * A generation made beside the one in use: the calling thread numbers units and puts them into batches, the threads of
 * the pool turn batches into private databases, the calling thread takes these in order and merges them at the end.
 */
#ifndef PGF_INDEX_BUILD_H
#define PGF_INDEX_BUILD_H

#include "index/batch.h"
#include "index/claims.h"
#include "index/parts.h"
#include "index/writing.h"

/* Its number in the index is its index here. */
typedef struct {
    char *key, *path;
    char *reason; /* NULL for "" */
    pgf_source_stamp stamp;
    pgf_outcome outcome;
    unsigned documents, failures;
    bool refused; /* an id of it is another's, which may go */
} build_source;

struct pgf_build {
    pgf_writer *writer;
    unsigned long long number;
    char before[PATH_MAX];     /* the generation in use, "" for none     */
    char unfinished[PATH_MAX]; /* the one being made                     */
    char folder[PATH_MAX];     /* in it: batches, merges and runs        */
    unsigned jobs;
    pgf_pool *pool;
    pgf_parts parts;
    pgf_batch *open;         /* being filled                             */
    pgf_batch *first, *last; /* given to the pool, in order              */
    unsigned batches, last_docid;
    build_source *sources;
    size_t source_count, source_capacity;
    pgf_claims claims;
    unsigned *doomed; /* documents that lost their id to another         */
    size_t doomed_count, doomed_capacity;
};

/* All units are done and taken in. */
pgf_status pgf_build_drain(pgf_build *build, pgf_error *err);
/* How many documents there are now: all, once it is drained. */
size_t pgf_build_documents(const pgf_build *build);

#endif
