/* How wide text is on a terminal. Source: Unicode UAX #11. */
#ifndef PGF_TEXT_COLUMNS_H
#define PGF_TEXT_COLUMNS_H

#include <stddef.h>
#include <stdint.h>

/* 0 for what stands on the character before it or shows nothing, 2 for wide East Asian characters and emoji, else 1. */
unsigned pgf_character_columns(int32_t c);

/* Of UTF-8 without control characters; a malformed byte counts as one. */
size_t pgf_text_columns(const char *text, size_t size);

#endif
