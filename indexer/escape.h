/* Text from outside, printed safely: for a terminal, and as a JSON string. */
#ifndef PGF_INDEXER_ESCAPE_H
#define PGF_INDEXER_ESCAPE_H

#include "base/buffer.h"
#include <stdio.h>

/* Append `text` as a JSON string with its quotes; malformed UTF-8 becomes U+FFFD. */
pgf_status escape_json(const char *text, size_t size, pgf_buffer *out);

/* Print `text` (NUL-terminated) by pgf_escape_plain. Prints "(out of memory)" instead when there is none. */
void escape_print(FILE *file, const char *text);

#endif
