/* What the files of this room share: a document from inside. */
#ifndef PGF_DOCUMENT_PARTS_H
#define PGF_DOCUMENT_PARTS_H

#include "base/arena.h"
#include "document/document.h"

struct pgf_document {
    pgf_buffer text;    /* cleaned paragraphs, parted by blank lines   */
    pgf_buffer scratch; /* of pgf_clean_line                           */
    pgf_arena strings;  /* names, values, headings, anchors            */
    pgf_paragraph *paragraphs;
    size_t paragraph_count, paragraph_capacity;
    pgf_section *sections;
    size_t section_count, section_capacity;
    size_t *parents; /* of each section: the one above it, 0 for none */
    size_t parent_capacity;
    pgf_field *fields;
    size_t field_count, field_capacity;
    char notice[160]; /* of pgf_document_notice */
};

/* Is it one of the names that the index knows, in their very letters? */
bool pgf_field_is_known(const char *name);

/* Clean `text` into document->scratch: one line, white space folded to single spaces, trimmed. */
pgf_status pgf_clean_line(pgf_document *document, const char *text, size_t size, pgf_error *err);

#endif
