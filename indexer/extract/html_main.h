/* Which boxes and blocks of a page are its main content. */
#ifndef PGF_EXTRACT_HTML_MAIN_H
#define PGF_EXTRACT_HTML_MAIN_H

#include "extract/html_page.h"

/*
 * Mark blocks that are left out (`dropped`) and tables that only place their cells (BOX_LAYOUT). <main> or <article> is
 * taken where it holds the text; else menus are told by their links and short lines. A page that is nothing but menus
 * stays whole.
 */
void html_main_find(html_page *page);

#endif
