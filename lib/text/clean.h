/* Text as it is stored: one normal form, nothing invisible, no torn words. */
#ifndef PGF_TEXT_CLEAN_H
#define PGF_TEXT_CLEAN_H

#include "base/buffer.h"

/*
 * Append `text` (valid UTF-8) to `out` as it is stored and analysed: NFC; soft hyphens, zero-width characters and
 * control characters other than tab and newline removed; every line end (CR LF, CR, form feed, U+2028…) made LF;
 * Latin ligatures (U+FB00 to U+FB06) opened.
 * With `join_lines`, a word hyphenated at a line end is joined with its rest ("regu-\nlation");
 * a hyphen that belongs to the word stays ("non-\nEU" -> "non-EU": a capital or digit after it), and so does one
 * that stands for a word to come ("Dienst-\nund Amtsbezeichnungen").
 * PGF_OK or PGF_ENOMEM.
 * Source: Unicode UAX #15.
 */
pgf_status pgf_clean(const char *text, size_t size, bool join_lines, pgf_buffer *out, pgf_error *err);

#endif
