/* What holds of every document, whatever it was read from. */
#ifndef DOCUMENT_CHECKS_H
#define DOCUMENT_CHECKS_H

#include "document/passage.h"
#include "text/charset.h"
#include <stdlib.h>
#include <string.h>

static inline void must(bool holds)
{
    if (!holds)
        abort();
}

/* ASCII letters and digits: no reading adds or loses one. */
static inline size_t count_letters(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        count += (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
    return count;
}

static inline bool is_blank_byte(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline void check_sections(const pgf_document *document)
{
    size_t count, path[6];
    const pgf_section *sections = pgf_document_sections(document, &count);
    must(count > 0 && sections[0].level == 0);
    for (size_t i = 0; i < count; i++) {
        size_t depth = pgf_document_heading_path(document, i, path, 6);
        must(depth <= 6 && (i == 0 || (sections[i].level >= 1 && sections[i].level <= 6)));
        for (size_t at = 0; at < depth; at++)
            must(path[at] <= i && (at == 0 || sections[path[at - 1]].level < sections[path[at]].level));
        must(pgf_utf8_valid(sections[i].heading, strlen(sections[i].heading)) == strlen(sections[i].heading));
    }
}

static inline void check_paragraphs(const pgf_document *document)
{
    size_t count, size, sections, end = 0;
    const char *text = pgf_document_text(document, &size);
    const pgf_paragraph *paragraphs = pgf_document_paragraphs(document, &count);
    pgf_document_sections(document, &sections);
    must(pgf_utf8_valid(text, size) == size && text[size] == '\0');
    for (size_t i = 0; i < count; i++) {
        const pgf_paragraph *one = &paragraphs[i];
        must(one->begin == (i ? end + 2 : 0) && one->end > one->begin && one->end <= size);
        must(i == 0 || memcmp(text + end, "\n\n", 2) == 0);
        must(!is_blank_byte(text[one->begin]) && !is_blank_byte(text[one->end - 1]));
        must(one->section < sections && (i == 0 || one->section >= paragraphs[i - 1].section));
        end = one->end;
    }
    must(end == size);
}

static inline void check_fields(const pgf_document *document)
{
    size_t count;
    const pgf_field *fields = pgf_document_fields(document, &count);
    must(count <= PGF_FIELDS_MAX + 10);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(fields[i].value);
        must(*fields[i].name && strlen(fields[i].name) <= 64 && size > 0 && size <= PGF_VALUE_MAX);
        must(pgf_utf8_valid(fields[i].value, size) == size);
    }
}

/* Passages hold all of the paragraphs but headings, in order, and tear no character. */
static inline void check_passages(const pgf_document *document)
{
    size_t count, paragraphs, size, wanted = 0, held = 0, end = 0;
    pgf_passage *passages;
    const char *text = pgf_document_text(document, &size);
    const pgf_paragraph *paragraph = pgf_document_paragraphs(document, &paragraphs);
    must(pgf_passages_cut(document, &passages, &count, NULL) == PGF_OK);
    for (size_t i = 0; i < paragraphs; i++)
        if (paragraph[i].kind != PGF_HEADING)
            wanted += count_letters(text + paragraph[i].begin, paragraph[i].end - paragraph[i].begin);
    for (size_t i = 0; i < count; i++) {
        const pgf_passage *one = &passages[i];
        must(one->begin >= end && one->end > one->begin && one->end <= size);
        must(pgf_utf8_valid(text + one->begin, one->end - one->begin) == one->end - one->begin);
        must(pgf_utf8_length(text + one->begin, one->end - one->begin) <= PGF_PASSAGE_LONG + 200);
        held += count_letters(text + one->begin, one->end - one->begin);
        end = one->end;
    }
    must(held == wanted && (count > 0) == (passages != NULL));
    free(passages);
}

static inline void check_document(const pgf_document *document)
{
    check_sections(document);
    check_paragraphs(document);
    check_fields(document);
    check_passages(document);
}

#endif
