/* What cJSON does not see to, before it reads. Source: RFC 8259. */
#ifndef PGF_DOCUMENT_JSON_CHECK_H
#define PGF_DOCUMENT_JSON_CHECK_H

#include "base/buffer.h"

enum {
    PGF_JSON_DEPTH = 256,
    PGF_JSON_VALUES = 1000000 /* cJSON takes 64 bytes for each: a line of 100 MB could ask for 6 GB */
};

/*
 * Append the JSON text `json` (valid UTF-8) to `out` so that cJSON reads all of it rightly: numbers become strings,
 * that they keep their digits; escapes of U+0000 and of halves of surrogate pairs become that of U+FFFD. PGF_EFORMAT
 * with the byte offset and what was expected there; PGF_ELIMIT for nesting deeper than PGF_JSON_DEPTH and
 * for more than PGF_JSON_VALUES values.
 */
pgf_status pgf_json_check(const char *json, size_t size, pgf_buffer *out, pgf_error *err);

#endif
