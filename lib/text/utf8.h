/* One character of UTF-8 at a time. Source: Unicode, table 3-7. */
#ifndef PGF_TEXT_UTF8_H
#define PGF_TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX = 4, UTF8_BROKEN = -1, UTF8_REPLACEMENT = 0xFFFD };

/* Bytes from `text` on that are ASCII without NUL, counted by eights: what follows may be ASCII too. */
size_t pgf_utf8_ascii(const char *text, size_t size);

/* The rest of a character beyond ASCII whose first byte stands before `*at`. */
int32_t pgf_utf8_rest(unsigned char first, const char *text, size_t size, size_t *at);

/* The character at `*at` < size, which moves behind it; UTF8_BROKEN for the longest malformed beginning of one. */
static inline int32_t utf8_next(const char *text, size_t size, size_t *at)
{
    unsigned char first = (unsigned char)text[(*at)++];
    return first < 0x80 ? first : pgf_utf8_rest(first, text, size, at);
}

/* The character of valid UTF-8 that ends at `*at` > 0, which moves to where it begins. */
int32_t pgf_utf8_previous(const char *text, size_t *at);

/* Write `c` and return its bytes. */
size_t pgf_utf8_put(char bytes[UTF8_MAX], int32_t c);

#endif
