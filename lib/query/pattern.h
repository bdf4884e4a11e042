/* Words with * in them. */
#ifndef PGF_QUERY_PATTERN_H
#define PGF_QUERY_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/* Does a folded word fit a pattern: * stands for any letters. */
bool pgf_pattern_fits(const char *pattern, size_t pattern_size, const char *word, size_t size);

#endif
