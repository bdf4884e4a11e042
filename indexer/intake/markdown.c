#include "base/memory.h"
#include "document/heading.h"
#include "document/repeat.h"
#include "intake/anchors.h"
#include "intake/entities.h"
#include "intake/front_matter.h"
#include "intake/html.h"
#include "intake/intake.h"
#include "text/charset.h"
#include "text/letters.h"
#include <limits.h>
#include <md4c.h>
#include <string.h>

enum { LISTS_MOST = 32 }; /* lists within lists whose numbers are kept */

typedef struct {
    pgf_document *document;
    intake_anchors anchors;
    pgf_buffer text, anchor, html;
    unsigned quotes, lists, images;
    unsigned numbers[LISTS_MOST]; /* of the next item of each open list; 0 for bullets */
    char delimiters[LISTS_MOST];  /* behind its number                                 */
    unsigned heading;             /* level of the one that is open                     */
    bool row, code, raw;          /* within a row of a table, code, a block of HTML    */
    bool only_images;             /* nothing but images in this paragraph yet          */
    bool has_title;               /* found, or not to be looked for                    */
    pgf_status status;
    pgf_error *err;
} reader;

/*
 * The first failure is kept in the reader: what is not out of memory was said by the document. md4c ends when a
 * callback does not return 0, but for paragraphs, behind which 0.4.8 goes on.
 */
static int check(reader *to, pgf_status status)
{
    if (status && !to->status)
        to->status = status == PGF_ENOMEM ? pgf_no_memory(to->err) : status;
    return to->status != PGF_OK;
}

/* --- Paragraphs --------------------------------------------------------------------------------------------------- */

static pgf_paragraph_kind kind_of(const reader *to)
{
    if (to->code)
        return PGF_CODE;
    if (to->row)
        return PGF_ROW;
    if (to->only_images)
        return PGF_CAPTION;
    return to->lists ? PGF_ITEM : to->quotes ? PGF_QUOTE : PGF_TEXT;
}

/* A title that begins the text, in no heading: as in plain text. */
static bool is_title(reader *to, pgf_paragraph_kind kind)
{
    size_t count;
    pgf_document_paragraphs(to->document, &count);
    if (to->has_title || count || kind != PGF_TEXT)
        return false;
    to->has_title = true;
    return pgf_heading_is_title(to->text.bytes, to->text.size);
}

static int end_paragraph(reader *to)
{
    if (to->status || !to->text.size)
        return to->status != PGF_OK;
    pgf_paragraph_kind kind = kind_of(to);
    pgf_status status = is_title(to, kind)
                            ? pgf_document_add_field(to->document, "title", to->text.bytes, to->err)
                            : pgf_document_add_paragraph(to->document, kind, 0, to->text.bytes, to->text.size, to->err);
    pgf_buffer_clear(&to->text);
    to->only_images = false;
    return check(to, status);
}

/* Sections that are open: a title below one of them would take its text away. */
static bool is_first_section(const pgf_document *document)
{
    size_t count;
    pgf_document_sections(document, &count);
    return count == 1;
}

static pgf_status repeats_title(const reader *to, bool *repeats)
{
    const char *title = pgf_document_field(to->document, "title");
    *repeats = false;
    return *title ? pgf_repeats(to->text.bytes, to->text.size, title, repeats, to->err) : PGF_OK;
}

static int end_heading(reader *to, unsigned level)
{
    bool repeats = false, first = level == 1 && is_first_section(to->document);
    if (to->status || !to->text.size)
        return to->status != PGF_OK;
    pgf_status status = intake_anchor(&to->anchors, to->text.bytes, to->text.size, &to->anchor);
    if (!status && first)
        status = repeats_title(to, &repeats);
    if (status || repeats) {
        pgf_buffer_clear(&to->text);
        return check(to, status);
    }
    if (first && !*pgf_document_field(to->document, "title") && to->text.size <= PGF_VALUE_MAX)
        status = pgf_document_add_field(to->document, "title", to->text.bytes, to->err);
    else
        status =
            pgf_document_add_section(to->document, level, to->text.bytes, to->text.size, to->anchor.bytes, to->err);
    to->has_title = true;
    pgf_buffer_clear(&to->text);
    return check(to, status);
}

/* --- What md4c calls ---------------------------------------------------------------------------------------------- */

static int begin_list(reader *to, unsigned number, char delimiter)
{
    int failed = end_paragraph(to);
    if (to->lists < LISTS_MOST) {
        to->numbers[to->lists] = number;
        to->delimiters[to->lists] = delimiter;
    }
    to->lists++;
    return failed;
}

/* The number of an item is a word of the text, a bullet is none. */
static int begin_item(reader *to)
{
    if (end_paragraph(to))
        return 1;
    unsigned depth = to->lists - 1;
    if (!to->lists || depth >= LISTS_MOST || !to->delimiters[depth])
        return 0;
    return check(to, pgf_buffer_printf(&to->text, "%u%c ", to->numbers[depth]++, to->delimiters[depth]));
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *payload)
{
    reader *to = payload;
    switch (type) {
    case MD_BLOCK_UL:
        return begin_list(to, 0, '\0');
    case MD_BLOCK_OL:
        return begin_list(to, ((MD_BLOCK_OL_DETAIL *)detail)->start, ((MD_BLOCK_OL_DETAIL *)detail)->mark_delimiter);
    case MD_BLOCK_LI:
        return begin_item(to);
    case MD_BLOCK_QUOTE:
        to->quotes++;
        return end_paragraph(to);
    case MD_BLOCK_H:
        to->heading = ((MD_BLOCK_H_DETAIL *)detail)->level;
        return end_paragraph(to);
    case MD_BLOCK_P: /* the number of an item may wait here for its words */
        return 0;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        return to->text.size ? check(to, pgf_buffer_append_char(&to->text, '\t')) : 0;
    default:
        if (end_paragraph(to))
            return 1;
        to->code = type == MD_BLOCK_CODE;
        to->raw = type == MD_BLOCK_HTML;
        to->row = type == MD_BLOCK_TR;
        return 0;
    }
}

static int end_html(reader *to)
{
    pgf_status status = intake_append_html(to->html.bytes ? to->html.bytes : "", to->html.size, &to->text);
    pgf_buffer_clear(&to->html);
    to->raw = false;
    return check(to, status) || end_paragraph(to);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *payload)
{
    reader *to = payload;
    (void)detail;
    if (type == MD_BLOCK_H) {
        unsigned level = to->heading;
        to->heading = 0;
        return end_heading(to, level);
    }
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        return 0;
    int failed = type == MD_BLOCK_HTML ? end_html(to) : end_paragraph(to);
    to->lists -= type == MD_BLOCK_UL || type == MD_BLOCK_OL;
    to->quotes -= type == MD_BLOCK_QUOTE;
    to->code = to->code && type != MD_BLOCK_CODE;
    to->row = to->row && type != MD_BLOCK_TR;
    return failed;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *payload)
{
    reader *to = payload;
    (void)detail;
    if (type == MD_SPAN_IMG) {
        if (!to->text.size)
            to->only_images = true;
        to->images++;
    }
    return 0;
}

static int append_attribute(reader *to, const MD_ATTRIBUTE *attribute)
{
    pgf_status status = attribute->size ? pgf_buffer_append_char(&to->text, ' ') : PGF_OK;
    for (size_t i = 0; !status && attribute->size && attribute->substr_offsets[i] < attribute->size; i++) {
        const char *part = attribute->text + attribute->substr_offsets[i];
        size_t size = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];
        status = attribute->substr_types[i] == MD_TEXT_ENTITY ? intake_append_entity(part, size, &to->text)
                                                              : pgf_buffer_append(&to->text, part, size);
    }
    return check(to, status);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *payload)
{
    reader *to = payload;
    if (type == MD_SPAN_A)
        return append_attribute(to, &((MD_SPAN_A_DETAIL *)detail)->title);
    if (type != MD_SPAN_IMG)
        return 0;
    to->images--;
    return append_attribute(to, &((MD_SPAN_IMG_DETAIL *)detail)->title);
}

static bool is_blank(const char *text, size_t size)
{
    pgf_trim(&text, &size);
    return size == 0;
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *payload)
{
    reader *to = payload;
    if (to->status)
        return 1;
    if (!to->images && !is_blank(text, size))
        to->only_images = false;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        return check(to, pgf_buffer_append_text(&to->text, "\xEF\xBF\xBD"));
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        return check(to, pgf_buffer_append_char(&to->text, to->heading || to->row ? ' ' : '\n'));
    case MD_TEXT_ENTITY:
        return check(to, intake_append_entity(text, size, &to->text));
    case MD_TEXT_HTML:
        return check(to,
                     to->raw ? pgf_buffer_append(&to->html, text, size) : intake_append_html(text, size, &to->text));
    default:
        return check(to, pgf_buffer_append(&to->text, text, size));
    }
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static int find_first_heading(MD_BLOCKTYPE type, void *detail, void *payload)
{
    if (type == MD_BLOCK_H && ((MD_BLOCK_H_DETAIL *)detail)->level == 1)
        *(bool *)payload = true;
    return type == MD_BLOCK_H;
}

static int ignore_block(MD_BLOCKTYPE type, void *detail, void *payload)
{
    (void)type, (void)detail, (void)payload;
    return 0;
}

static int ignore_span(MD_SPANTYPE type, void *detail, void *payload)
{
    (void)type, (void)detail, (void)payload;
    return 0;
}

static int ignore_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *payload)
{
    (void)type, (void)text, (void)size, (void)payload;
    return 0;
}

/*
 * GitHub's, but for links that nobody marked: their text is read all the same, and md4c looks for them in square time
 * (10 MB of addresses took over six minutes).
 */
enum { DIALECT = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS };

/* Is the first heading one of level 1? Then it is the title, whatever stands above it. */
static bool has_title_heading(const char *text, size_t size)
{
    bool found = false;
    const MD_PARSER looking = {.flags = DIALECT,
                               .enter_block = find_first_heading,
                               .leave_block = ignore_block,
                               .enter_span = ignore_span,
                               .leave_span = ignore_span,
                               .text = ignore_text};
    md_parse(text, (MD_SIZE)size, &looking, &found);
    return found;
}

static pgf_status read_body(const char *text, size_t size, pgf_document *document, pgf_error *err)
{
    if (size > UINT_MAX / 2)
        return pgf_fail(err, PGF_ELIMIT, "is larger than %u MB, the limit for Markdown", UINT_MAX / 2 >> 20);
    reader to = {.document = document, .err = err};
    to.has_title = *pgf_document_field(document, "title") || has_title_heading(text, size);
    const MD_PARSER reading = {.flags = DIALECT,
                               .enter_block = enter_block,
                               .leave_block = leave_block,
                               .enter_span = enter_span,
                               .leave_span = leave_span,
                               .text = add_text};
    if (md_parse(text, (MD_SIZE)size, &reading, &to) != 0 && !to.status)
        to.status = pgf_no_memory(err);
    intake_anchors_dispose(&to.anchors);
    pgf_buffer_dispose(&to.text);
    pgf_buffer_dispose(&to.anchor);
    pgf_buffer_dispose(&to.html);
    return to.status;
}

pgf_status intake_read_markdown(const intake_input *input, pgf_document *document, pgf_error *err)
{
    pgf_buffer text = {0};
    size_t body = 0;
    pgf_status status = pgf_charset_decode(input->bytes, input->size, input->charset, &text, NULL, err);
    if (!status && text.size)
        status = intake_read_front_matter(text.bytes, text.size, document, &body, err);
    if (!status && text.size > body)
        status = read_body(text.bytes + body, text.size - body, document, err);
    pgf_buffer_dispose(&text);
    return status;
}
