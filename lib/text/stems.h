/* libstemmer's stemmers, made when first needed. */
#ifndef PGF_TEXT_STEMS_H
#define PGF_TEXT_STEMS_H

#include "base/buffer.h"

enum { PGF_STEMS_MAX = 40 };

struct sb_stemmer;

/* Start from {0}. */
typedef struct {
    struct sb_stemmer *made[PGF_STEMS_MAX];
    pgf_buffer plain;
} pgf_stems;

void pgf_stems_dispose(pgf_stems *stems);

/* The number of a language's stemmer, from 1; 0 when it has none. NULL is no language. */
unsigned char pgf_stems_number(const char *language);

bool pgf_stems_is_turkish(unsigned char number);

/* Append the stem of a word in lower case to `out`, diacritics stripped. */
pgf_status pgf_stems_append(pgf_stems *stems, unsigned char number, const char *lower, size_t size, pgf_buffer *out);

#endif
