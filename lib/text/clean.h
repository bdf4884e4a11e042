/* Text as it is stored: one normal form, nothing invisible, no torn words. */
#ifndef PGF_TEXT_CLEAN_H
#define PGF_TEXT_CLEAN_H

#include "base/buffer.h"

/*
 * Append `text` (valid UTF-8) to `out` as it is stored and analysed: NFC; soft hyphens, zero-width characters and
 * control characters other than tab and newline removed; CR LF and CR made LF; Latin ligatures (U+FB00 to U+FB06) opened.
 * With `join_lines`, a word hyphenated at a line end is joined with its rest ("regu-\nlation");
 * a hyphen that belongs to the word stays ("non-\nEU", capital or digit after it).
 * Source: Unicode UAX #15.
 */
pgf_status pgf_clean(const char *text, size_t size, bool join_lines, pgf_buffer *out, pgf_error *err);

#endif
