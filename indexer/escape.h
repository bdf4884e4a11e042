/* Text from outside, made safe to print: for a terminal, and inside a JSON string. */
#ifndef PGF_INDEXER_ESCAPE_H
#define PGF_INDEXER_ESCAPE_H

#include "base/buffer.h"
#include <stdio.h>

/*
 * Append `text` with everything a terminal would act on written out: control characters and characters that turn the
 * direction of text as \u001b, malformed UTF-8 as \xff, a backslash as itself.
 */
pgf_status escape_plain(const char *text, size_t size, pgf_buffer *out);

/* Append `text` as a JSON string with its quotes; malformed UTF-8 becomes U+FFFD. Source: RFC 8259. */
pgf_status escape_json(const char *text, size_t size, pgf_buffer *out);

/* Print `text` (NUL-terminated) by escape_plain. Prints "(out of memory)" instead when there is none. */
void escape_print(FILE *file, const char *text);

/* "text" as JSON, the same way; for what is built with fprintf. */
void escape_print_json(FILE *file, const char *text);

#endif
