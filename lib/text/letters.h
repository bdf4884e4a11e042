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

/* Of a character beyond ASCII. */
pgf_letter pgf_letter_beyond(int32_t c);

static inline pgf_letter pgf_letter_of(int32_t c)
{
    if (c >= 0x80)
        return pgf_letter_beyond(c);
    if (c >= 'a' && c <= 'z')
        return PGF_LETTER_LOWER;
    if (c >= 'A' && c <= 'Z')
        return PGF_LETTER_UPPER;
    return c >= '0' && c <= '9' ? PGF_LETTER_DIGIT : PGF_LETTER_NONE;
}

bool pgf_is_space_beyond(int32_t c);

/* White space of any kind, line ends too. */
static inline bool pgf_is_space(int32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : pgf_is_space_beyond(c);
}

/* Take white space off both ends of valid UTF-8. */
void pgf_trim(const char **text, size_t *size);

#endif
