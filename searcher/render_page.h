/* Inside of rendering: the text of a page while it grows, line by line. */
#ifndef PGF_SEARCHER_RENDER_PAGE_H
#define PGF_SEARCHER_RENDER_PAGE_H

#include "screen.h"
#include <cjson/cJSON.h>

typedef struct {
    const screen *to;
    size_t indent; /* of all but ranks */
    strip line;
    pgf_buffer *out;
} render_page;

/* Each is PGF_OK or PGF_ENOMEM. */

pgf_status render_spaces(render_page *p, size_t count);
/* Write what is in the line, of which `at` columns are written already, and begin a new one. */
pgf_status render_flush(render_page *p, size_t at, size_t indent);
pgf_status render_flush_indented(render_page *p, size_t indent);
/* Append `text` to the line, behind a dot if it is not the first. Nothing for an empty text. */
pgf_status render_part(render_page *p, text_style style, const char *text);

/* render_hit.c: a hit of an answer, and an empty line. */
pgf_status render_hit(render_page *p, const cJSON *hit);

#endif
