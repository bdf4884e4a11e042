/* The word that was probably meant. */
#ifndef PGF_TERMINAL_NEAREST_H
#define PGF_TERMINAL_NEAREST_H

#include <stddef.h>

/*
 * The candidate nearest to `word`, the first of several; NULL when none is within a third of its letters (at least 2).
 * `candidates` ends in NULL.
 */
const char *pgf_nearest_word(const char *word, const char *const *candidates);

#endif
