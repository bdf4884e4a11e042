#include "extract/html_write.h"
#include "document/date.h"
#include "document/repeat.h"
#include "extract/html_meta.h"
#include "extract/html_title.h"
#include "text/language.h"
#include "text/letters.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    TOPICS_MOST = 20,
    KEYWORDS = 5 /* their rank */,
    KEYWORDS_MOST = 12 /* longer lists are written for search engines */
};

typedef struct {
    const html_page *page;
    pgf_document *document;
    pgf_error *err;
    pgf_buffer line;
    size_t numbered; /* the box of the last item whose number is written */
} writer;

/* --- Fields ------------------------------------------------------------------------------------------------------- */

static pgf_status fill(pgf_document *document, const char *name, const char *value, pgf_error *err)
{
    if (!*value || *pgf_document_field(document, name))
        return PGF_OK;
    return pgf_document_add_field(document, name, value, err);
}

/* The best of the values that can be read. */
static const char *best_readable(const html_page *page, const char *name)
{
    char code[PGF_LANGUAGE_MAX], date[PGF_DATE_MAX];
    const html_fact *best = NULL;
    for (size_t i = 0; i < page->fact_count; i++) {
        const html_fact *fact = &page->facts[i];
        const char *value = page->names.bytes + fact->value;
        if (strcmp(fact->name, name) == 0 && (!best || fact->rank < best->rank) &&
            (*name == 'd' ? pgf_date_read(value, date) : pgf_language_normalize(value, code)))
            best = fact;
    }
    return best ? page->names.bytes + best->value : "";
}

/* No value before says the same. */
static bool is_first(const html_page *page, size_t at)
{
    const char *value = page->names.bytes + page->facts[at].value;
    for (size_t i = 0; i < at; i++)
        if (strcmp(page->facts[i].name, page->facts[at].name) == 0 &&
            strcmp(page->names.bytes + page->facts[i].value, value) == 0)
            return false;
    return true;
}

static pgf_status write_topics(const html_page *page, pgf_document *document, pgf_error *err)
{
    unsigned best = 9;
    size_t count = 0, keywords = 0;
    pgf_status status = PGF_OK;
    if (*pgf_document_field(document, "topic"))
        return PGF_OK;
    for (size_t i = 0; i < page->fact_count; i++)
        if (strcmp(page->facts[i].name, "topic") == 0) {
            best = page->facts[i].rank < best ? page->facts[i].rank : best;
            keywords += page->facts[i].rank == KEYWORDS;
        }
    if (best == KEYWORDS && keywords > KEYWORDS_MOST)
        return PGF_OK;
    for (size_t i = 0; i < page->fact_count && count < TOPICS_MOST && !status; i++)
        if (strcmp(page->facts[i].name, "topic") == 0 && page->facts[i].rank == best && is_first(page, i)) {
            status = pgf_document_add_field(document, "topic", page->names.bytes + page->facts[i].value, err);
            count++;
        }
    return status;
}

static pgf_status write_title(const html_page *page, pgf_document *document, pgf_error *err)
{
    pgf_buffer title = {0};
    pgf_status status = html_title_find(page, &title);
    status = status ? pgf_fail(err, status, "out of memory") : fill(document, "title", title.bytes, err);
    pgf_buffer_dispose(&title);
    return status;
}

pgf_status html_write_fields(const html_page *page, pgf_document *document, pgf_error *err)
{
    static const char *const plain[] = {"issuer", "type", "url"};
    pgf_status status = write_title(page, document, err);
    if (!status)
        status = fill(document, "language", best_readable(page, "language"), err);
    if (!status)
        status = fill(document, "date", best_readable(page, "date"), err);
    for (size_t i = 0; i < sizeof plain / sizeof *plain && !status; i++)
        status = fill(document, plain[i], html_meta_best(page, plain[i]), err);
    return status ? status : write_topics(page, document, err);
}

/* --- Text --------------------------------------------------------------------------------------------------------- */

/* The row of a table of data that a block stands in, the outermost of such, and its cell; 0 when it is in none. */
static size_t row_of(const html_page *page, const html_block *block, size_t *cell)
{
    size_t found = 0, row = 0, inner = 0;
    for (size_t at = block->box; at; at = page->boxes[at].parent) {
        const html_box *box = &page->boxes[at];
        if (!inner && (box->tag == TAG_TD || box->tag == TAG_TH))
            inner = at;
        else if (!row && inner && box->tag == TAG_TR)
            row = at;
        if (box->tag != TAG_TABLE)
            continue;
        if (row && !(box->flags & BOX_LAYOUT)) {
            found = row;
            *cell = inner;
        }
        row = inner = 0;
    }
    return found;
}

static pgf_status append_cell(writer *w, const html_block *block)
{
    const char *text = w->page->text.bytes + block->begin;
    size_t size = block->end - block->begin, from = w->line.size;
    pgf_status status = pgf_buffer_append(&w->line, text, size);
    for (size_t i = from; i < w->line.size; i++)
        if (w->line.bytes[i] == '\n' || w->line.bytes[i] == '\t')
            w->line.bytes[i] = ' ';
    return status;
}

/* All blocks of a row, cells parted by tabs; `*at` moves behind them. */
static pgf_status write_row(writer *w, size_t row, size_t *at)
{
    const html_page *page = w->page;
    pgf_status status = PGF_OK;
    size_t cell = 0, last = 0;
    int32_t column = 0;
    pgf_buffer_clear(&w->line);
    for (; *at < page->block_count && !status; ++*at) {
        const html_block *block = &page->blocks[*at];
        if (block->dropped)
            continue;
        if (row_of(page, block, &cell) != row)
            break;
        for (; column < page->boxes[cell].number && !status; column++)
            status = pgf_buffer_append_char(&w->line, '\t');
        if (!status && cell == last)
            status = pgf_buffer_append_char(&w->line, ' ');
        if (!status)
            status = append_cell(w, block);
        last = cell;
    }
    if (status)
        return pgf_fail(w->err, status, "out of memory");
    return pgf_document_add_paragraph(w->document, PGF_ROW, 0, w->line.bytes, w->line.size, w->err);
}

/* Does the text number itself? "1.", "(a)", "§ 2" */
static bool is_numbered(const char *text, size_t size)
{
    size_t at = size && *text == '(';
    if (size >= 2 && strncmp(text, "§", 2) == 0)
        return true;
    size_t from = at;
    while (at < size && at < from + 4 && isalnum((unsigned char)text[at]))
        at++;
    return at > from && at < size && (text[at] == ')' || (text[at] == '.' && at < from + 4));
}

static pgf_status append_roman(pgf_buffer *out, int32_t number, bool capital)
{
    static const char *const small[] = {"x", "ix", "v", "iv", "i"};
    static const char *const large[] = {"X", "IX", "V", "IV", "I"};
    static const int32_t worth[] = {10, 9, 5, 4, 1};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < sizeof worth / sizeof *worth; i++)
        for (; number >= worth[i] && !status; number -= worth[i])
            status = pgf_buffer_append_text(out, capital ? large[i] : small[i]);
    return status;
}

/* "3. ", "c. ", "iii. ": a number is a word of the text, a bullet is none. */
static pgf_status append_number(pgf_buffer *out, const html_box *item)
{
    pgf_status status;
    int32_t number = item->number;
    if ((item->style == 'i' || item->style == 'I') && number > 0 && number < 40)
        status = append_roman(out, number, item->style == 'I');
    else if ((item->style == 'a' || item->style == 'A') && number > 0 && number <= 26)
        status = pgf_buffer_append_char(out, (char)(item->style + number - 1));
    else
        status = pgf_buffer_printf(out, "%d", (int)number);
    return status ? status : pgf_buffer_append_text(out, ". ");
}

static pgf_status write_item(writer *w, const html_block *block)
{
    const html_page *page = w->page;
    const char *text = page->text.bytes + block->begin;
    size_t size = block->end - block->begin, item = block->box;
    while (item && page->boxes[item].tag != TAG_LI && page->boxes[item].tag != TAG_TABLE)
        item = page->boxes[item].parent;
    bool first = item > w->numbered && page->boxes[item].flags & BOX_NUMBERED;
    if (!first || is_numbered(text, size))
        return pgf_document_add_paragraph(w->document, PGF_ITEM, 0, text, size, w->err);
    w->numbered = item;
    pgf_buffer_clear(&w->line);
    pgf_status status = append_number(&w->line, &page->boxes[item]);
    if (!status)
        status = pgf_buffer_append(&w->line, text, size);
    if (status)
        return pgf_fail(w->err, status, "out of memory");
    return pgf_document_add_paragraph(w->document, PGF_ITEM, 0, w->line.bytes, w->line.size, w->err);
}

static pgf_status write_heading(writer *w, const html_block *block)
{
    const char *text = w->page->text.bytes + block->begin;
    size_t size = block->end - block->begin, count;
    const char *title = pgf_document_field(w->document, "title");
    bool repeats = false;
    pgf_document_sections(w->document, &count);
    pgf_status status =
        count == 1 && block->level == 1 && *title ? pgf_repeats(text, size, title, &repeats, w->err) : PGF_OK;
    if (status || repeats)
        return status;
    const char *anchor = block->anchor ? w->page->names.bytes + block->anchor : "";
    return pgf_document_add_section(w->document, block->level, text, size, anchor, w->err);
}

/* --- Tables that place numbers beside what they number ------------------------------------------------------------ */

static bool is_dash(const char *text, size_t size)
{
    static const char *const dashes[] = {"-", "–", "—", "•", "·", "*"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (size == strlen(dashes[i]) && memcmp(text, dashes[i], size) == 0)
            return true;
    return false;
}

static size_t cell_of(const html_page *page, const html_block *block)
{
    size_t at = block->box;
    while (at && page->boxes[at].tag != TAG_TD && page->boxes[at].tag != TAG_TABLE)
        at = page->boxes[at].parent;
    return page->boxes[at].tag == TAG_TD ? at : 0;
}

static bool are_cells_of_a_row(const html_page *page, const html_block *block, const html_block *next)
{
    size_t cell = cell_of(page, block), beside = cell_of(page, next);
    return cell && beside && cell != beside && page->boxes[cell].blocks == 1 &&
           page->boxes[cell].parent == page->boxes[beside].parent;
}

/* Is `block` a number or a dash alone in its cell, and what it stands before in the next one? Laws are set so. */
static bool is_label(const html_page *page, const html_block *block, const html_block *next)
{
    enum { LONGEST = 10 };
    const char *text = page->text.bytes + block->begin;
    size_t size = block->end - block->begin;
    if (size > LONGEST || memchr(text, ' ', size) || next->dropped || next->kind == PGF_HEADING)
        return false;
    return (is_numbered(text, size) || is_dash(text, size)) && are_cells_of_a_row(page, block, next);
}

static pgf_status write_labelled(writer *w, const html_block *label, const html_block *block)
{
    const char *text = w->page->text.bytes + label->begin;
    size_t size = label->end - label->begin;
    pgf_status status = PGF_OK;
    pgf_buffer_clear(&w->line);
    if (!is_dash(text, size))
        status = pgf_buffer_append(&w->line, text, size);
    if (!status && w->line.size)
        status = pgf_buffer_append_char(&w->line, ' ');
    if (!status)
        status = pgf_buffer_append(&w->line, w->page->text.bytes + block->begin, block->end - block->begin);
    if (status)
        return pgf_fail(w->err, status, "out of memory");
    return pgf_document_add_paragraph(w->document, PGF_ITEM, 0, w->line.bytes, w->line.size, w->err);
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

/* The block at `*at`, which moves behind it. */
static pgf_status write_block(writer *w, size_t *at)
{
    const html_page *page = w->page;
    const html_block *block = &page->blocks[(*at)++];
    pgf_paragraph_kind kind = (pgf_paragraph_kind)block->kind;
    if (kind == PGF_HEADING)
        return write_heading(w, block);
    if (*at < page->block_count && is_label(page, block, &page->blocks[*at]))
        return write_labelled(w, block, &page->blocks[(*at)++]);
    if (kind == PGF_ITEM)
        return write_item(w, block);
    return pgf_document_add_paragraph(w->document, kind, 0, page->text.bytes + block->begin, block->end - block->begin,
                                      w->err);
}

pgf_status html_write_text(const html_page *page, pgf_document *document, pgf_error *err)
{
    writer w = {.page = page, .document = document, .err = err};
    pgf_status status = PGF_OK;
    for (size_t at = 0; at < page->block_count && !status;) {
        size_t cell, row = page->blocks[at].dropped ? 0 : row_of(page, &page->blocks[at], &cell);
        if (row)
            status = write_row(&w, row, &at);
        else if (!page->blocks[at].dropped)
            status = write_block(&w, &at);
        else
            at++;
    }
    pgf_buffer_dispose(&w.line);
    return status;
}
