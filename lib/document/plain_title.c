#include "base/memory.h"
#include "document/plain_parser.h"
#include "document/repeat.h"
#include <string.h>

enum { TITLE_LINES = 3 }; /* lines that a wrapped title may take */

/* Lines of the first block, while they are those of a wrapped title; 0 when it is none. */
static size_t title_lines(plain_parser *p)
{
    size_t count = 0;
    for (; count < TITLE_LINES + 1; count++) {
        const plain_line *line = pgf_plain_peek(p, count);
        if (!line || (count && line->blank_before))
            break;
        if (count == TITLE_LINES)
            return 0;
        const plain_line *next = pgf_plain_peek(p, count + 1);
        bool last = !next || next->blank_before || !p->layout.wrap || pgf_plain_ends_early(p, line, next);
        if (!pgf_heading_is_title(line->text, line->size))
            return 0;
        if (last)
            return next && !next->blank_before && pgf_plain_begins_small(next) && count == 0 && p->layout.wrap
                       ? 0
                       : count + 1;
    }
    return count;
}

static pgf_status take_title(plain_parser *p)
{
    const plain_line *line = pgf_plain_peek(p, 0);
    const char *text = line->text;
    size_t size = line->size, count = 1;
    bool underlined = pgf_plain_underlined_level(p) > 0;
    if (!underlined && !pgf_plain_markdown_heading(&text, &size))
        count = title_lines(p);
    if (!count)
        return PGF_OK;
    pgf_buffer_clear(&p->paragraph);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && !status; i++) {
        status =
            i ? pgf_plain_append_line(p, pgf_plain_peek(p, 0), false) : pgf_buffer_append(&p->paragraph, text, size);
        pgf_plain_skip(p, 1);
    }
    if (status)
        return pgf_no_memory(p->err);
    pgf_plain_skip(p, underlined);
    if (p->paragraph.size > PGF_VALUE_MAX) /* a title keeps only so much: no word is lost */
        status = pgf_document_add_paragraph(p->document, PGF_TEXT, 0, p->paragraph.bytes, p->paragraph.size, p->err);
    return status ? status : pgf_document_add_field(p->document, "title", p->paragraph.bytes, p->err);
}

/* Pass over a beginning that repeats the title, on one line or a few. */
static pgf_status drop_repeated_title(plain_parser *p, const char *title)
{
    pgf_buffer_clear(&p->paragraph);
    for (size_t count = 0; count < TITLE_LINES; count++) {
        const plain_line *line = pgf_plain_peek(p, count);
        if (!line || (count && line->blank_before))
            break;
        const char *text = line->text;
        size_t size = line->size;
        if (!count)
            pgf_plain_markdown_heading(&text, &size);
        if (pgf_buffer_append_char(&p->paragraph, ' ') || pgf_buffer_append(&p->paragraph, text, size))
            return pgf_no_memory(p->err);
        bool repeats;
        pgf_status status = pgf_repeats(p->paragraph.bytes, p->paragraph.size, title, &repeats, p->err);
        if (repeats)
            pgf_plain_skip(p, count + 1);
        if (status || repeats)
            return status;
    }
    return PGF_OK;
}

pgf_status pgf_plain_begin(plain_parser *p, bool find_title)
{
    if (!pgf_plain_peek(p, 0))
        return PGF_OK;
    const char *title = pgf_document_field(p->document, "title");
    if (*title)
        return drop_repeated_title(p, title);
    return find_title ? take_title(p) : PGF_OK;
}
