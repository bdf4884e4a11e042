#include "strip.h"
#include "base/memory.h"
#include "terminal/escape.h"
#include "text/columns.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>

enum { ELLIPSIS = 0x2026 };

void strip_dispose(strip *s)
{
    free(s->cells);
    *s = (strip){0};
}

void strip_clear(strip *s)
{
    s->count = 0;
}

static pgf_status append(strip *s, cell one)
{
    cell *grown = pgf_array_grow(s->cells, s->count, &s->capacity, sizeof *grown);
    if (!grown)
        return PGF_ENOMEM;
    s->cells = grown;
    s->cells[s->count++] = one;
    return PGF_OK;
}

static bool is_space(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

static pgf_status append_safe(strip *s, cell one)
{
    if (is_space(one.c)) {
        if (s->count == 0 || s->cells[s->count - 1].c == ' ')
            return PGF_OK;
        one.c = ' ';
    } else if (one.c < 0x20 || (one.c >= 0x7F && one.c < 0xA0)) {
        one.c = UTF8_REPLACEMENT; /* a malformed byte, too */
    } else if (pgf_acts_on_terminal(one.c)) {
        return PGF_OK;
    }
    return append(s, one);
}

static bool joins_words(int32_t c)
{
    return c == ' ' || c == '/' || c == '-' || c == '.' || c == '(' || c == 0x2011 || c == 0x2019 || c == '\'';
}

/* Words next to each other read as one, and so does 2016/679. */
static void join_marks(strip *s, size_t from)
{
    for (size_t i = from ? from : 1; i + 1 < s->count; i++)
        if (joins_words(s->cells[i].c))
            s->cells[i].marked = s->cells[i - 1].marked && s->cells[i + 1].marked;
}

pgf_status strip_add_marked(strip *s, text_style style, const char *text, size_t size, const span *marks,
                            size_t mark_count)
{
    pgf_status status = PGF_OK;
    size_t first = s->count, point = 0;
    for (size_t at = 0; at < size && !status; point++) {
        int32_t c = utf8_next(text, size, &at);
        while (mark_count && point >= marks->begin + marks->length) {
            marks++;
            mark_count--;
        }
        bool marked = mark_count && point >= marks->begin;
        status = append_safe(s, (cell){c, (uint8_t)style, marked});
    }
    join_marks(s, first);
    return status;
}

pgf_status strip_add(strip *s, text_style style, const char *text)
{
    return strip_add_marked(s, style, text, strlen(text), NULL, 0);
}

size_t strip_columns(const strip *s)
{
    size_t columns = 0;
    for (size_t i = 0; i < s->count; i++)
        columns += pgf_character_columns(s->cells[i].c);
    return columns;
}

/* --- Cutting ------------------------------------------------------------------------------------------------------ */

static bool begins_mark(const strip *s, size_t i)
{
    return s->cells[i].marked && (i == 0 || !s->cells[i - 1].marked);
}

static size_t width_of(const strip *s, size_t i)
{
    return pgf_character_columns(s->cells[i].c);
}

/* The first of the marks that `columns` can hold most of, and the columns from there to the end of the last of them. */
static size_t densest(const strip *s, size_t columns, size_t *used)
{
    size_t best = 0, most = 0;
    *used = 0;
    for (size_t from = 0; from < s->count; from++) {
        if (!begins_mark(s, from))
            continue;
        size_t marks = 0, width = 0, last = 0;
        for (size_t i = from; i < s->count && width + width_of(s, i) <= columns; i++) {
            width += width_of(s, i);
            marks += begins_mark(s, i);
            if (s->cells[i].marked)
                last = width;
        }
        if (marks > most) {
            best = from;
            most = marks;
            *used = last;
        }
    }
    return best;
}

static bool begins_word(const strip *s, size_t i)
{
    return i == 0 || s->cells[i - 1].c == ' ';
}

/* Full stops of several scripts, and the space behind those that have one. */
static bool begins_sentence(const strip *s, size_t i)
{
    if (i == 0)
        return true;
    int32_t before = s->cells[i - 1].c;
    if (before == 0x3002 || before == 0xFF0E || before == 0xFF01 || before == 0xFF1F)
        return true;
    if (before != ' ' || i < 2)
        return false;
    before = s->cells[i - 2].c;
    return before == '.' || before == '?' || before == '!' || before == ';' || before == ':';
}

/* From the first mark backwards over at most `slack` columns: to a sentence, else to a word half as far. */
static size_t step_back(const strip *s, size_t mark, size_t slack)
{
    size_t word = mark, sentence = mark, width = 0;
    bool found = begins_sentence(s, mark);
    for (size_t i = mark; i > 0 && width + width_of(s, i - 1) <= slack; i--) {
        width += width_of(s, i - 1);
        if (width <= slack / 2 && begins_word(s, i - 1))
            word = i - 1;
        if (begins_sentence(s, i - 1) && !found) {
            sentence = i - 1;
            found = true;
        }
    }
    return found ? sentence : word;
}

/* Where what begins at `from` must end: behind a word if there is one, else between characters. */
static size_t end_from(const strip *s, size_t from, size_t columns)
{
    size_t width = 0, end = from, word = from;
    for (; end < s->count && width + width_of(s, end) <= columns; end++) {
        width += width_of(s, end);
        if (s->cells[end].c == ' ')
            word = end;
    }
    if (end == s->count)
        return end;
    while (end > from && width_of(s, end) == 0) /* a mark stays with its letter */
        end--;
    return word > from + (end - from) / 2 ? word : end;
}

/* Where to begin what is shown up to the end: at a sentence if that fills half the room, else at a word. */
static size_t begin_for_end(const strip *s, size_t columns)
{
    size_t width = 0, word = s->count, sentence = s->count;
    for (size_t i = s->count; i > 0 && width + width_of(s, i - 1) <= columns; i--) {
        width += width_of(s, i - 1);
        if (begins_word(s, i - 1))
            word = i - 1;
        if (begins_sentence(s, i - 1) && width >= columns / 2)
            sentence = i - 1;
    }
    return sentence < s->count ? sentence : word;
}

static pgf_status append_part(strip *out, const strip *s, size_t begin, size_t end)
{
    const uint8_t look = s->cells[begin].style;
    const cell gap = {' ', look, false}, left_out = {ELLIPSIS, look, false};
    pgf_status status = PGF_OK;
    if (begin && !(status = append(out, left_out)))
        status = append(out, gap);
    for (size_t i = begin; i < end && !status; i++)
        status = append(out, s->cells[i]);
    if (end < s->count && !status && !(status = append(out, gap)))
        status = append(out, left_out);
    return status;
}

pgf_status strip_cut(const strip *s, size_t columns, strip *out)
{
    strip_clear(out);
    if (strip_columns(s) <= columns)
        return s->count ? append_part(out, s, 0, s->count) : PGF_OK;
    size_t used, room = columns > 6 ? columns - 4 : 2; /* an ellipsis and a space at both ends */
    size_t mark = densest(s, room, &used);
    size_t begin = step_back(s, mark, room - used), end = end_from(s, begin, room);
    if (end == s->count && begin_for_end(s, room) < begin)
        begin = begin_for_end(s, room);
    return append_part(out, s, begin, end);
}
