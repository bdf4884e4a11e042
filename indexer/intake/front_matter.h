/* Metadata above a Markdown document: YAML between two lines of ---. */
#ifndef PGF_INTAKE_FRONT_MATTER_H
#define PGF_INTAKE_FRONT_MATTER_H

#include "document/document.h"

/*
 * Add what stands in the front matter of `text` (valid UTF-8) to `document` and set `*body` to where the rest begins: 0
 * when there is none, and when it is YAML but no mapping of names. What is no YAML becomes a paragraph.
 * lang is language, topics is topic; lists give a value for each item, mappings join their names by dots.
 */
pgf_status intake_read_front_matter(const char *text, size_t size, pgf_document *document, size_t *body,
                                    pgf_error *err);

#endif
