/* Which member of a JSON object gives which field, from inside. */
#ifndef PGF_DOCUMENT_MAPPING_H
#define PGF_DOCUMENT_MAPPING_H

#include "document/json.h"
#include <cjson/cJSON.h>

typedef struct {
    char *field;
    char *member; /* behind `field` in the same memory; "organisation.name" goes into objects */
} mapping_rule;

struct pgf_mapping {
    mapping_rule *rules; /* the one that is tried last comes first */
    size_t count, capacity;
};

/* The member that gives `field`, NULL when there is none; `*rule` is the rule that found it. */
const cJSON *pgf_mapping_find(const pgf_mapping *mapping, const cJSON *object, const char *field,
                              const mapping_rule **rule);

/* Does some rule read the member of this dotted name? */
bool pgf_mapping_reads(const pgf_mapping *mapping, const char *member);

#endif
