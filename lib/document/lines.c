#include "document/lines.h"
#include "document/heading.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

static bool is_wide(unsigned char lead)
{
    return lead >= 0xE3 && lead <= 0xED;
}

static unsigned width_of(const char *text, size_t size)
{
    unsigned width = 0;
    if (size > (size_t)PGF_WIDTH_MOST * 3)
        return PGF_WIDTH_MOST;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        width += (unsigned)((c & 0xC0) != 0x80) + (unsigned)is_wide(c);
    }
    return width < PGF_WIDTH_MOST ? width : PGF_WIDTH_MOST;
}

static unsigned indent_of(const char *text, const char *end)
{
    unsigned indent = 0;
    for (; text < end && (*text == ' ' || *text == '\t' || strncmp(text, "\xE3\x80\x80", 3) == 0); text++) {
        indent += *text == '\t' ? 8 - indent % 8 : *text == ' ' ? 1 : 2;
        text += *text == ' ' || *text == '\t' ? 0 : 2;
    }
    return indent;
}

/* The next line that holds something; false at the end. */
static bool read_line(plain_lines *lines, plain_line *line)
{
    while (lines->at < lines->end) {
        const char *start = lines->at, *text = start;
        const char *stop = memchr(start, '\n', (size_t)(lines->end - start));
        lines->at = stop ? stop + 1 : lines->end;
        size_t size = (size_t)((stop ? stop : lines->end) - start);
        pgf_trim(&text, &size);
        if (size) {
            *line = (plain_line){text, size, width_of(text, size), 0, lines->blank, 0};
            if (text != start)
                line->indent = indent_of(start, text);
            lines->blank = false;
            return true;
        }
        lines->blank = true;
    }
    return false;
}

plain_lines pgf_plain_lines_of(const char *text, size_t size)
{
    return (plain_lines){.at = text, .end = text + size, .blank = true};
}

plain_line *pgf_plain_lines_peek(plain_lines *lines, size_t ahead)
{
    while (lines->count <= ahead) {
        plain_line *place = &lines->ahead[(lines->first + lines->count) % PGF_LINES_AHEAD];
        if (!read_line(lines, place))
            return NULL;
        lines->count++;
    }
    return &lines->ahead[(lines->first + ahead) % PGF_LINES_AHEAD];
}

void pgf_plain_lines_skip(plain_lines *lines)
{
    if (!pgf_plain_lines_peek(lines, 0))
        return;
    lines->first = (lines->first + 1) % PGF_LINES_AHEAD;
    lines->count--;
}

unsigned pgf_plain_markdown_heading(const char **text, size_t *size)
{
    size_t level = 0;
    while (level < *size && (*text)[level] == '#')
        level++;
    if (!level || level > 6 || level == *size || ((*text)[level] != ' ' && (*text)[level] != '\t'))
        return 0;
    const char *heading = *text + level;
    size_t left = *size - level;
    pgf_trim(&heading, &left);
    size_t end = left;
    while (end > 0 && heading[end - 1] == '#')
        end--;
    if (end < left && (!end || heading[end - 1] == ' '))
        left = end;
    pgf_trim(&heading, &left);
    if (!left)
        return 0;
    *text = heading;
    *size = left;
    return (unsigned)level;
}

/* --- Layout ------------------------------------------------------------------------------------------------------- */

enum {
    WRAP_LEAST = 45, /* columns: narrower lines are verse, lists, tables */
    WRAP_MOST = 132
};

typedef struct {
    size_t lines, inner;               /* inner: another follows without a blank line between */
    size_t wide[PGF_WIDTH_MOST + 1];   /* lines of each width                                 */
    size_t inners[PGF_WIDTH_MOST + 1]; /* and inner lines                                     */
} widths;

/* The width that all but one of fifty lines keep to. */
static unsigned usual_most(const widths *seen)
{
    size_t within = 0;
    for (unsigned width = 0; width <= PGF_WIDTH_MOST; width++) {
        within += seen->wide[width];
        if (within * 50 >= seen->lines * 49)
            return width;
    }
    return PGF_WIDTH_MOST;
}

/* Wrapped lines keep below a width, and most of them come near to it unless they end a paragraph. */
static unsigned find_wrap(const widths *seen)
{
    unsigned most = usual_most(seen);
    if (most < WRAP_LEAST || most > WRAP_MOST || !seen->inner)
        return 0;
    size_t full = 0;
    for (unsigned width = most * 7 / 10; width <= PGF_WIDTH_MOST; width++)
        full += seen->inners[width];
    return full * 10 >= seen->inner * 6 ? most : 0;
}

/* "Article 4" over its heading: short, and no sign of how lines of text end. */
static bool is_number_alone(const plain_line *line)
{
    unsigned level;
    size_t rest;
    return line->width < WRAP_LEAST / 2 && pgf_heading_number(line->text, line->size, &level, &rest) == NUMBER_WORD &&
           rest == line->size;
}

plain_layout pgf_plain_layout_of(const char *text, size_t size)
{
    plain_layout layout = {0};
    widths seen = {0};
    plain_lines lines = pgf_plain_lines_of(text, size);
    plain_line line, before = {0};
    while (read_line(&lines, &line)) {
        const char *heading = line.text;
        size_t heading_size = line.size;
        if (*heading == '#' && pgf_plain_markdown_heading(&heading, &heading_size)) {
            layout.headings++;
            continue;
        }
        seen.lines++;
        seen.wide[line.width]++;
        if (before.size && !line.blank_before) {
            bool counts = !is_number_alone(&before);
            seen.inner += counts;
            seen.inners[before.width] += counts;
        } else if (before.size) {
            layout.blanks = true;
        }
        before = line;
    }
    layout.wrap = find_wrap(&seen);
    return layout;
}

/* U+2028, U+2029 or U+0085 */
static bool has_wide_end(const char *text, size_t size)
{
    const char *end = text + size;
    for (const char *at = text; (at = memchr(at, 0xE2, (size_t)(end - at))); at++)
        if (end - at >= 3 && at[1] == '\x80' && (at[2] == '\xA8' || at[2] == '\xA9'))
            return true;
    for (const char *at = text; (at = memchr(at, 0x85, (size_t)(end - at))); at++)
        if (at > text && at[-1] == '\xC2')
            return true;
    return false;
}

bool pgf_plain_has_odd_ends(const char *text, size_t size)
{
    const char *end = text + size;
    for (const char *at = text; (at = memchr(at, '\r', (size_t)(end - at))); at++)
        if (at + 1 == end || at[1] != '\n')
            return true;
    return memchr(text, '\f', size) || memchr(text, '\v', size) || has_wide_end(text, size);
}
