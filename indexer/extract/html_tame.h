/* What libxml2 takes square time for, or reads otherwise than a browser, is made plain before it sees it. */
#ifndef PGF_EXTRACT_HTML_TAME_H
#define PGF_EXTRACT_HTML_TAME_H

#include <stddef.h>

/*
 * Rewrite a page in place; its new size, never more than `size`.
 * - The attributes of an element past the thousandth go: 100,000 of them took 8 s, since each is compared with all
 *   before it.
 * - The end of a heading of another level ends the heading that is open.
 * - Comments go, "<!-->" and "<!x>" and "<?php x ?>" among them, and the document type with what it declares; the text
 *   of CDATA stays. A comment that never ends goes to the end of the page, as in every browser.
 * - Scripts but JSON-LD go, and styles, to the end of the page where they never end.
 * - "&eacute" without its semicolon, outside tags, becomes what it stands for.
 * Source: HTML Living Standard, 13.2.5.
 */
size_t html_tame(char *text, size_t size);

#endif
