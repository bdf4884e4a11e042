/* The private databases of a build, in the order of their documents, and their merging into one. */
#ifndef PGF_INDEX_PARTS_H
#define PGF_INDEX_PARTS_H

#include "index/pool.h"

/*
 * Databases that one merge reads: each holds four descriptors, so that 254 at once broke a limit of 1,024. One merge
 * goes on at a time.
 */
enum { PGF_PARTS_MERGED = 48 };

typedef struct pgf_merge pgf_merge;

typedef struct {
    char *path;
    pgf_merge *merge; /* what makes it, NULL when it is there */
    bool small;       /* not merged yet                       */
} pgf_part;

/* Start from {0} with `pool` and `folder` set. */
typedef struct {
    pgf_pool *pool;
    const char *folder;
    pgf_part *items;
    size_t count, capacity;
    unsigned merges; /* made so far: their names */
} pgf_parts;

void pgf_parts_dispose(pgf_parts *parts);
/* The next part in order. When many small ones have come together they are merged by the pool. */
pgf_status pgf_parts_add(pgf_parts *parts, const char *path, pgf_error *err);
/* Merge until at most `most` are left, and wait for all of it. */
pgf_status pgf_parts_reduce(pgf_parts *parts, size_t most, pgf_error *err);
/* Merge what is left into a database at `destination`; the pool is not needed any more. */
pgf_status pgf_parts_join(pgf_parts *parts, const char *destination, pgf_error *err);

#endif
