/* Links to a place in a document. */
#ifndef PGF_ANSWER_LINK_H
#define PGF_ANSWER_LINK_H

#include "index/reader.h"

/*
 * Append the link to a passage: url#anchor; else url#page=N where the format has pages; else url#:~:text=… with the
 * beginning of the paragraph. Nothing for a url that is no web address.
 * Source: RFC 3986; URL Fragment Text Directives (wicg.github.io/scroll-to-text-fragment).
 */
pgf_status pgf_link_append(pgf_buffer *out, const char *url, const pgf_shown_passage *passage);

#endif
