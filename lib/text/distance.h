/* How far two words are apart in their letters. Source: optimal string alignment (Damerau 1964, Levenshtein 1966). */
#ifndef PGF_TEXT_DISTANCE_H
#define PGF_TEXT_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PGF_DISTANCE_LETTERS = 63 }; /* of longer words it is not known */

/*
 * Letters (code points) to insert, delete, replace or swap with their neighbour to make one of the other; anything over
 * `most` may be told as `most` + 1, as it is of words over PGF_DISTANCE_LETTERS. UTF-8.
 */
unsigned pgf_distance(const char *left, size_t left_size, const char *right, size_t right_size, unsigned most);

/* One word beside many others that come in byte order: what they begin with in common is compared once. */
typedef struct {
    unsigned most;
    size_t count, depth; /* letters of the word; rows that are filled behind the first */
    int32_t letters[PGF_DISTANCE_LETTERS], others[PGF_DISTANCE_LETTERS];
    unsigned char rows[PGF_DISTANCE_LETTERS + 1][PGF_DISTANCE_LETTERS + 1];
} pgf_spelling;

/* False for a word that is too long. `most` as for pgf_distance(), at most 9. */
bool pgf_spelling_init(pgf_spelling *out, const char *word, size_t size, unsigned most);

/*
 * How far another word is, `most` + 1 for all that is more. `*hopeless`: no word that begins with so many bytes of
 * `other` is near enough; 0 when that is not known.
 */
unsigned pgf_spelling_distance(pgf_spelling *spelling, const char *other, size_t size, size_t *hopeless);

#endif
