/* A page to a document. */
#ifndef PGF_EXTRACT_HTML_WRITE_H
#define PGF_EXTRACT_HTML_WRITE_H

#include "extract/html_page.h"

/* Add the fields of a page; what is there already stays. */
pgf_status html_write_fields(const html_page *page, pgf_document *document, pgf_error *err);

/* Add the blocks that are left of it: sections, paragraphs, rows of tables. */
pgf_status html_write_text(const html_page *page, pgf_document *document, pgf_error *err);

#endif
