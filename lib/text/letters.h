/* What kind of letter a character is. Source: Unicode. */
#ifndef PGF_TEXT_LETTERS_H
#define PGF_TEXT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    PGF_LETTER_NONE,  /* space, punctuation, symbol, mark                      */
    PGF_LETTER_UPPER, /* upper or title case                                   */
    PGF_LETTER_LOWER,
    PGF_LETTER_UNCASED, /* of a script without case                             */
    PGF_LETTER_CJK,     /* Han, kana, Hangul: says as much as a short word does */
    PGF_LETTER_DIGIT    /* decimal digit of any script                          */
} pgf_letter;

pgf_letter pgf_letter_of(int32_t c);

/* White space of any kind, line ends too. */
bool pgf_is_space(int32_t c);

/* Take white space off both ends of valid UTF-8. */
void pgf_trim(const char **text, size_t *size);

#endif
