/* The charset that a page declares in itself. Source: WHATWG Encoding; HTML Living Standard, "prescan". */
#ifndef PGF_EXTRACT_HTML_CHARSET_H
#define PGF_EXTRACT_HTML_CHARSET_H

#include "base/buffer.h"

/* Append a page to `out` as UTF-8; `declared` from outside, or NULL. PGF_OK, PGF_ENOMEM, PGF_EINTERNAL. */
pgf_status html_decode(const char *bytes, size_t size, const char *declared, pgf_buffer *out, pgf_error *err);

#endif
