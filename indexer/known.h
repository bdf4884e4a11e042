/* What an index knows of its sources, taken down once so that it can be compared with what the walk found. */
#ifndef PGF_INDEXER_KNOWN_H
#define PGF_INDEXER_KNOWN_H

#include "index/writer.h"

typedef struct {
    char *key, *path, *reason;
    pgf_source_stamp stamp;
    pgf_outcome outcome;
    unsigned documents, failures;
    bool found; /* by the walk of this run       */
    bool gone;  /* it and its documents will go  */
} known_source;

/* Start from {0}. */
typedef struct {
    known_source *sources; /* in byte order of the key after known_sort */
    size_t count, capacity;
} known;

/* A pgf_source_fn: `payload` is the known to add to. */
pgf_status known_add(void *payload, const pgf_source *source);
void known_sort(known *known_sources);
/* NULL when there is none. */
known_source *known_find(const known *known_sources, const char *key);
void known_dispose(known *known_sources);

#endif
