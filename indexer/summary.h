/* The summary at the end of a run, on standard output. */
#ifndef PGF_INDEXER_SUMMARY_H
#define PGF_INDEXER_SUMMARY_H

#include "tally.h"
#include <stdio.h>

typedef struct {
    const char *index;
    size_t kept; /* sources left out by patterns that stay in the index */
    double seconds;
    pgf_index_totals totals;
} summary;

void summary_print(FILE *file, const tally *of, const summary *about);

#endif
