/* Writing JSON. Source: RFC 8259. */
#ifndef PGF_BASE_JSON_H
#define PGF_BASE_JSON_H

#include "base/buffer.h"

/* Append `text`, valid UTF-8, as a JSON string in its quotes; control characters are escaped. */
pgf_status pgf_json_append_string(pgf_buffer *out, const char *text, size_t size);

#endif
