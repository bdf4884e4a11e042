/* Headings of pages that mark none. */
#ifndef PGF_EXTRACT_HTML_HEADINGS_H
#define PGF_EXTRACT_HTML_HEADINGS_H

#include "extract/html_page.h"

/*
 * Where no <h2> to <h6> stays in the main content and several paragraphs are numbers of an article or the like
 * ("Article 5", "CHAPTER II"), these become headings, as in plain text, and so does the title below a number. Registers
 * of laws publish such pages.
 */
void html_headings_find(html_page *page);

#endif
