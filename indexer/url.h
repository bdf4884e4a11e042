/* Addresses of files under a base URL. Source: RFC 3986. */
#ifndef PGF_INDEXER_URL_H
#define PGF_INDEXER_URL_H

#include "base/buffer.h"

/*
 * Append `base`, a slash unless it ends in one, and `path` with every byte that is neither a slash nor unreserved
 * (letters, digits, - . _ ~) percent-encoded.
 */
pgf_status url_join(const char *base, const char *path, pgf_buffer *out);

/* An absolute http or https URL without blanks, controls, query or fragment: what a base can be. */
bool url_is_base(const char *url);

#endif
