/* The manifest: what is remembered of each source, so that it is not read again. */
#ifndef PGF_INDEX_SOURCES_H
#define PGF_INDEX_SOURCES_H

#include "index/writer.h"
#include <xapian_c.h>

/* A source as it is stored: its number is in the term PGF_PREFIX_SOURCE "NUMBER" of each of its documents. */
typedef struct {
    pgf_source source; /* strings borrowed from `memory` */
    unsigned number;
    xap_bytes memory;
} pgf_stored_source; /* start from {0} */

void pgf_stored_source_dispose(pgf_stored_source *stored);
/* `*found` false when there is none. */
pgf_status pgf_sources_find(const xap_database *database, const char *key, pgf_stored_source *out, bool *found,
                            pgf_error *err);
/* Sources whose key starts with `prefix`, in byte order of the keys (of long ones: of their beginnings). */
pgf_status pgf_sources_walk(const xap_database *database, const char *prefix, pgf_source_fn *each, void *payload,
                            pgf_error *err);
pgf_status pgf_sources_put(xap_writable *writable, const pgf_source *source, unsigned number, pgf_error *err);
pgf_status pgf_sources_remove(xap_writable *writable, const char *key, pgf_error *err);

#endif
