#include "document/plain.h"
#include "document/heading.h"
#include "document/lines.h"
#include "document/marks.h"
#include "document/parts.h"
#include "document/repeat.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

enum {
    RUN_MOST = 4,        /* headings in a row; more are a list                        */
    TITLE_LINES = 3,     /* lines that a wrapped title may take                       */
    BODY_WIDTH = 60,     /* columns of a line that is text although no sentence ends there */
    LABELS_MOST = 4,     /* lines that hold only a number, one after another          */
    CJK_CONTINUES = 2000 /* bytes of a paragraph up to which its broken lines are joined */
};

typedef struct {
    pgf_document *document;
    plain_lines lines;
    plain_layout layout;
    pgf_buffer paragraph; /* lines so far, joined by \n         */
    bool was_heading;     /* the last thing added was one       */
    bool in_list;         /* within a run of lines too many to be headings */
    unsigned base;        /* level of the last numbered heading */
    unsigned division;    /* of the last part, chapter or section; decimal numbers stand below it */
    unsigned depth;       /* of unnumbered headings below it    */
    pgf_error *err;
} parser;

static plain_line *peek(parser *p, size_t ahead)
{
    return pgf_plain_lines_peek(&p->lines, ahead);
}

static void skip(parser *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pgf_plain_lines_skip(&p->lines);
}

/* --- Headings ----------------------------------------------------------------------------------------------------- */

static bool looks_like_heading(plain_line *line)
{
    if (!line->heading)
        line->heading = pgf_heading_looks(line->text, line->size, line->width) ? 1 : -1;
    return line->heading > 0;
}

static bool begins_small(const plain_line *line)
{
    size_t at = 0;
    return pgf_letter_of(utf8_next(line->text, line->size, &at)) == PGF_LETTER_LOWER;
}

static size_t first_word_width(const plain_line *line)
{
    const char *space = memchr(line->text, ' ', line->size);
    return space ? (size_t)(space - line->text) : line->size;
}

/* In wrapped text: would the next line's first word have had room on this one? Then the line ends on purpose. */
static bool ends_early(const parser *p, const plain_line *line, const plain_line *next)
{
    return !p->layout.wrap || line->width + 1 + first_word_width(next) <= p->layout.wrap * 9 / 10;
}

typedef struct {
    size_t lines;
    unsigned level; /* 0: it has no number */
    heading_number number;
} candidate;

/* What follows on a heading, or breaks off in the same block without looking like a paragraph? */
static bool stands_apart(parser *p, size_t ahead, const plain_line *line)
{
    const plain_line *next = peek(p, ahead + 1);
    if (!next)
        return false;
    if (p->layout.blanks && !line->blank_before && !(ahead == 0 && p->was_heading))
        return false;
    if (next->blank_before || !p->layout.blanks)
        return !begins_small(next) || next->blank_before;
    return !begins_small(next) && ends_early(p, line, next) && !looks_like_heading((plain_line *)next);
}

/* A number alone on its line, and the words of its heading on the next: "2.2" over "Minimum capital". */
static bool find_parted(parser *p, size_t ahead, const plain_line *label, candidate *found)
{
    unsigned level;
    size_t rest;
    char number[32];
    plain_line *words = peek(p, ahead + 1);
    const plain_line *behind = peek(p, ahead + 2);
    if (!words || !behind || words->blank_before || label->size + 2 >= sizeof number || words->width > 80)
        return false;
    memcpy(number, label->text, label->size);
    memcpy(number + label->size, " X", 2);
    if (pgf_heading_number(number, label->size + 2, &level, &rest) != NUMBER_DECIMAL || !looks_like_heading(words))
        return false;
    if (pgf_heading_number(words->text, words->size, &(unsigned){0}, &rest) || begins_small(behind))
        return false;
    if (!p->layout.blanks || (!behind->blank_before && looks_like_heading((plain_line *)behind)))
        return false;
    *found = (candidate){2, level, NUMBER_DECIMAL};
    return true;
}

/* Does a line begin with the number of an article, whatever follows? */
static bool begins_article(const plain_line *line)
{
    unsigned level;
    size_t rest;
    return pgf_heading_number(line->text, line->size, &level, &rest) == NUMBER_WORD && level == 4;
}

/* A line that goes on with a particle or bracket belongs to the one before: "第二条" over "の規定により". */
static bool goes_on(const plain_line *next)
{
    size_t at = 0;
    if (!next || next->blank_before || next->indent)
        return false;
    int32_t c = utf8_next(next->text, next->size, &at);
    return (c >= 0x3041 && c <= 0x3096) || c == 0xFF08 || c == 0x3001 || pgf_letter_of(c) == PGF_LETTER_LOWER;
}

/* In Japanese a line in brackets above an article is its heading; other lines stand apart. */
static bool find_east_asian(parser *p, size_t ahead, const plain_line *line, candidate *found)
{
    plain_line *next = peek(p, ahead + 1);
    *found = (candidate){1, 0, NUMBER_NONE};
    if (!next)
        return false;
    if (pgf_heading_is_bracketed(line->text, line->size) && begins_article(next)) {
        bool alone = looks_like_heading(next);
        *found = (candidate){alone ? 2 : 1, 4, NUMBER_WORD};
        return true;
    }
    bool rounded = memcmp(line->text, "（", 3) == 0; /* the number of a law, an aside */
    if (rounded || !p->layout.blanks || !line->blank_before)
        return false;
    bool above = !line->indent && line->width <= 40 && next->width >= 2 * line->width && !goes_on(next);
    return next->blank_before || above;
}

/* Does nothing but a heading stand on the line? */
static bool stands_numbered(parser *p, size_t ahead, const plain_line *line, heading_number number)
{
    const plain_line *next = peek(p, ahead + 1), *last = peek(p, ahead);
    if (!next || next->blank_before)
        return true;
    if (goes_on(next) || !ends_early(p, last, next))
        return false;
    return line->blank_before || !p->layout.wrap || number == NUMBER_WORD;
}

/* "Article 1" over "Area and stocks": one heading. */
static void take_words(parser *p, size_t ahead, candidate *found)
{
    unsigned level;
    size_t rest;
    plain_line *words = peek(p, ahead + 1);
    if (words && looks_like_heading(words) && !pgf_heading_has_cjk(words->text, words->size) &&
        !pgf_heading_number(words->text, words->size, &level, &rest) && peek(p, ahead + 2))
        found->lines = 2;
}

static bool find_candidate(parser *p, size_t ahead, candidate *found)
{
    size_t rest;
    plain_line *line = peek(p, ahead);
    if (!line)
        return false;
    if (pgf_is_label(line->text, line->size))
        return find_parted(p, ahead, line, found);
    if (!looks_like_heading(line))
        return false;
    *found = (candidate){.lines = 1};
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

typedef struct {
    candidate items[RUN_MOST];
    size_t count, lines;
    bool too_many; /* a list, a table of contents */
} run;

static bool are_siblings(const candidate *one, const candidate *next)
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
static bool is_closed_at_once(parser *p, const run *so_far, const candidate *next)
{
    if (!so_far->count || so_far->items[so_far->count - 1].level || next->number != NUMBER_WORD || next->level != 1)
        return false;
    const plain_line *line = peek(p, so_far->lines - 1);
    return !pgf_heading_is_capitals(line->text, line->size);
}

static run find_run(parser *p)
{
    run found = {0};
    candidate next;
    while (found.lines + 2 < PGF_LINES_AHEAD && find_candidate(p, found.lines, &next)) {
        if (found.count == RUN_MOST)
            return (run){.too_many = true};
        if (is_closed_at_once(p, &found, &next))
            return (run){0};
        if (found.count && are_siblings(&found.items[found.count - 1], &next)) {
            /* A numbered list; what stands above it may be its heading. */
            found.lines -= found.items[--found.count].lines;
            found.too_many = found.count == 0;
            return found;
        }
        found.items[found.count++] = next;
        found.lines += next.lines;
    }
    const plain_line *below = peek(p, found.lines);
    if (!below || !is_body(below))
        found.count = 0;
    return found;
}

static pgf_status add_heading(parser *p, const candidate *what, unsigned level)
{
    pgf_buffer *heading = &p->paragraph;
    pgf_buffer_clear(heading);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < what->lines && !status; i++) {
        const plain_line *line = peek(p, 0);
        if (i)
            status = pgf_buffer_append_char(heading, ' ');
        if (!status)
            status = pgf_buffer_append(heading, line->text, line->size);
        skip(p, 1);
    }
    if (status)
        return pgf_fail(p->err, status, "out of memory");
    p->was_heading = true;
    return pgf_document_add_section(p->document, level, heading->bytes, heading->size, "", p->err);
}

/* Unnumbered headings end at one depth below the last numbered one; capitals stand as high as a number. */
static pgf_status add_run(parser *p, const run *found)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < found->count && !status; i++) {
        const candidate *what = &found->items[i];
        const plain_line *line = peek(p, 0);
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

/* --- Paragraphs --------------------------------------------------------------------------------------------------- */

static pgf_status append_line(parser *p, const plain_line *line, bool quoted)
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
    return status ? pgf_fail(p->err, status, "out of memory") : PGF_OK;
}

static bool is_cjk_at_end(const plain_line *line)
{
    size_t at = line->size;
    return pgf_letter_of(pgf_utf8_previous(line->text, &at)) == PGF_LETTER_CJK;
}

/* A line of nothing but "-----", "=====", "* * *": it parts, and says nothing. */
static bool is_rule(const plain_line *line)
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

/* Does `next` begin a paragraph of its own, in the same block as `line`? In wrapped text. */
static bool parts_wrapped(const parser *p, const plain_line *line, const plain_line *next, pgf_paragraph_kind kind)
{
    line_ending ending = pgf_ending_of(line->text, line->size);
    bool stopped = ending == ENDS_STOP || ending == ENDS_SEMICOLON || ending == ENDS_COLON;
    pgf_paragraph_kind opened = pgf_kind_of(next->text, next->size);
    if (opened == PGF_ITEM && (pgf_is_bullet(next->text, next->size) || stopped || kind == PGF_ITEM))
        return true;
    if ((opened == PGF_QUOTE && stopped) || opened == PGF_CAPTION || opened == PGF_ROW)
        return true;
    if (begins_small(next))
        return false;
    if (stopped && next->indent >= line->indent + 2 && kind != PGF_ITEM)
        return true;
    return ends_early(p, line, next) && (stopped || !goes_on(next));
}

/* The same where each line is a paragraph unless it goes on with a sentence. */
static bool parts_unwrapped(const parser *p, const plain_line *line, const plain_line *next)
{
    line_ending ending = pgf_ending_of(line->text, line->size);
    if (ending == ENDS_STOP || ending == ENDS_SEMICOLON || ending == ENDS_COLON || pgf_is_label(next->text, next->size))
        return true;
    if (pgf_kind_of(next->text, next->size) != PGF_TEXT)
        return true;
    if (begins_small(next) && p->layout.blanks)
        return false;
    return !is_cjk_at_end(line) || next->indent || p->paragraph.size > CJK_CONTINUES;
}

static bool parts(const parser *p, const plain_line *line, const plain_line *next, pgf_paragraph_kind kind)
{
    if (next->blank_before || is_rule(next))
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
static pgf_status read_cells(parser *p, const plain_line *line, bool *words)
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

static pgf_status add_row(parser *p, const plain_line *line)
{
    bool words;
    if (*line->text != '|')
        return pgf_document_add_paragraph(p->document, PGF_ROW, 0, line->text, line->size, p->err);
    if (read_cells(p, line, &words))
        return pgf_fail(p->err, PGF_ENOMEM, "out of memory");
    return words ? pgf_document_add_paragraph(p->document, PGF_ROW, 0, p->paragraph.bytes, p->paragraph.size, p->err)
                 : PGF_OK;
}

/* Numbers that stand alone on their lines are taken along with what they number. */
static pgf_status take_labels(parser *p, plain_line **line)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < LABELS_MOST && !status; i++) {
        const plain_line *next = peek(p, 1);
        if (!pgf_is_label((*line)->text, (*line)->size) || !next || (next->blank_before && *next->text == '#'))
            break;
        status = append_line(p, *line, false);
        skip(p, 1);
        *line = peek(p, 0);
    }
    return status;
}

static pgf_status add_paragraph(parser *p)
{
    pgf_buffer_clear(&p->paragraph);
    plain_line *line = peek(p, 0);
    pgf_status status = take_labels(p, &line);
    if (status)
        return status;
    pgf_paragraph_kind kind = p->paragraph.size ? PGF_ITEM : pgf_kind_of(line->text, line->size);
    p->was_heading = false;
    if (kind == PGF_ROW) {
        status = add_row(p, line);
        skip(p, 1);
        return status;
    }
    for (;;) {
        plain_line last = *line;
        status = append_line(p, line, kind == PGF_QUOTE);
        skip(p, 1);
        line = peek(p, 0);
        if (status || !line || parts(p, &last, line, kind))
            break;
    }
    return status ? status
                  : pgf_document_add_paragraph(p->document, kind, 0, p->paragraph.bytes, p->paragraph.size, p->err);
}

/* "Heading" over "=====" or "-----". */
static unsigned underlined_level(parser *p)
{
    const plain_line *line = peek(p, 0), *under = peek(p, 1);
    if (!under || under->blank_before || line->width > 200 || !is_rule(under) ||
        pgf_ending_of(line->text, line->size) == ENDS_STOP)
        return 0;
    return *under->text == '=' ? 1 : *under->text == '-' ? 2 : 0;
}

/* --- Title -------------------------------------------------------------------------------------------------------- */

/* Lines of the first block, while they are those of a wrapped title; 0 when it is none. */
static size_t title_lines(parser *p)
{
    size_t count = 0;
    for (; count < TITLE_LINES + 1; count++) {
        const plain_line *line = peek(p, count);
        if (!line || (count && line->blank_before))
            break;
        if (count == TITLE_LINES)
            return 0;
        const plain_line *next = peek(p, count + 1);
        bool last = !next || next->blank_before || !p->layout.wrap || ends_early(p, line, next);
        if (!pgf_heading_is_title(line->text, line->size))
            return 0;
        if (last)
            return next && !next->blank_before && begins_small(next) && count == 0 && p->layout.wrap ? 0 : count + 1;
    }
    return count;
}

static pgf_status take_title(parser *p)
{
    const plain_line *line = peek(p, 0);
    const char *text = line->text;
    size_t size = line->size, count = 1;
    bool underlined = underlined_level(p) > 0;
    if (!underlined && !pgf_plain_markdown_heading(&text, &size))
        count = title_lines(p);
    if (!count)
        return PGF_OK;
    pgf_buffer_clear(&p->paragraph);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && !status; i++) {
        status = i ? append_line(p, peek(p, 0), false) : pgf_buffer_append(&p->paragraph, text, size);
        skip(p, 1);
    }
    if (status)
        return pgf_fail(p->err, PGF_ENOMEM, "out of memory");
    skip(p, underlined);
    if (p->paragraph.size > PGF_VALUE_MAX) /* a title keeps only so much: no word is lost */
        status = pgf_document_add_paragraph(p->document, PGF_TEXT, 0, p->paragraph.bytes, p->paragraph.size, p->err);
    return status ? status : pgf_document_add_field(p->document, "title", p->paragraph.bytes, p->err);
}

/* Pass over a beginning that repeats the title, on one line or a few. */
static pgf_status drop_repeated_title(parser *p, const char *title)
{
    pgf_buffer_clear(&p->paragraph);
    for (size_t count = 0; count < TITLE_LINES; count++) {
        const plain_line *line = peek(p, count);
        if (!line || (count && line->blank_before))
            break;
        const char *text = line->text;
        size_t size = line->size;
        if (!count)
            pgf_plain_markdown_heading(&text, &size);
        if (pgf_buffer_append_char(&p->paragraph, ' ') || pgf_buffer_append(&p->paragraph, text, size))
            return pgf_fail(p->err, PGF_ENOMEM, "out of memory");
        bool repeats;
        pgf_status status = pgf_repeats(p->paragraph.bytes, p->paragraph.size, title, &repeats, p->err);
        if (repeats)
            skip(p, count + 1);
        if (status || repeats)
            return status;
    }
    return PGF_OK;
}

static pgf_status begin(parser *p, bool find_title)
{
    if (!peek(p, 0))
        return PGF_OK;
    const char *title = pgf_document_field(p->document, "title");
    if (*title)
        return drop_repeated_title(p, title);
    return find_title ? take_title(p) : PGF_OK;
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static pgf_status step(parser *p)
{
    const plain_line *line = peek(p, 0);
    const char *text = line->text;
    size_t size = line->size;
    if (is_rule(line)) {
        skip(p, 1);
        return PGF_OK;
    }
    unsigned level = *text == '#' ? pgf_plain_markdown_heading(&text, &size) : 0;
    if (!level) {
        level = underlined_level(p);
        if (level)
            p->layout.headings++;
    }
    if (level) {
        pgf_status status = pgf_document_add_section(p->document, level, text, size, "", p->err);
        skip(p, text == line->text ? 2 : 1);
        p->was_heading = true;
        return status;
    }
    if (p->layout.headings) /* the author said which lines are headings */
        return add_paragraph(p);
    run found = find_run(p);
    p->in_list = found.too_many || (p->in_list && found.count);
    return found.count && !p->in_list ? add_run(p, &found) : add_paragraph(p);
}

static pgf_status parse_lines(pgf_document *document, const char *text, size_t size, bool find_title, pgf_error *err)
{
    parser p = {.document = document,
                .lines = pgf_plain_lines_of(text, size),
                .layout = pgf_plain_layout_of(text, size),
                .depth = 1,
                .err = err};
    pgf_status status = begin(&p, find_title);
    while (!status && peek(&p, 0))
        status = step(&p);
    pgf_buffer_dispose(&p.paragraph);
    return status;
}

/* Every line end made \n. */
static pgf_status unify_ends(const char *text, size_t size, pgf_buffer *out)
{
    pgf_status status = pgf_buffer_reserve(out, size);
    for (size_t at = 0; at < size && !status;) {
        size_t begin = at;
        int32_t c = utf8_next(text, size, &at);
        bool end = c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
        if (c == '\r' && at < size && text[at] == '\n')
            at++;
        status = end ? pgf_buffer_append_char(out, '\n') : pgf_buffer_append(out, text + begin, at - begin);
        if (!status && (c == '\f' || c == 0x2029)) /* a page or a paragraph ends */
            status = pgf_buffer_append_char(out, '\n');
    }
    return status;
}

pgf_status pgf_plain_parse(pgf_document *document, const char *text, size_t size, bool find_title, pgf_error *err)
{
    pgf_buffer unified = {0};
    if (!size || !pgf_plain_has_odd_ends(text, size))
        return parse_lines(document, text, size, find_title, err);
    pgf_status status = unify_ends(text, size, &unified);
    if (status)
        pgf_fail(err, status, "out of memory");
    else
        status = parse_lines(document, unified.bytes, unified.size, find_title, err);
    pgf_buffer_dispose(&unified);
    return status;
}
