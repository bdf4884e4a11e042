/* How often each value of a field stands in the matching documents. */
#ifndef PGF_ANSWER_FACETS_H
#define PGF_ANSWER_FACETS_H

#include "base/arena.h"
#include "index/schema.h"
#include <paragraf/search.h>
#include <xapian_c.h>

enum { PGF_FACET_VALUES = 100 }; /* shown of one field */

typedef struct {
    const char *value; /* NUL-terminated */
    unsigned documents;
} pgf_facet_value;

typedef struct {
    const pgf_field_spec *field;
    pgf_facet_value *values; /* the most frequent first, then by bytes */
    size_t count;
} pgf_facet;

enum { PGF_FACETS_MAX = 16 };

typedef struct {
    pgf_facet items[PGF_FACETS_MAX];
    unsigned slots[PGF_FACETS_MAX];
    size_t count;
} pgf_facets;

/* The fields that a request asks for. PGF_EINVAL for one that is no facet. */
pgf_status pgf_facets_choose(pgf_facets *out, const pgf_request *request, pgf_error *err);

/* Fill in the values counted by a match over `slots`. They are kept in the arena. */
pgf_status pgf_facets_fill(pgf_facets *facets, const xap_matches *matches, pgf_arena *arena, pgf_error *err);

#endif
