/* Which sources of an index are gone, and whether so many may go at once. */
#ifndef PGF_INDEXER_GONE_H
#define PGF_INDEXER_GONE_H

#include "known.h"
#include "walk.h"

typedef struct {
    const known_source **sources; /* gone, in byte order of the key; borrowed from the known */
    size_t count;
    size_t kept;                       /* are there but left out by --include or --exclude */
    size_t below;                      /* known below the roots                            */
    size_t documents, documents_below; /* of the sources that are gone, and of all below the roots */
} gone;

/*
 * Compare what is known below the roots of the walk with what the walk found. A source is gone when there is no file
 * any more where it was; one that is only left out by a pattern, or lies under a folder that cannot be read, is not.
 * Sets `found` and `gone` of the known sources.
 *
 *   whole   everything known counts, whatever the root: for a rebuild, which keeps only what it reads
 */
pgf_status gone_find(gone *out, known *known_sources, const walk *found, const walk_options *options, bool whole,
                     pgf_error *err);
void gone_dispose(gone *out);

/*
 * PGF_ELIMIT when a root that had sources is empty now, or when over 10 sources and over a fifth of those below the
 * roots would go, or so many documents: one JSON Lines file may hold them all. The message names the numbers and
 * --allow-mass-delete.
 */
pgf_status gone_check(const gone *which, const known *known_sources, const walk *found, pgf_error *err);

/* PGF_ELIMIT when so many of all "sources" or "documents" may not go. */
pgf_status gone_is_much(size_t going, size_t all, const char *what, pgf_error *err);

#endif
