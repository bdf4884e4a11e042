/* Words of scripts that write none apart: ICU's dictionaries. */
#ifndef PGF_TEXT_BREAKS_H
#define PGF_TEXT_BREAKS_H

#include "base/buffer.h"

/* Start from {0}. */
typedef struct {
    void *iterator; /* UBreakIterator, opened at the first text */
    void *text;     /* UText */
} pgf_breaks;

void pgf_breaks_dispose(pgf_breaks *breaks);

/* Begin with `run`, at most 1 MB of UTF-8, which must outlive the walk. PGF_OK or PGF_ENOMEM. */
pgf_status pgf_breaks_start(pgf_breaks *breaks, const char *run, size_t size);

/* The next word, a byte span of the run; false at its end. */
bool pgf_breaks_next(pgf_breaks *breaks, size_t *begin, size_t *end);

#endif
