#include "extract/html_page.h"
#include "base/memory.h"
#include "extract/html_meta.h"
#include "extract/html_names.h"
#include "text/letters.h"
#include <libxml/HTMLparser.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    DEPTH_MOST = 256,
    OPEN_MOST = 10000,    /* libxml2 looks through all for an end tag without a beginning: 200,000 took 18 s */
    BOXES_MOST = 4000000, /* with their blocks some 400 MB */
    BLOCKS_MOST = 2000000,
    JSON_MOST = 1 << 20,
    ANCHOR_MOST = 200
};

/* A block element that is open. */
typedef struct {
    const html_tag *tag;
    uint32_t box; /* that holds the text in it                      */
    size_t first; /* number of blocks when it opened                */
    bool in_main; /* of <main>, <article> or a quotation            */
    uint8_t kind, level;
} open_element;

typedef struct {
    html_page *page;
    htmlParserCtxtPtr parser;
    pgf_status status;
    open_element open[DEPTH_MOST];
    size_t depth;
    size_t all;    /* open elements of any kind                            */
    size_t beyond; /* open elements deeper than that                       */
    size_t silent; /* open elements from the outermost without text inward */
    bool in_title, has_title, in_json;
    pgf_buffer json;
    unsigned links, raised, lowered; /* <a href>, <sup>, <sub> that are open */
    /* the block that is being read */
    size_t begin, link_bytes;
    unsigned link_count;
    bool space;      /* white space since the last word */
    uint32_t anchor; /* of the heading that is open     */
    bool anchor_is_own;
    uint32_t pending_anchor; /* of an empty <a name> above      */
} reader;

void html_page_dispose(html_page *page)
{
    pgf_buffer_dispose(&page->text);
    pgf_buffer_dispose(&page->names);
    pgf_buffer_dispose(&page->title);
    free(page->boxes);
    free(page->blocks);
    free(page->facts);
    *page = (html_page){0};
}

uint32_t html_page_name(html_page *page, const char *text, size_t size, pgf_status *status)
{
    if (!page->names.size)
        *status = pgf_buffer_append_char(&page->names, '\0');
    uint32_t at = (uint32_t)page->names.size;
    if (*status || !size)
        return 0;
    *status = pgf_buffer_append(&page->names, text, size);
    if (!*status)
        *status = pgf_buffer_append_char(&page->names, '\0');
    return *status ? 0 : at;
}

static void fail(reader *r, pgf_status status)
{
    if (!status || r->status)
        return;
    r->status = status;
    xmlStopParser(r->parser);
}

static open_element *innermost(reader *r)
{
    return &r->open[r->depth - 1];
}

/* --- Blocks ------------------------------------------------------------------------------------------------------- */

static void push_block(reader *r)
{
    html_page *page = r->page;
    const open_element *in = innermost(r);
    html_block *blocks = pgf_array_grow(page->blocks, page->block_count, &page->block_capacity, sizeof *blocks);
    if (!blocks || page->block_count >= BLOCKS_MOST) {
        fail(r, blocks ? PGF_ELIMIT : PGF_ENOMEM);
        return;
    }
    page->blocks = blocks;
    blocks[page->block_count++] = (html_block){
        .box = in->box,
        .begin = (uint32_t)r->begin,
        .end = (uint32_t)page->text.size,
        .links = (uint32_t)r->link_bytes,
        .link_count = (uint16_t)(r->link_count < UINT16_MAX ? r->link_count : UINT16_MAX),
        .anchor = in->kind == PGF_HEADING ? r->anchor : 0,
        .kind = in->kind,
        .level = in->level,
    };
}

/* The text since the last block becomes one, unless there is none. */
static void end_block(reader *r)
{
    pgf_buffer *text = &r->page->text;
    const char *at = text->bytes + r->begin;
    size_t size = text->size - r->begin;
    if (size)
        pgf_trim(&at, &size);
    if (size) {
        push_block(r);
        r->pending_anchor = 0;
        if (r->link_bytes)
            r->links = 0; /* a link that goes on behind a paragraph was never ended */
    } else {
        text->size = r->begin;
    }
    r->begin = text->size;
    r->link_bytes = 0;
    r->link_count = r->links ? 1 : 0;
    r->space = false;
}

static void end_line(reader *r)
{
    pgf_buffer *text = &r->page->text;
    bool code = innermost(r)->kind == PGF_CODE;
    if (!code && text->size > r->begin && text->bytes[text->size - 1] == '\n')
        end_block(r); /* two of them part paragraphs */
    else if (code || text->size > r->begin)
        fail(r, pgf_buffer_append_char(text, '\n'));
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
static const char *shifted_digit(const reader *r, const char *at, const char *begin)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    static const char *const lowered[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    if (*at < '0' || *at > '9' || (at > begin && at[-1] == '['))
        return NULL;
    return r->raised ? raised[*at - '0'] : r->lowered ? lowered[*at - '0'] : NULL;
}

static pgf_status append_odd(reader *r, const char *word, size_t size)
{
    pgf_status status = PGF_OK;
    for (size_t at = 0; at < size && !status; at++) {
        const char *digit = shifted_digit(r, word + at, word);
        unsigned char next = at + 1 < size ? (unsigned char)word[at + 1] : 0;
        if (digit)
            status = pgf_buffer_append_text(&r->page->text, digit);
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

static void append_word(reader *r, const char *word, size_t size)
{
    pgf_buffer *text = &r->page->text;
    size_t before = text->size;
    pgf_status status = PGF_OK;
    if (r->space && before > r->begin && text->bytes[before - 1] != '\n')
        status = pgf_buffer_append_char(text, ' ');
    r->space = false;
    if (!status)
        status = r->raised || r->lowered || memchr(word, 0xC2, size) ? append_odd(r, word, size)
                                                                     : pgf_buffer_append(text, word, size);
    if (r->links)
        r->link_bytes += text->size - before;
    fail(r, status);
}

static void append_text(reader *r, const char *bytes, size_t size)
{
    if (innermost(r)->kind == PGF_CODE) {
        if (r->links)
            r->link_bytes += size;
        fail(r, pgf_buffer_append(&r->page->text, bytes, size));
        return;
    }
    for (const char *at = bytes, *end = bytes + size; at < end && !r->status;) {
        const char *word = at;
        while (at < end && !is_space(*at))
            at++;
        if (at > word)
            append_word(r, word, (size_t)(at - word));
        for (; at < end && is_space(*at); at++)
            r->space = true;
    }
}

/* --- Elements ----------------------------------------------------------------------------------------------------- */

static uint32_t read_anchor(reader *r, const char **attributes, bool named)
{
    const char *id = html_attribute(attributes, "id");
    if (named && !(id && *id))
        id = html_attribute(attributes, "name");
    size_t size = id ? strlen(id) : 0;
    if (!size || size > ANCHOR_MOST || strpbrk(id, " \t\r\n\f"))
        return 0;
    pgf_status status = PGF_OK;
    uint32_t anchor = html_page_name(r->page, id, size, &status);
    fail(r, status);
    return anchor;
}

static html_box *box_above(reader *r, html_tag_id tag)
{
    for (size_t i = r->depth; i-- > 0;)
        if (r->open[i].tag->id == tag)
            return &r->page->boxes[r->open[i].box];
    return NULL;
}

static int32_t number_of(const char **attributes, const char *name, int32_t otherwise)
{
    const char *value = html_attribute(attributes, name);
    char *end = NULL;
    long number = value ? strtol(value, &end, 10) : 0;
    return value && end != value && number > -1000000 && number < 1000000 ? (int32_t)number : otherwise;
}

/* What the numbers of items, rows and cells begin with. */
static void number_box(reader *r, html_box *box, html_box *parent, const char **attributes)
{
    if (box->tag == TAG_OL) {
        const char *style = html_attribute(attributes, "type");
        box->style = style && *style && strchr("aAiI", *style) ? (uint8_t)*style : '1';
        box->number = number_of(attributes, "start", 1);
    } else if (box->tag == TAG_LI && parent->tag == TAG_OL) {
        box->number = number_of(attributes, "value", parent->number);
        parent->number = box->number + 1;
        box->style = parent->style;
        box->flags |= BOX_NUMBERED;
    } else if ((box->tag == TAG_TD || box->tag == TAG_TH) && parent->tag == TAG_TR) {
        box->number = parent->number++;
    }
    html_box *table = box->tag == TAG_TABLE || box->tag == TAG_TH ? box_above(r, TAG_TABLE) : NULL;
    if (table)
        table->flags |= box->tag == TAG_TABLE ? BOX_LAYOUT : BOX_HEADED;
}

/* Put a box on top of the open ones; its number, or that of the box around it when it needs none. */
static uint32_t push_box(reader *r, const html_tag *tag, unsigned flags, const char **attributes)
{
    html_page *page = r->page;
    uint32_t parent = r->depth ? innermost(r)->box : 0;
    html_box *boxes = pgf_array_grow(page->boxes, page->box_count, &page->box_capacity, sizeof *boxes);
    if (!boxes || page->box_count >= BOXES_MOST) {
        fail(r, boxes ? PGF_ELIMIT : PGF_ENOMEM);
        return parent;
    }
    page->boxes = boxes;
    html_box *box = &boxes[page->box_count];
    *box = (html_box){.parent = parent, .tag = (uint8_t)tag->id, .flags = (uint16_t)flags};
    if (page->box_count++) {
        box->anchor = read_anchor(r, attributes, false);
        number_box(r, box, &boxes[parent], attributes);
    }
    return (uint32_t)(box - boxes);
}

/* The anchor of a heading: its own, that of an <a name> just above, or of the section that it opens. */
static void open_heading(reader *r, const char **attributes)
{
    r->anchor = read_anchor(r, attributes, false);
    r->anchor_is_own = r->anchor != 0;
    if (!r->anchor)
        r->anchor = r->pending_anchor;
    for (size_t i = r->depth; !r->anchor && i-- > 1 && r->open[i].first == r->page->block_count;)
        if (r->open[i].tag->id == TAG_DIV || r->open[i].tag->id == TAG_ARTICLE)
            r->anchor = r->page->boxes[r->open[i].box].anchor;
    html_box *table = box_above(r, TAG_TABLE);
    if (table)
        table->flags |= BOX_LAYOUT;
}

static unsigned flags_of(reader *r, const html_tag *tag, const char **attributes)
{
    unsigned flags = html_names_flags(attributes);
    bool in_main = r->depth && innermost(r)->in_main;
    if (tag->flags & TAG_ASIDE || (tag->flags & TAG_EDGE && !in_main))
        flags |= BOX_BESIDE;
    if (tag->id == TAG_MAIN)
        flags |= BOX_MAIN;
    if (tag->id == TAG_ARTICLE)
        flags |= BOX_ARTICLE;
    return flags;
}

static void open_block(reader *r, const html_tag *tag, const char **attributes)
{
    end_block(r);
    if (tag->flags & TAG_VOID)
        return;
    if (r->depth == DEPTH_MOST) {
        r->beyond++;
        r->page->deep = true;
        return;
    }
    unsigned flags = flags_of(r, tag, attributes);
    open_element next = *innermost(r);
    next.tag = tag;
    next.first = r->page->block_count;
    next.in_main |= (flags & (BOX_MAIN | BOX_ARTICLE)) != 0 || tag->kind == PGF_QUOTE;
    if (tag->flags & TAG_KIND) {
        next.kind = (uint8_t)tag->kind;
        next.level = (uint8_t)tag->level;
    }
    if (tag->id == TAG_HEADING)
        open_heading(r, attributes);
    if (tag->id == TAG_CAPTION && box_above(r, TAG_TABLE))
        box_above(r, TAG_TABLE)->flags |= BOX_HEADED;
    if (tag->flags & TAG_CONTAINER || flags)
        next.box = push_box(r, tag, flags, attributes);
    r->open[r->depth++] = next;
}

static void open_inline(reader *r, const html_tag *tag, const char **attributes)
{
    uint32_t anchor = 0;
    if (tag->id == TAG_BR)
        end_line(r);
    r->raised += tag->id == TAG_SUP;
    r->lowered += tag->id == TAG_SUB;
    if (tag->id == TAG_A) {
        r->links++;
        r->link_count++;
    }
    const char *alternative = tag->id == TAG_IMG ? html_attribute(attributes, "alt") : NULL;
    if (alternative && innermost(r)->kind == PGF_HEADING)
        append_text(r, alternative, strlen(alternative));
    if (attributes && (tag->id == TAG_A || innermost(r)->kind == PGF_HEADING))
        anchor = read_anchor(r, attributes, tag->id == TAG_A);
    if (anchor && innermost(r)->kind == PGF_HEADING && !r->anchor_is_own)
        r->anchor = anchor;
    else if (anchor && r->page->text.size == r->begin)
        r->pending_anchor = anchor;
}

static bool opens_json(const html_tag *tag, const char **attributes)
{
    const char *type = tag->id == TAG_SCRIPT ? html_attribute(attributes, "type") : NULL;
    return type && strcasecmp(type, "application/ld+json") == 0;
}

static void open_element_of(reader *r, const html_tag *tag, const char **attributes)
{
    if (tag->id == TAG_META || tag->id == TAG_LINK || tag->id == TAG_TIME || tag->id == TAG_HTML)
        fail(r, html_meta_element(r->page, tag->id, attributes));
    r->page->frames |= tag->id == TAG_FRAME;
    if (tag->id == TAG_TITLE) {
        r->in_title = !r->has_title;
        r->silent = 1;
    } else if (tag->flags & TAG_SILENT || html_names_hide(attributes, tag->id == TAG_HEADING)) {
        if (tag->flags & TAG_VOID)
            return;
        r->silent = 1;
        r->in_json = opens_json(tag, attributes);
    } else if (tag->flags & TAG_BLOCK) {
        open_block(r, tag, attributes);
    } else {
        open_inline(r, tag, attributes);
    }
}

/* --- What libxml2 calls ------------------------------------------------------------------------------------------- */

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    reader *r = context;
    if (r->status)
        return;
    if (++r->all > OPEN_MOST) {
        r->page->cut = true;
        xmlStopParser(r->parser);
        return;
    }
    const html_tag *tag = html_tag_of((const char *)name);
    if (r->silent)
        r->silent += !(tag->flags & TAG_VOID);
    else
        open_element_of(r, tag, (const char **)attributes);
}

static void end_silent(reader *r)
{
    if (r->in_title) {
        r->has_title = r->page->title.size > 0;
        r->in_title = false;
    }
    if (r->in_json && r->json.size)
        fail(r, html_meta_json(r->page, r->json.bytes, r->json.size));
    r->in_json = false;
    pgf_buffer_clear(&r->json);
}

static void on_end(void *context, const xmlChar *name)
{
    reader *r = context;
    const html_tag *tag = html_tag_of((const char *)name);
    r->all -= r->all > 0;
    if (r->status || tag->flags & TAG_VOID)
        return;
    if (r->silent) {
        if (--r->silent == 0)
            end_silent(r);
    } else if (tag->flags & TAG_BLOCK) {
        end_block(r);
        if (r->beyond)
            r->beyond--;
        else if (r->depth > 1)
            r->depth--;
    } else {
        r->links -= tag->id == TAG_A && r->links;
        r->raised -= tag->id == TAG_SUP && r->raised;
        r->lowered -= tag->id == TAG_SUB && r->lowered;
    }
}

static void on_text(void *context, const xmlChar *text, int size)
{
    reader *r = context;
    if (r->status)
        return;
    if (!r->silent)
        append_text(r, (const char *)text, (size_t)size);
    else if (r->in_title && r->page->title.size <= PGF_VALUE_MAX)
        fail(r, pgf_buffer_append(&r->page->title, text, (size_t)size));
    else if (r->in_json && r->json.size + (size_t)size <= JSON_MOST)
        fail(r, pgf_buffer_append(&r->json, text, (size_t)size));
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static void parse(reader *r, const char *text, size_t size)
{
    xmlSAXHandler *sax = r->parser->sax;
    memset(sax, 0, sizeof *sax);
    sax->startElement = on_start;
    sax->endElement = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_text;
    r->parser->userData = r;
    htmlDocPtr none = htmlCtxtReadMemory(r->parser, text, (int)size, NULL, "UTF-8",
                                         HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                             HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
    xmlFreeDoc(none);
    if (!r->status && r->parser->lastError.code == XML_ERR_NO_MEMORY)
        r->status = PGF_ENOMEM;
    if (!r->status)
        end_block(r);
}

pgf_status html_page_read(html_page *page, const char *text, size_t size, pgf_error *err)
{
    static const html_tag root = {"", TAG_HTML, TAG_BLOCK, PGF_TEXT, 0};
    if (size > INT_MAX / 2)
        return pgf_fail(err, PGF_ELIMIT, "is larger than %d MB, the limit for HTML", INT_MAX / 2 >> 20);
    reader *r = calloc(1, sizeof *r);
    if (!r || !(r->parser = htmlNewParserCtxt())) {
        free(r);
        return pgf_no_memory(err);
    }
    r->page = page;
    push_box(r, &root, 0, NULL);
    r->open[r->depth++] = (open_element){.tag = &root};
    if (!r->status)
        parse(r, text, size);
    pgf_status status = r->status;
    htmlFreeParserCtxt(r->parser);
    pgf_buffer_dispose(&r->json);
    free(r);
    if (status == PGF_ELIMIT)
        return pgf_fail(err, status, "has more than %d elements or %d paragraphs, the limit for HTML", BOXES_MOST,
                        BLOCKS_MOST);
    return status ? pgf_no_memory(err) : PGF_OK;
}
