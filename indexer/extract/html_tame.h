/* What libxml2 takes square time for, or reads otherwise than a browser. */
#ifndef PGF_EXTRACT_HTML_TAME_H
#define PGF_EXTRACT_HTML_TAME_H

#include <stddef.h>

/*
 * Blank the attributes of an element past the thousandth, in place: 100,000 of them took 8 s, since each is compared
 * with all before it. The end of a heading of another level ends the heading that is open.
 */
void html_tame(char *text, size_t size);

#endif
