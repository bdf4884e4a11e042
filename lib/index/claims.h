/* Who has which id, while an index is built: an id names one document, whatever the threads do. */
#ifndef PGF_INDEX_CLAIMS_H
#define PGF_INDEX_CLAIMS_H

#include <paragraf/error.h>
#include <stddef.h>
#include <stdint.h>

/* An id is known by its XXH3-128: two that share it are not met in practice. */
typedef struct {
    uint64_t hash[2];
    unsigned docid; /* 0: taken out again */
    unsigned source;
} pgf_claim;

/* Start from {0}. */
typedef struct {
    pgf_claim *slots; /* free ones have hash {0, 0} */
    size_t count, capacity;
} pgf_claims;

void pgf_claims_dispose(pgf_claims *claims);
/* The claim on an id, made when there is none (docid 0). Borrowed until the next call. NULL when out of memory. */
pgf_claim *pgf_claims_find(pgf_claims *claims, const char *id);

#endif
