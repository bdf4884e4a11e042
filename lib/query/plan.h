/* A query's tree as queries of Xapian's. */
#ifndef PGF_QUERY_PLAN_H
#define PGF_QUERY_PLAN_H

#include "query/query.h"
#include <xapian_c.h>

/* Start from {0}. */
typedef struct {
    xap_query *ranked;    /* by relevance: documents with any word; phrases, conditions and exclusions hold   */
    xap_query *counted;   /* what total, facets and other orders are of                                       */
    xap_query *titled;    /* those of `ranked` whose title has every word of content; NULL for none       */
    bool by_coordination; /* `counted` matches with XAP_WEIGH_COORD and a least weight of `words` only         */
    unsigned words, of;   /* so many of the content words a counted document has                              */
} pgf_plan;

/*
 *   condition   holds for every document; taken; NULL for none
 *   any         counted is what has any content word
 *
 * PGF_OK or PGF_ENOMEM.
 */
pgf_status pgf_plan_make(pgf_plan *out, const pgf_query *query, xap_query *condition, bool any, pgf_error *err);
/*
 * The weight of a document in the first stage is that of several words and citations. Gets each of them, and what weighs
 * it in the document with an id; both are borrowed. Anything but PGF_OK ends the walk and is returned.
 */
typedef pgf_status pgf_plan_part_fn(void *payload, const char *text, size_t size, const xap_query *weighed);
pgf_status pgf_plan_walk(const pgf_query *query, const char *id, pgf_plan_part_fn *each, void *payload, pgf_error *err);

/* Documents that may have an exact phrase, the best of the query first: those with other forms of its words, too. */
pgf_status pgf_plan_candidates(xap_query **out, const pgf_query *query, const pgf_query_node *leaf, pgf_error *err);
void pgf_plan_dispose(pgf_plan *plan);

/* Of so many words a document must have so many: all up to three, and at least three and half of more. */
unsigned pgf_plan_least(unsigned words);

#endif
