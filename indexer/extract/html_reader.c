#include "extract/html_reader.h"
#include "base/memory.h"
#include "document/marks.h"
#include "text/letters.h"
#include <string.h>

void html_reader_fail(html_reader *r, pgf_status status)
{
    if (!status || r->status)
        return;
    r->status = status;
    xmlStopParser(r->parser);
}

/* --- Blocks ------------------------------------------------------------------------------------------------------- */

static void push_block(html_reader *r)
{
    html_page *page = r->page;
    const html_open_element *in = html_reader_innermost(r);
    html_block *blocks = pgf_array_grow(page->blocks, page->block_count, &page->block_capacity, sizeof *blocks);
    if (!blocks || page->block_count >= BLOCKS_MOST) {
        html_reader_fail(r, blocks ? PGF_ELIMIT : PGF_ENOMEM);
        return;
    }
    page->blocks = blocks;
    blocks[page->block_count++] = (html_block){
        .box = in->box,
        .begin = (uint32_t)r->begin,
        .end = (uint32_t)page->text.size,
        .links = (uint32_t)r->link_bytes,
        .link_count = (uint16_t)(r->link_count < UINT16_MAX ? r->link_count : UINT16_MAX),
        .anchor = in->kind == PGF_HEADING || in->tag->id == TAG_P ? r->anchor : 0,
        .kind = in->kind,
        .level = in->level,
        .home = r->home,
    };
}

/* The sign that links to a heading is none of its words: "Scope¶". */
static void take_off_sign(html_reader *r)
{
    static const char *const signs[] = {"¶", "#", "§", "🔗"};
    pgf_buffer *text = &r->page->text;
    for (size_t i = 0; r->link_bytes && i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i]);
        if (text->size > r->begin + size && memcmp(text->bytes + text->size - size, signs[i], size) == 0) {
            text->size -= size;
            r->link_bytes -= size < r->link_bytes ? size : r->link_bytes;
        }
    }
}

void html_reader_end_block(html_reader *r)
{
    pgf_buffer *text = &r->page->text;
    if (html_reader_innermost(r)->kind == PGF_HEADING)
        take_off_sign(r);
    const char *at = text->bytes + r->begin;
    size_t size = text->size - r->begin;
    if (size)
        pgf_trim(&at, &size);
    if (size) {
        push_block(r);
        r->pending_anchor = 0;
        if (r->links && !r->is_card && text->size > r->link_begin)
            r->links = 0; /* a link that goes on behind a paragraph was never ended */
    } else {
        text->size = r->begin;
    }
    r->begin = text->size;
    r->link_bytes = 0;
    r->link_count = r->links ? 1 : 0;
    r->home &= r->links > 0;
    r->space = false;
}

/* "&nbsp;" alone on a line is how old editors leave one blank. */
static void take_off_blanks(html_reader *r)
{
    pgf_buffer *text = &r->page->text;
    size_t from = text->size;
    while (from > r->begin && text->bytes[from - 1] != '\n')
        from--;
    const char *line = text->bytes + from;
    size_t size = text->size - from;
    pgf_trim(&line, &size);
    text->size = size ? text->size : from;
}

void html_reader_end_line(html_reader *r)
{
    pgf_buffer *text = &r->page->text;
    bool code = html_reader_innermost(r)->kind == PGF_CODE;
    unsigned links = r->links; /* a card that is one link has blank lines in it */
    if (!code)
        take_off_blanks(r);
    if (!code && text->size > r->begin && text->bytes[text->size - 1] == '\n') {
        html_reader_end_block(r); /* two of them part paragraphs */
        r->links = links;
        r->link_count = links ? 1 : 0;
    } else if (code || text->size > r->begin) {
        html_reader_fail(r, pgf_buffer_append_char(text, '\n'));
    }
    r->space = false;
}

/* --- Text --------------------------------------------------------------------------------------------------------- */

/* References to control characters mean windows-1252, as in every browser: &#150; is a dash. */
static const char *usual_character(unsigned char second)
{
    static const char *const characters[32] = {"€", "",  "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š",
                                               "‹", "Œ", "",  "Ž", "",  "",  "‘", "’", "“", "”", "•",
                                               "–", "—", "˜", "™", "š", "›", "œ", "",  "ž", "Ÿ"};
    return characters[second - 0x80];
}

/* Digits that are raised or lowered: "m²", and a note mark is no part of its word. */
static const char *shifted_digit(const html_reader *r, char digit)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    static const char *const lowered[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    if (!r->shifted || digit < '0' || digit > '9')
        return NULL;
    return r->raised ? raised[digit - '0'] : r->lowered ? lowered[digit - '0'] : NULL;
}

static pgf_status append_odd(html_reader *r, const char *word, size_t size)
{
    pgf_status status = PGF_OK;
    for (size_t at = 0; at < size && !status; at++) {
        const char *shifted = shifted_digit(r, word[at]);
        unsigned char next = at + 1 < size ? (unsigned char)word[at + 1] : 0;
        if (shifted)
            status = pgf_buffer_append_text(&r->page->text, shifted);
        else if ((unsigned char)word[at] == 0xC2 && next >= 0x80 && next < 0xA0)
            status = pgf_buffer_append_text(&r->page->text, usual_character((unsigned char)word[++at]));
        else
            status = pgf_buffer_append_char(&r->page->text, word[at]);
    }
    return status;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Words with single spaces between, as they are stored. */
static const char *behind_words(const char *at, const char *end)
{
    while (at < end && (!is_space(*at) || (*at == ' ' && at + 1 < end && !is_space(at[1]))))
        at++;
    return at;
}

static void append_words(html_reader *r, const char *words, size_t size)
{
    pgf_buffer *text = &r->page->text;
    size_t before = text->size;
    pgf_status status = PGF_OK;
    if ((r->space || r->is_term) && before > r->begin && text->bytes[before - 1] != '\n') {
        bool line = r->is_term && !pgf_is_label(text->bytes + r->begin, before - r->begin);
        status = pgf_buffer_append_char(text, line ? '\n' : ' ');
    }
    r->space = r->is_term = false;
    if (!status)
        status =
            r->shifted || memchr(words, 0xC2, size) ? append_odd(r, words, size) : pgf_buffer_append(text, words, size);
    if (r->links)
        r->link_bytes += text->size - before;
    html_reader_fail(r, status);
}

/* Other than in "2<sup>n - 1</sup>". */
static bool is_number(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!is_space(text[i]) && (text[i] < '0' || text[i] > '9'))
            return false;
    return true;
}

void html_reader_add_text(html_reader *r, const char *bytes, size_t size)
{
    if (html_reader_innermost(r)->kind == PGF_CODE) {
        if (r->links)
            r->link_bytes += size;
        html_reader_fail(r, pgf_buffer_append(&r->page->text, bytes, size));
        return;
    }
    r->shifted = (r->raised || r->lowered) && is_number(bytes, size);
    for (const char *at = bytes, *end = bytes + size; at < end && !r->status;) {
        for (; at < end && is_space(*at); at++)
            r->space = true;
        const char *words = at;
        at = behind_words(at, end);
        if (at > words)
            append_words(r, words, (size_t)(at - words));
    }
}
