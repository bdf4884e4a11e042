/* Character references that libxml2, which knows those of HTML 4, leaves as they stand. */
#ifndef PGF_EXTRACT_HTML_ENTITIES_H
#define PGF_EXTRACT_HTML_ENTITIES_H

#include <stddef.h>

/*
 * What the reference at `text`, an ampersand, stands for when it is one of those that need no semicolon and has none,
 * or a sign of ASCII that HTML 5 named: its bytes of UTF-8, fewer than its own, at `out`; `*used` is its own bytes.
 * 0 for anything else. Source: HTML Living Standard, 13.5.
 */
size_t html_entity_odd(const char *text, size_t size, char out[4], size_t *used);

#endif
