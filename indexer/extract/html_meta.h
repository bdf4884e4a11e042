/* Metadata of a page: <meta>, <link>, microdata. Source: Dublin Core; Open Graph; HTML Living Standard. */
#ifndef PGF_EXTRACT_HTML_META_H
#define PGF_EXTRACT_HTML_META_H

#include "extract/html_page.h"

/* Take what an element's attributes (name and value in turn, NULL behind the last) say. PGF_OK or PGF_ENOMEM. */
pgf_status html_meta_element(html_page *page, html_tag_id tag, const char **attributes);

/* Take what JSON-LD says; broken JSON says nothing. PGF_OK or PGF_ENOMEM. Source: schema.org. */
pgf_status html_meta_json(html_page *page, const char *json, size_t size);

/* Remember a value of a field. White space around it does not count, nor does an empty one. */
pgf_status html_meta_add(html_page *page, const char *name, const char *value, unsigned rank);

/* Remember the topics of a list with commas, or with semicolons. */
pgf_status html_meta_topics(html_page *page, const char *value, unsigned rank);

/* The value of the best rank, of these the first; "" when there is none. */
const char *html_meta_best(const html_page *page, const char *name);

/* The value of an attribute, names of which libxml2 gives in small letters: "" when it has none, NULL when it is not there. */
const char *html_attribute(const char **attributes, const char *name);

#endif
