#include "base/memory.h"
#include "document/marks.h"
#include "document/plain_parser.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

enum {
    LABELS_MOST = 4,     /* lines that hold only a number, one after another             */
    CJK_CONTINUES = 2000 /* bytes of a paragraph up to which its broken lines are joined */
};

static bool is_cjk_at_end(const plain_line *line)
{
    size_t at = line->size;
    return pgf_letter_of(pgf_utf8_previous(line->text, &at)) == PGF_LETTER_CJK;
}

/* Does `next` begin a paragraph of its own, in the same block as `line`? In wrapped text. */
static bool parts_wrapped(const plain_parser *p, const plain_line *line, const plain_line *next,
                          pgf_paragraph_kind kind)
{
    line_ending ending = pgf_ending_of(line->text, line->size);
    bool stopped = ending == ENDS_STOP || ending == ENDS_SEMICOLON || ending == ENDS_COLON;
    pgf_paragraph_kind opened = pgf_kind_of(next->text, next->size);
    if (opened == PGF_ITEM && (pgf_is_bullet(next->text, next->size) || stopped || kind == PGF_ITEM))
        return true;
    if ((opened == PGF_QUOTE && stopped) || opened == PGF_CAPTION || opened == PGF_ROW)
        return true;
    if (pgf_plain_begins_small(next))
        return false;
    if (stopped && next->indent >= line->indent + 2 && kind != PGF_ITEM)
        return true;
    return pgf_plain_ends_early(p, line, next) && (stopped || !pgf_plain_goes_on(next));
}

/* The same where each line is a paragraph unless it goes on with a sentence. */
static bool parts_unwrapped(const plain_parser *p, const plain_line *line, const plain_line *next)
{
    line_ending ending = pgf_ending_of(line->text, line->size);
    if (ending == ENDS_STOP || ending == ENDS_SEMICOLON || ending == ENDS_COLON || pgf_is_label(next->text, next->size))
        return true;
    if (pgf_kind_of(next->text, next->size) != PGF_TEXT)
        return true;
    if (pgf_plain_begins_small(next) && p->layout.blanks)
        return false;
    return !is_cjk_at_end(line) || next->indent || p->paragraph.size > CJK_CONTINUES;
}

static bool parts(const plain_parser *p, const plain_line *line, const plain_line *next, pgf_paragraph_kind kind)
{
    if (next->blank_before || pgf_plain_is_rule(next))
        return true;
    if (line->size > 1 && line->text[line->size - 1] == '-' && line->text[line->size - 2] != '-')
        return false; /* a word goes on */
    if (kind == PGF_ROW ||
        (*next->text == '#' && pgf_plain_markdown_heading(&(const char *){next->text}, &(size_t){next->size})))
        return true;
    if (kind == PGF_QUOTE && *line->text == '>' && *next->text == '>')
        return false;
    return p->layout.wrap ? parts_wrapped(p, line, next, kind) : parts_unwrapped(p, line, next);
}

/* "| a | b |" becomes cells parted by tabs, in p->paragraph; `*words` false for the line below a table's head. */
static pgf_status read_cells(plain_parser *p, const plain_line *line, bool *words)
{
    pgf_buffer *row = &p->paragraph;
    pgf_status status = PGF_OK;
    const char *end = line->text + line->size;
    *words = false;
    for (const char *at = line->text + 1; at < end && !status;) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        const char *cell = at;
        size_t size = (size_t)((bar ? bar : end) - at);
        pgf_trim(&cell, &size);
        for (size_t i = 0; i < size; i++)
            *words = *words || !strchr("-: ", cell[i]);
        if (row->size)
            status = pgf_buffer_append_char(row, '\t');
        if (!status)
            status = pgf_buffer_append(row, cell, size);
        at = bar ? bar + 1 : end;
    }
    return status;
}

static pgf_status add_row(plain_parser *p, const plain_line *line)
{
    bool words;
    if (*line->text != '|')
        return pgf_document_add_paragraph(p->document, PGF_ROW, 0, line->text, line->size, p->err);
    if (read_cells(p, line, &words))
        return pgf_no_memory(p->err);
    return words ? pgf_document_add_paragraph(p->document, PGF_ROW, 0, p->paragraph.bytes, p->paragraph.size, p->err)
                 : PGF_OK;
}

/* Numbers that stand alone on their lines are taken along with what they number. */
static pgf_status take_labels(plain_parser *p, plain_line **line)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < LABELS_MOST && !status; i++) {
        const plain_line *next = pgf_plain_peek(p, 1);
        if (!pgf_is_label((*line)->text, (*line)->size) || !next || (next->blank_before && *next->text == '#'))
            break;
        status = pgf_plain_append_line(p, *line, false);
        pgf_plain_skip(p, 1);
        *line = pgf_plain_peek(p, 0);
    }
    return status;
}

pgf_status pgf_plain_add_paragraph(plain_parser *p)
{
    pgf_buffer_clear(&p->paragraph);
    plain_line *line = pgf_plain_peek(p, 0);
    pgf_status status = take_labels(p, &line);
    if (status)
        return status;
    pgf_paragraph_kind kind = p->paragraph.size ? PGF_ITEM : pgf_kind_of(line->text, line->size);
    p->was_heading = false;
    if (kind == PGF_ROW) {
        status = add_row(p, line);
        pgf_plain_skip(p, 1);
        return status;
    }
    for (;;) {
        plain_line last = *line;
        status = pgf_plain_append_line(p, line, kind == PGF_QUOTE);
        pgf_plain_skip(p, 1);
        line = pgf_plain_peek(p, 0);
        if (status || !line || parts(p, &last, line, kind))
            break;
    }
    return status ? status
                  : pgf_document_add_paragraph(p->document, kind, 0, p->paragraph.bytes, p->paragraph.size, p->err);
}
