/* A document as lines of text, for comparing: metadata, headings with their level, paragraphs with their kind. */
#ifndef OUTLINE_H
#define OUTLINE_H

#include "document/document.h"
#include "document/passage.h"
#include <stdlib.h>

static inline const char *kind_name(pgf_paragraph_kind kind)
{
    static const char *const names[] = {"text", "heading", "caption", "quote", "item", "row", "code"};
    return names[kind];
}

/* "title: On roads", "# Scope", "text: Roads are kept." The caller frees it. Line ends in paragraphs become " / ". */
static inline char *outline_of(const pgf_document *document)
{
    pgf_buffer out = {0};
    size_t count, size, section_count;
    const char *text = pgf_document_text(document, &size);
    const pgf_field *fields = pgf_document_fields(document, &count);
    for (size_t i = 0; i < count; i++)
        pgf_buffer_printf(&out, "%s: %s\n", fields[i].name, fields[i].value);
    const pgf_section *sections = pgf_document_sections(document, &section_count);
    const pgf_paragraph *paragraphs = pgf_document_paragraphs(document, &count);
    for (size_t i = 0; i < count; i++) {
        const pgf_paragraph *one = &paragraphs[i];
        const pgf_section *section = &sections[one->section];
        if (one->kind == PGF_HEADING)
            pgf_buffer_printf(&out, "%.*s ", (int)section->level, "######");
        else
            pgf_buffer_printf(&out, "%s: ", kind_name(one->kind));
        for (size_t at = one->begin; at < one->end; at++)
            if (text[at] == '\n')
                pgf_buffer_append_text(&out, " / ");
            else
                pgf_buffer_append_char(&out, text[at]);
        if (one->kind == PGF_HEADING && *section->anchor)
            pgf_buffer_printf(&out, " {#%s}", section->anchor);
        pgf_buffer_append_char(&out, '\n');
    }
    return pgf_buffer_take(&out);
}

/* The passages, a line each. The caller frees it. Line ends and paragraphs that end in one become " / ". */
static inline char *outline_passages(const pgf_document *document)
{
    pgf_buffer out = {0};
    pgf_passage *passages = NULL;
    size_t count = 0, size;
    const char *text = pgf_document_text(document, &size);
    if (pgf_passages_cut(document, &passages, &count, NULL) != PGF_OK)
        abort();
    for (size_t i = 0; i < count; i++) {
        for (size_t at = passages[i].begin; at < passages[i].end; at++)
            if (text[at] != '\n')
                pgf_buffer_append_char(&out, text[at]);
            else if (text[at - 1] != '\n')
                pgf_buffer_append_text(&out, " / ");
        pgf_buffer_append_char(&out, '\n');
    }
    free(passages);
    return pgf_buffer_take(&out);
}

#endif
