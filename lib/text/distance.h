/* How far two words are apart in their letters. Source: optimal string alignment (Damerau 1964, Levenshtein 1966). */
#ifndef PGF_TEXT_DISTANCE_H
#define PGF_TEXT_DISTANCE_H

#include <stddef.h>

enum { PGF_DISTANCE_LETTERS = 63 }; /* of longer words it is not known */

/*
 * Letters (code points) to insert, delete, replace or swap with their neighbour to make one of the other; anything over
 * `most` may be told as `most` + 1, as it is of words over PGF_DISTANCE_LETTERS. UTF-8.
 */
unsigned pgf_distance(const char *left, size_t left_size, const char *right, size_t right_size, unsigned most);

#endif
