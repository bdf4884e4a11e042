#include "document/document.h"
#include "base/memory.h"
#include "document/parts.h"
#include "text/clean.h"
#include "text/letters.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool push_section(pgf_document *document, pgf_section section, size_t parent)
{
    pgf_section *sections =
        pgf_array_grow(document->sections, document->section_count, &document->section_capacity, sizeof *sections);
    if (!sections)
        return false;
    document->sections = sections;
    size_t *parents =
        pgf_array_grow(document->parents, document->section_count, &document->parent_capacity, sizeof *parents);
    if (!parents)
        return false;
    document->parents = parents;
    document->sections[document->section_count] = section;
    document->parents[document->section_count++] = parent;
    return true;
}

pgf_status pgf_document_new(pgf_document **out, pgf_error *err)
{
    *out = NULL;
    pgf_document *document = calloc(1, sizeof *document);
    if (!document || pgf_buffer_reserve(&document->text, 0) || !push_section(document, (pgf_section){0, "", ""}, 0)) {
        pgf_document_free(document);
        return pgf_no_memory(err);
    }
    *out = document;
    return PGF_OK;
}

void pgf_document_free(pgf_document *document)
{
    if (!document)
        return;
    pgf_buffer_dispose(&document->text);
    pgf_buffer_dispose(&document->scratch);
    pgf_arena_dispose(&document->strings);
    free(document->paragraphs);
    free(document->sections);
    free(document->parents);
    free(document->fields);
    free(document);
}

/* Text of ASCII without control characters is clean already. */
static bool is_clean(const char *text, size_t size)
{
    unsigned char odd = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        odd |= (unsigned char)((c < 0x20) | (c >= 0x7F));
    }
    return !odd;
}

/* Append `text` to the document's text, cleaned and trimmed; `*begin` is where it starts. */
static pgf_status append_clean(pgf_document *document, const char *text, size_t size, bool join_lines, size_t *begin,
                               pgf_error *err)
{
    pgf_buffer *out = &document->text;
    size_t before = out->size;
    *begin = before ? before + 2 : 0;
    if (*begin + size > PGF_TEXT_MAX)
        return pgf_fail(err, PGF_ELIMIT, "has more than 20 MB of text, the limit for one document");
    pgf_status status = before ? pgf_buffer_append(out, "\n\n", 2) : PGF_OK;
    if (!status)
        status =
            is_clean(text, size) ? pgf_buffer_append(out, text, size) : pgf_clean(text, size, join_lines, out, NULL);
    if (status) {
        out->size = before;
        return pgf_no_memory(err);
    }
    const char *trimmed = out->bytes + *begin;
    size_t left = out->size - *begin;
    pgf_trim(&trimmed, &left);
    if (trimmed != out->bytes + *begin)
        memmove(out->bytes + *begin, trimmed, left);
    out->size = left ? *begin + left : before;
    out->bytes[out->size] = '\0';
    return PGF_OK;
}

static pgf_status add_span(pgf_document *document, pgf_paragraph_kind kind, unsigned page, size_t begin, pgf_error *err)
{
    if (document->text.size <= begin)
        return PGF_OK;
    pgf_paragraph *paragraphs = pgf_array_grow(document->paragraphs, document->paragraph_count,
                                               &document->paragraph_capacity, sizeof *paragraphs);
    if (!paragraphs) {
        document->text.size = begin ? begin - 2 : 0;
        document->text.bytes[document->text.size] = '\0';
        return pgf_no_memory(err);
    }
    document->paragraphs = paragraphs;
    document->paragraphs[document->paragraph_count++] = (pgf_paragraph){
        .begin = begin,
        .end = document->text.size,
        .section = document->section_count - 1,
        .page = page,
        .kind = kind,
    };
    return PGF_OK;
}

pgf_status pgf_document_add_paragraph(pgf_document *document, pgf_paragraph_kind kind, unsigned page, const char *text,
                                      size_t size, pgf_error *err)
{
    size_t begin;
    pgf_trim(&text, &size);
    if (!size)
        return PGF_OK;
    pgf_status status = append_clean(document, text, size, kind != PGF_CODE, &begin, err);
    return status ? status : add_span(document, kind, page, begin, err);
}

/* The nearest section before that is above `level`. */
static size_t find_parent(const pgf_document *document, unsigned level)
{
    size_t at = document->section_count - 1;
    while (document->sections[at].level >= level)
        at = document->parents[at];
    return at;
}

pgf_status pgf_document_add_section(pgf_document *document, unsigned level, const char *heading, size_t size,
                                    const char *anchor, pgf_error *err)
{
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    size_t begin = document->text.size;
    pgf_status status = pgf_clean_line(document, heading, size, err);
    if (status)
        return status;
    const pgf_buffer *line = &document->scratch;
    const char *kept = pgf_arena_copy(&document->strings, line->bytes, line->size);
    const char *link = pgf_arena_copy(&document->strings, anchor ? anchor : "", anchor ? strlen(anchor) : 0);
    if (!kept || !link || !push_section(document, (pgf_section){level, kept, link}, find_parent(document, level)))
        return pgf_no_memory(err);
    if (line->size)
        status = append_clean(document, line->bytes, line->size, false, &begin, err);
    if (!status && line->size)
        status = add_span(document, PGF_HEADING, 0, begin, err);
    if (status)
        document->section_count--;
    return status;
}

const char *pgf_document_text(const pgf_document *document, size_t *size)
{
    *size = document->text.size;
    return document->text.bytes;
}

const pgf_paragraph *pgf_document_paragraphs(const pgf_document *document, size_t *count)
{
    *count = document->paragraph_count;
    return document->paragraphs;
}

const pgf_section *pgf_document_sections(const pgf_document *document, size_t *count)
{
    *count = document->section_count;
    return document->sections;
}

bool pgf_document_has_content(const pgf_document *document)
{
    size_t size = 0;
    pgf_document_text(document, &size);
    return size > 0 || *pgf_document_field(document, "title");
}

size_t pgf_document_heading_path(const pgf_document *document, size_t section, size_t path[], size_t room)
{
    assert(section < document->section_count);
    size_t found[6], count = 0;
    for (size_t at = section; document->sections[at].level; at = document->parents[at])
        found[count++] = at;
    for (size_t i = 0; i < count && i < room; i++)
        path[i] = found[count - 1 - i];
    return count < room ? count : room;
}
