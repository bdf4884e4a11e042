#include "base/memory.h"
#include "document/marks.h"
#include "document/plain_parser.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

enum { BODY_WIDTH = 60 }; /* columns of a line that is text although no sentence ends there */

static bool looks_like_heading(plain_line *line)
{
    if (!line->heading)
        line->heading = pgf_heading_looks(line->text, line->size, line->width) ? 1 : -1;
    return line->heading > 0;
}

/* What follows on a heading, or breaks off in the same block without looking like a paragraph? */
static bool stands_apart(plain_parser *p, size_t ahead, const plain_line *line)
{
    const plain_line *next = pgf_plain_peek(p, ahead + 1);
    if (!next)
        return false;
    if (p->layout.blanks && !line->blank_before && !(ahead == 0 && p->was_heading))
        return false;
    if (next->blank_before || !p->layout.blanks)
        return !pgf_plain_begins_small(next) || next->blank_before;
    return !pgf_plain_begins_small(next) && pgf_plain_ends_early(p, line, next) &&
           !looks_like_heading((plain_line *)next);
}

/* A number alone on its line, and the words of its heading on the next: "2.2" over "Minimum capital". */
static bool find_parted(plain_parser *p, size_t ahead, const plain_line *label, plain_heading *found)
{
    unsigned level;
    size_t rest;
    char number[32];
    plain_line *words = pgf_plain_peek(p, ahead + 1);
    const plain_line *behind = pgf_plain_peek(p, ahead + 2);
    if (!words || !behind || words->blank_before || label->size + 2 >= sizeof number || words->width > 80)
        return false;
    memcpy(number, label->text, label->size);
    memcpy(number + label->size, " X", 2);
    if (pgf_heading_number(number, label->size + 2, &level, &rest) != NUMBER_DECIMAL || !looks_like_heading(words))
        return false;
    if (pgf_heading_number(words->text, words->size, &(unsigned){0}, &rest) || pgf_plain_begins_small(behind))
        return false;
    if (!p->layout.blanks || (!behind->blank_before && looks_like_heading((plain_line *)behind)))
        return false;
    *found = (plain_heading){2, level, NUMBER_DECIMAL};
    return true;
}

/* Does a line begin with the number of an article, whatever follows? */
static bool begins_article(const plain_line *line)
{
    unsigned level;
    size_t rest;
    return pgf_heading_number(line->text, line->size, &level, &rest) == NUMBER_WORD && level == 4;
}

/* In Japanese a line in brackets above an article is its heading; other lines stand apart. */
static bool find_east_asian(plain_parser *p, size_t ahead, const plain_line *line, plain_heading *found)
{
    plain_line *next = pgf_plain_peek(p, ahead + 1);
    *found = (plain_heading){1, 0, NUMBER_NONE};
    if (!next)
        return false;
    if (pgf_heading_is_bracketed(line->text, line->size) && begins_article(next)) {
        bool alone = looks_like_heading(next);
        *found = (plain_heading){alone ? 2 : 1, 4, NUMBER_WORD};
        return true;
    }
    bool rounded = memcmp(line->text, "（", 3) == 0; /* the number of a law, an aside */
    if (rounded || !p->layout.blanks || !line->blank_before)
        return false;
    bool above = !line->indent && line->width <= 40 && next->width >= 2 * line->width && !pgf_plain_goes_on(next);
    return next->blank_before || above;
}

/* Does nothing but a heading stand on the line? */
static bool stands_numbered(plain_parser *p, size_t ahead, const plain_line *line, heading_number number)
{
    const plain_line *next = pgf_plain_peek(p, ahead + 1), *last = pgf_plain_peek(p, ahead);
    if (!next || next->blank_before)
        return true;
    if (pgf_plain_goes_on(next) || !pgf_plain_ends_early(p, last, next))
        return false;
    return line->blank_before || !p->layout.wrap || number == NUMBER_WORD;
}

/* "Article 1" over "Area and stocks": one heading. */
static void take_words(plain_parser *p, size_t ahead, plain_heading *found)
{
    unsigned level;
    size_t rest;
    plain_line *words = pgf_plain_peek(p, ahead + 1);
    if (words && looks_like_heading(words) && !pgf_heading_has_cjk(words->text, words->size) &&
        !pgf_heading_number(words->text, words->size, &level, &rest) && pgf_plain_peek(p, ahead + 2))
        found->lines = 2;
}

static bool find_candidate(plain_parser *p, size_t ahead, plain_heading *found)
{
    size_t rest;
    plain_line *line = pgf_plain_peek(p, ahead);
    if (!line)
        return false;
    if (pgf_is_label(line->text, line->size))
        return find_parted(p, ahead, line, found);
    if (!looks_like_heading(line))
        return false;
    *found = (plain_heading){.lines = 1};
    found->number = pgf_heading_number(line->text, line->size, &found->level, &rest);
    if (found->number) {
        if (found->number == NUMBER_WORD && rest == line->size)
            take_words(p, ahead, found);
        return stands_numbered(p, ahead + found->lines - 1, line, found->number);
    }
    if (pgf_heading_has_cjk(line->text, line->size))
        return find_east_asian(p, ahead, line, found);
    return stands_apart(p, ahead, line);
}

static bool are_siblings(const plain_heading *one, const plain_heading *next)
{
    return one->number == NUMBER_DECIMAL && next->number == NUMBER_DECIMAL && one->level == next->level;
}

/* Is it something to stand below a heading? A short line that is no sentence is part of a signature, an address. */
static bool is_body(const plain_line *line)
{
    return line->width >= BODY_WIDTH || pgf_ending_of(line->text, line->size) != ENDS_OPEN ||
           pgf_is_label(line->text, line->size) || pgf_kind_of(line->text, line->size) != PGF_TEXT ||
           pgf_heading_has_cjk(line->text, line->size);
}

/* A line without a number right above a part or an annex has no text of its own: it is a signature, a long title. */
static bool is_closed_at_once(plain_parser *p, const plain_run *so_far, const plain_heading *next)
{
    if (!so_far->count || so_far->items[so_far->count - 1].level || next->number != NUMBER_WORD || next->level != 1)
        return false;
    const plain_line *line = pgf_plain_peek(p, so_far->lines - 1);
    return !pgf_heading_is_capitals(line->text, line->size);
}

plain_run pgf_plain_find_run(plain_parser *p)
{
    plain_run found = {0};
    plain_heading next;
    while (found.lines + 2 < PGF_LINES_AHEAD && find_candidate(p, found.lines, &next)) {
        if (found.count == PLAIN_RUN_MOST)
            return (plain_run){.too_many = true};
        if (is_closed_at_once(p, &found, &next))
            return (plain_run){0};
        if (found.count && are_siblings(&found.items[found.count - 1], &next)) {
            /* A numbered list; what stands above it may be its heading. */
            found.lines -= found.items[--found.count].lines;
            found.too_many = found.count == 0;
            return found;
        }
        found.items[found.count++] = next;
        found.lines += next.lines;
    }
    const plain_line *below = pgf_plain_peek(p, found.lines);
    if (!below || !is_body(below))
        found.count = 0;
    return found;
}

static pgf_status add_heading(plain_parser *p, const plain_heading *what, unsigned level)
{
    pgf_buffer *heading = &p->paragraph;
    pgf_buffer_clear(heading);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < what->lines && !status; i++) {
        const plain_line *line = pgf_plain_peek(p, 0);
        if (i)
            status = pgf_buffer_append_char(heading, ' ');
        if (!status)
            status = pgf_buffer_append(heading, line->text, line->size);
        pgf_plain_skip(p, 1);
    }
    if (status)
        return pgf_no_memory(p->err);
    p->was_heading = true;
    return pgf_document_add_section(p->document, level, heading->bytes, heading->size, "", p->err);
}

/* Unnumbered headings end at one depth below the last numbered one; capitals stand as high as a number. */
pgf_status pgf_plain_add_run(plain_parser *p, const plain_run *found)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < found->count && !status; i++) {
        const plain_heading *what = &found->items[i];
        const plain_line *line = pgf_plain_peek(p, 0);
        unsigned level = what->level;
        if (!level && pgf_heading_is_capitals(line->text, line->size))
            level = 1;
        if (what->number == NUMBER_WORD && level < 4)
            p->division = level;
        else if (what->number == NUMBER_DECIMAL)
            level += p->division;
        if (level) {
            p->base = level;
            p->depth = 1;
        } else {
            unsigned left = (unsigned)(found->count - i);
            if (p->depth < left)
                p->depth = left;
            level = p->base + p->depth - left + 1;
        }
        status = add_heading(p, what, level);
    }
    return status;
}
