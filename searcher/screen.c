#include "screen.h"
#include "terminal/escape.h"
#include "text/columns.h"
#include "text/line_breaks.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, NO_BREAK_SPACE = 0xA0 };

/* --- What it is --------------------------------------------------------------------------------------------------- */

bool screen_wants_color(void)
{
    const char *off = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) == 1 && !(off && *off) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

static size_t width_of_output(void)
{
    const char *told = getenv("COLUMNS");
    char *end = NULL;
    unsigned long columns = told ? strtoul(told, &end, 10) : 0;
    if (columns && !*end)
        return columns;
    struct winsize size = {0};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : WIDTH_DEFAULT;
}

screen screen_of_output(bool color)
{
    size_t width = width_of_output();
    width = width < SCREEN_WIDTH_MIN ? SCREEN_WIDTH_MIN : width > SCREEN_WIDTH_MAX ? SCREEN_WIDTH_MAX : width;
    return (screen){width, color};
}

/* --- Lines -------------------------------------------------------------------------------------------------------- */

/* Colours that read well on light and on dark. Source: ECMA-48, SGR. */
static const char *const looks[] = {[STYLE_PLAIN] = "", [STYLE_TITLE] = "1", [STYLE_DIM] = "2",
                                    [STYLE_LINK] = "4", [STYLE_FILE] = "2",  [STYLE_NOTE] = "33"};
static const char marked_look[] = "1;35";

static bool begins_mark(const strip *s, size_t i)
{
    return s->cells[i].marked && (i == 0 || !s->cells[i - 1].marked);
}

static bool ends_mark(const strip *s, size_t i)
{
    return s->cells[i].marked && (i + 1 == s->count || !s->cells[i + 1].marked);
}

static size_t cost(const screen *to, const strip *s, size_t i)
{
    size_t asterisks = to->color ? 0 : (size_t)begins_mark(s, i) + ends_mark(s, i);
    return pgf_character_columns(s->cells[i].c) + asterisks;
}

static const char *look_of(const cell *c)
{
    return c->marked ? marked_look : looks[c->style];
}

static pgf_status change_look(const char *from, const char *to, pgf_buffer *out)
{
    pgf_status status = PGF_OK;
    if (from == to)
        return status;
    if (*from)
        status = pgf_buffer_append_text(out, "\033[m");
    if (*to && !status)
        status = pgf_buffer_printf(out, "\033[%sm", to);
    return status;
}

pgf_status screen_put(const screen *to, text_style style, const char *text, pgf_buffer *out)
{
    const char *plain = looks[STYLE_PLAIN], *look = to->color ? looks[style] : plain;
    pgf_status status = change_look(plain, look, out);
    if (!status)
        status = pgf_escape_plain(text, strlen(text), out);
    return status ? status : change_look(look, plain, out);
}

static pgf_status write_cell(const screen *to, const strip *s, size_t i, pgf_buffer *out)
{
    char bytes[UTF8_MAX];
    int32_t c = s->cells[i].c == NO_BREAK_SPACE ? ' ' : s->cells[i].c; /* what is copied from here is typed elsewhere */
    pgf_status status = PGF_OK;
    if (!to->color && begins_mark(s, i))
        status = pgf_buffer_append_char(out, '*');
    if (!status)
        status = pgf_buffer_append(out, bytes, pgf_utf8_put(bytes, c));
    if (!to->color && ends_mark(s, i) && !status)
        status = pgf_buffer_append_char(out, '*');
    return status;
}

static pgf_status write_line(const screen *to, const strip *s, size_t begin, size_t end, pgf_buffer *out)
{
    const char *plain = looks[STYLE_PLAIN], *look = plain;
    pgf_status status = PGF_OK;
    while (end > begin && s->cells[end - 1].c == ' ')
        end--;
    for (size_t i = begin; i < end && !status; i++) {
        const char *next = to->color ? look_of(&s->cells[i]) : plain;
        status = change_look(look, next, out);
        look = next;
        if (!status)
            status = write_cell(to, s, i, out);
    }
    if (!status)
        status = change_look(look, plain, out);
    return status ? status : pgf_buffer_append_char(out, '\n');
}

/* Unicode parts --offset behind its hyphens, and -word too. */
static bool leads_a_word(const strip *s, size_t i)
{
    return s->cells[i].c == '-' && (i == 0 || s->cells[i - 1].c == ' ' || s->cells[i - 1].c == '-');
}

/* For each cell: may a line begin there? malloc'd; NULL when out of memory. */
static bool *find_breaks(const strip *s)
{
    bool *may = malloc(s->count * (sizeof *may + UTF8_MAX * sizeof *may) + s->count * UTF8_MAX + 1);
    if (!may)
        return NULL;
    bool *of_bytes = may + s->count;
    char *text = (char *)(of_bytes + s->count * UTF8_MAX);
    size_t size = 0;
    for (size_t i = 0; i < s->count; i++)
        size += pgf_utf8_put(text + size, s->cells[i].c);
    if (pgf_line_breaks(text, size, of_bytes, NULL)) {
        free(may);
        return NULL;
    }
    char bytes[UTF8_MAX];
    for (size_t i = 0, at = 0; i < s->count; at += pgf_utf8_put(bytes, s->cells[i].c), i++)
        may[i] = of_bytes[at] && !(i && leads_a_word(s, i - 1));
    return may;
}

/* The end of the line that begins at `begin` with `at` columns written, spaces behind it included. */
static size_t find_end(const screen *to, const strip *s, const bool *may, size_t begin, size_t at)
{
    size_t end = begin, best = begin;
    for (; end < s->count; end++) {
        if (end > begin && may[end])
            best = end;
        size_t wide = cost(to, s, end);
        if (at + wide > to->width && s->cells[end].c != ' ')
            break;
        at += wide;
    }
    if (end < s->count)
        end = best > begin ? best : end > begin ? end : begin + 1;
    while (end < s->count && s->cells[end].c == ' ')
        end++;
    return end;
}

static pgf_status write_spaces(size_t count, pgf_buffer *out)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && !status; i++)
        status = pgf_buffer_append_char(out, ' ');
    return status;
}

pgf_status screen_write(const screen *to, const strip *s, size_t at, size_t indent, pgf_buffer *out)
{
    if (s->count == 0 || s->cells[0].style == STYLE_LINK || s->cells[0].style == STYLE_FILE)
        return write_line(to, s, 0, s->count, out);
    bool *may = find_breaks(s);
    pgf_status status = may ? PGF_OK : PGF_ENOMEM;
    for (size_t begin = 0, end; begin < s->count && !status; at = indent, begin = end) {
        end = find_end(to, s, may, begin, at);
        if (begin)
            status = write_spaces(indent, out);
        if (!status)
            status = write_line(to, s, begin, end, out);
    }
    free(may);
    return status;
}

pgf_status screen_lines(const screen *to, const strip *s, size_t at, size_t indent, size_t *lines)
{
    *lines = 0;
    bool *may = find_breaks(s);
    for (size_t begin = 0; may && begin < s->count; at = indent, ++*lines)
        begin = find_end(to, s, may, begin, at);
    free(may);
    return may ? PGF_OK : PGF_ENOMEM;
}
