/* Words without case and diacritics. */
#ifndef PGF_TEXT_FOLD_H
#define PGF_TEXT_FOLD_H

#include "base/buffer.h"

/*
 * Append `word` (valid UTF-8, NFC) to `out` in lower case by Unicode's full case folding, diacritics kept:
 * what a stemmer gets. "ß" stays "ß" (German Snowball knows it), final sigma becomes sigma, "İ" is "i".
 * Besides, what is written in several ways becomes one: full-width and half-width forms (２ -> 2, ｶﾞ -> ガ), decimal
 * digits of all scripts and subscript ones (CO₂ -> co2), apostrophes ('), Catalan's middle dot and variation
 * selectors (gone).
 */
pgf_status pgf_lower(const char *word, size_t size, pgf_buffer *out);

/*
 * Append `word`, lower-cased, to `out` without diacritics: Sécurité -> securite, Bjørn -> bjorn, Dåsnes -> dasnes,
 * Straße -> strasse, Ærø -> aero. Letters of scripts where a mark is no decoration (Devanagari, Thai, kana voicing
 * marks, Hangul) stay whole, and so do й and ї; ё is е. Hebrew points and Arabic vowels come off, and alef, yeh, kaf
 * and teh marbuta have one form each. This is the key of the vocabulary.
 */
pgf_status pgf_fold(const char *word, size_t size, pgf_buffer *out);

/* The second half of pgf_fold alone: `word` is in lower case already. What is done to a stem. */
pgf_status pgf_strip_diacritics(const char *word, size_t size, pgf_buffer *out);

#endif
