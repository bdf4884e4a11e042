/* Text from outside, in a page. Source: the HTML standard; RFC 3986. */
#ifndef PGF_SERVE_HTML_H
#define PGF_SERVE_HTML_H

#include "base/buffer.h"

/*
 * Append valid UTF-8 as text, or between the quotes of an attribute: what HTML would read as more is written out, and
 * control characters become U+FFFD. PGF_OK or PGF_ENOMEM, as all here.
 */
pgf_status html_append(pgf_buffer *out, const char *text, size_t size);
pgf_status html_append_text(pgf_buffer *out, const char *text);

/* Append a part of a query string: all but letters, digits and -._~ as %XX. */
pgf_status html_append_percent(pgf_buffer *out, const char *text);

/* May a page link there? http: and https:, and what has no scheme and no host; nothing that browsers would mend. */
bool html_may_link(const char *url);

#endif
