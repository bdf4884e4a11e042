/* The word that was probably meant. */
#ifndef PGF_TERMINAL_NEAREST_H
#define PGF_TERMINAL_NEAREST_H

#include <stddef.h>

/* Letters to insert, delete, replace or swap with their neighbour to make one of the other. Words over 63 bytes: 64. */
size_t pgf_nearest_distance(const char *left, const char *right);

/*
 * The candidate nearest to `word`, the first of several; NULL when none is within a third of its letters (at least 2).
 * `candidates` ends in NULL.
 */
const char *pgf_nearest_word(const char *word, const char *const *candidates);

#endif
