/* The title of a page, of what <title>, metadata and headings say. */
#ifndef PGF_EXTRACT_HTML_TITLE_H
#define PGF_EXTRACT_HTML_TITLE_H

#include "extract/html_page.h"

/* Into `out` ({0}), "" when there is none. PGF_OK or PGF_ENOMEM. */
pgf_status html_title_find(const html_page *page, pgf_buffer *out);

#endif
