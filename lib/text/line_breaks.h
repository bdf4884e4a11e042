/* Where a line of text may end. Source: Unicode UAX #14, by ICU. */
#ifndef PGF_TEXT_LINE_BREAKS_H
#define PGF_TEXT_LINE_BREAKS_H

#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Make `may[i]` true where a new line may begin at byte i of `text` (valid UTF-8, at most 1 MB), false elsewhere:
 * behind
 * spaces and hyphens, between characters of Han and kana, between words of Thai. `may` has `size` members; may[0] is
 * false. PGF_OK or PGF_ENOMEM.
 */
pgf_status pgf_line_breaks(const char *text, size_t size, bool *may, pgf_error *err);

#endif
