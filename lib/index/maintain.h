/* Looking after an index: what is in it, whether it is whole, making it smaller. */
#ifndef PGF_INDEX_MAINTAIN_H
#define PGF_INDEX_MAINTAIN_H

#include "index/writer.h"

typedef struct {
    unsigned long long generation, revision;
    unsigned documents;
    unsigned sources;
    unsigned source_outcomes[PGF_OUTCOMES];
    uint64_t bytes; /* on disk, of the generation in use */
    unsigned format, analyzer;
    char stemmer[32];
} pgf_index_status;

/*
 * Needs no lock. `out` and `each` may be NULL. `each` gets every source; anything but PGF_OK from it ends the walk and
 * is returned.
 */
pgf_status pgf_index_status_read(const char *path, pgf_index_status *out, pgf_source_fn *each, void *payload,
                                 pgf_error *err);

/*
 * Checksums of a finished generation, the structure of every table, and every document, word and source.
 * PGF_ECORRUPT names the first damage. Takes the lock, so that nothing changes meanwhile (PGF_ELOCKED when an indexer
 * is at work), but does without it where the folder is read-only. `progress` may be NULL.
 * All of it is done in a child process (fork), since libxapian dies of some damaged tables; that is PGF_ECORRUPT, too.
 */
typedef void pgf_verify_fn(void *payload, unsigned done, unsigned all);
pgf_status pgf_index_verify(const char *path, pgf_verify_fn *progress, void *payload, pgf_error *err);

/*
 * Rewrite the generation in use as a new one without the holes that updates leave. Sizes in bytes, before and after;
 * either may be NULL. After a failure the index is as it was.
 */
pgf_status pgf_index_compact(const char *path, uint64_t *before, uint64_t *after, pgf_error *err);

#endif
