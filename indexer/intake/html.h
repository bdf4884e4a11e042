/* The text between the tags of raw HTML in Markdown. */
#ifndef PGF_INTAKE_HTML_H
#define PGF_INTAKE_HTML_H

#include "base/buffer.h"

/*
 * Append the text in `html`, a whole block or tag: tags become line ends or, inside a line, nothing; comments, scripts
 * and styles go. A tag without an end is text. PGF_OK or PGF_ENOMEM.
 */
pgf_status intake_append_html(const char *html, size_t size, pgf_buffer *out);

#endif
