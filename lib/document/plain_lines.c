#include "base/memory.h"
#include "document/marks.h"
#include "document/plain_parser.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

plain_line *pgf_plain_peek(plain_parser *p, size_t ahead)
{
    return pgf_plain_lines_peek(&p->lines, ahead);
}

void pgf_plain_skip(plain_parser *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pgf_plain_lines_skip(&p->lines);
}

bool pgf_plain_begins_small(const plain_line *line)
{
    size_t at = 0;
    return pgf_letter_of(utf8_next(line->text, line->size, &at)) == PGF_LETTER_LOWER;
}

static size_t first_word_width(const plain_line *line)
{
    const char *space = memchr(line->text, ' ', line->size);
    return space ? (size_t)(space - line->text) : line->size;
}

bool pgf_plain_ends_early(const plain_parser *p, const plain_line *line, const plain_line *next)
{
    return !p->layout.wrap || line->width + 1 + first_word_width(next) <= p->layout.wrap * 9 / 10;
}

bool pgf_plain_goes_on(const plain_line *next)
{
    size_t at = 0;
    if (!next || next->blank_before || next->indent)
        return false;
    int32_t c = utf8_next(next->text, next->size, &at);
    return (c >= 0x3041 && c <= 0x3096) || c == 0xFF08 || c == 0x3001 || pgf_letter_of(c) == PGF_LETTER_LOWER;
}

bool pgf_plain_is_rule(const plain_line *line)
{
    size_t signs = 0;
    if (!strchr("-=_*~", *line->text))
        return false;
    for (size_t i = 0; i < line->size; i++) {
        if (line->text[i] != *line->text && line->text[i] != ' ')
            return false;
        signs += line->text[i] != ' ';
    }
    return signs >= 3;
}

unsigned pgf_plain_underlined_level(plain_parser *p)
{
    const plain_line *line = pgf_plain_peek(p, 0), *under = pgf_plain_peek(p, 1);
    if (!under || under->blank_before || line->width > 200 || !pgf_plain_is_rule(under) ||
        pgf_ending_of(line->text, line->size) == ENDS_STOP)
        return 0;
    return *under->text == '=' ? 1 : *under->text == '-' ? 2 : 0;
}

pgf_status pgf_plain_append_line(plain_parser *p, const plain_line *line, bool quoted)
{
    const char *text = line->text;
    size_t size = line->size;
    pgf_buffer *out = &p->paragraph;
    if (quoted && *text == '>') {
        text++;
        size--;
    }
    pgf_trim(&text, &size);
    pgf_status status = out->size && size ? pgf_buffer_append_char(out, '\n') : PGF_OK;
    if (!status)
        status = pgf_buffer_append(out, text, size);
    return status ? pgf_no_memory(p->err) : PGF_OK;
}
