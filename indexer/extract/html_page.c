#include "extract/html_page.h"
#include "base/memory.h"
#include "extract/html_meta.h"
#include "extract/html_names.h"
#include "extract/html_reader.h"
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    OPEN_MOST = 10000, /* libxml2 looks through all for an end tag without a beginning: 200,000 took 18 s */
    BOXES_MOST = 4000000,
    JSON_MOST = 1 << 20,
    ANCHOR_MOST = 200
};

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

/* --- Elements ----------------------------------------------------------------------------------------------------- */

static uint32_t read_anchor(html_reader *r, const char **attributes, bool named)
{
    const char *id = html_attribute(attributes, "id");
    if (named && !(id && *id))
        id = html_attribute(attributes, "name");
    size_t size = id ? strlen(id) : 0;
    if (!size || size > ANCHOR_MOST || strpbrk(id, " \t\r\n\f"))
        return 0;
    pgf_status status = PGF_OK;
    uint32_t anchor = html_page_name(r->page, id, size, &status);
    html_reader_fail(r, status);
    return anchor;
}

static html_box *box_above(html_reader *r, html_tag_id tag)
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
static void number_box(html_reader *r, html_box *box, html_box *parent, const char **attributes)
{
    if (box->tag == TAG_OL) {
        const char *style = html_attribute(attributes, "type");
        box->style = style && *style && strchr("aAiI", *style) ? (uint8_t)*style : '1';
        box->number = number_of(attributes, "start", 1);
        if (html_attribute(attributes, "reversed")) {
            box->flags |= BOX_REVERSED;
            box->style = html_attribute(attributes, "start") ? box->style : '\0'; /* how many there are comes later */
        }
    } else if (box->tag == TAG_LI && parent->tag == TAG_OL) {
        box->number = number_of(attributes, "value", parent->number);
        parent->number = box->number + (parent->flags & BOX_REVERSED ? -1 : 1);
        box->style = parent->style;
        box->flags |= parent->style ? BOX_NUMBERED : 0;
    } else if ((box->tag == TAG_TD || box->tag == TAG_TH) && parent->tag == TAG_TR) {
        box->number = parent->number++;
    }
    html_box *table = box->tag == TAG_TH ? box_above(r, TAG_TABLE) : NULL;
    if (table)
        table->flags |= BOX_HEADED;
}

/* Put a box on top of the open ones; its number, or that of the box around it when it needs none. */
static uint32_t push_box(html_reader *r, const html_tag *tag, unsigned flags, const char **attributes)
{
    html_page *page = r->page;
    uint32_t parent = r->depth ? html_reader_innermost(r)->box : 0;
    html_box *boxes = pgf_array_grow(page->boxes, page->box_count, &page->box_capacity, sizeof *boxes);
    if (!boxes || page->box_count >= BOXES_MOST) {
        html_reader_fail(r, boxes ? PGF_ELIMIT : PGF_ENOMEM);
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
static void find_anchor(html_reader *r, const char **attributes)
{
    r->anchor = read_anchor(r, attributes, false);
    r->anchor_is_own = r->anchor != 0;
    if (!r->anchor)
        r->anchor = r->pending_anchor;
    for (size_t i = r->depth; !r->anchor && i-- > 1 && r->open[i].first == r->page->block_count;)
        if (r->open[i].tag->id == TAG_DIV || r->open[i].tag->id == TAG_ARTICLE)
            r->anchor = r->page->boxes[r->open[i].box].anchor;
}

static void open_heading(html_reader *r, const char **attributes)
{
    find_anchor(r, attributes);
    html_box *table = box_above(r, TAG_TABLE);
    if (table)
        table->flags |= BOX_LAYOUT;
}

static unsigned flags_of(html_reader *r, const html_tag *tag, const char **attributes)
{
    unsigned flags = html_names_flags(attributes);
    bool in_main = r->depth && html_reader_innermost(r)->in_main;
    if (tag->flags & TAG_ASIDE || (tag->flags & TAG_EDGE && !in_main))
        flags |= BOX_BESIDE;
    if (tag->id == TAG_COLUMN)
        flags |= BOX_MENU; /* a column of links, or a note, which is text */
    if (tag->id == TAG_MAIN)
        flags |= BOX_MAIN;
    if (tag->id == TAG_ARTICLE)
        flags |= BOX_ARTICLE;
    return flags;
}

/* A term and what is said of it are one paragraph: neither is found without the other. */
static bool goes_on(const html_reader *r, const html_tag *tag)
{
    return r->is_term && (tag->id == TAG_DD || tag->id == TAG_DT || tag->id == TAG_P);
}

static void open_block(html_reader *r, const html_tag *tag, const char **attributes)
{
    if (!goes_on(r, tag))
        html_reader_end_block(r);
    r->is_card |= r->links > 0;
    if (tag->flags & TAG_VOID)
        return;
    if (r->depth == DEPTH_MOST) {
        r->beyond++;
        r->page->deep = true;
        return;
    }
    unsigned flags = flags_of(r, tag, attributes);
    html_open_element next = *html_reader_innermost(r);
    next.tag = tag;
    next.first = r->page->block_count;
    next.in_main |= (flags & (BOX_MAIN | BOX_ARTICLE)) != 0 || tag->kind == PGF_QUOTE;
    if (tag->flags & TAG_KIND) {
        next.kind = (uint8_t)tag->kind;
        next.level = (uint8_t)tag->level;
    }
    unsigned level = tag->id == TAG_HEADING ? tag->level : html_names_heading(attributes);
    if (level) {
        next.kind = PGF_HEADING;
        next.level = (uint8_t)level;
        open_heading(r, attributes);
    } else if (tag->id == TAG_P) {
        find_anchor(r, attributes); /* it may turn out to be a heading */
    }
    if (tag->id == TAG_CAPTION && box_above(r, TAG_TABLE))
        box_above(r, TAG_TABLE)->flags |= BOX_HEADED;
    if (tag->flags & TAG_CONTAINER || flags)
        next.box = push_box(r, tag, flags, attributes);
    r->open[r->depth++] = next;
}

/* <a name=part-2> marks a place and leads nowhere; an <a> with nothing is the page at hand in a menu. */
static bool is_link(const char **attributes)
{
    return html_attribute(attributes, "href") ||
           !(html_attribute(attributes, "name") || html_attribute(attributes, "id"));
}

static void open_inline(html_reader *r, const html_tag *tag, const char **attributes)
{
    uint32_t anchor = 0;
    if (tag->id == TAG_BR)
        html_reader_end_line(r);
    r->space |= tag->id == TAG_TIME && r->page->text.size > r->begin &&
                isalnum((unsigned char)r->page->text.bytes[r->page->text.size - 1]);
    r->raised += tag->id == TAG_SUP;
    r->lowered += tag->id == TAG_SUB;
    if (tag->id == TAG_A && is_link(attributes)) {
        r->links++;
        r->link_count++;
        r->is_card = false;
        r->home |= html_names_home(attributes);
        r->link_begin = r->page->text.size;
    }
    const char *alternative = tag->id == TAG_IMG ? html_attribute(attributes, "alt") : NULL;
    if (alternative && html_reader_innermost(r)->kind == PGF_HEADING)
        html_reader_add_text(r, alternative, strlen(alternative));
    if (attributes && (tag->id == TAG_A || html_reader_innermost(r)->kind == PGF_HEADING))
        anchor = read_anchor(r, attributes, tag->id == TAG_A);
    if (anchor && html_reader_innermost(r)->kind == PGF_HEADING && !r->anchor_is_own)
        r->anchor = anchor;
    else if (anchor && r->page->text.size == r->begin)
        r->pending_anchor = anchor;
}

static bool opens_json(const html_tag *tag, const char **attributes)
{
    const char *type = tag->id == TAG_SCRIPT ? html_attribute(attributes, "type") : NULL;
    return type && strcasecmp(type, "application/ld+json") == 0;
}

static void open_element_of(html_reader *r, const html_tag *tag, const char **attributes)
{
    if (tag->id == TAG_META || tag->id == TAG_LINK || tag->id == TAG_BASE || tag->id == TAG_TIME || tag->id == TAG_HTML)
        html_reader_fail(r, html_meta_element(r->page, tag->id, attributes));
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
    html_reader *r = context;
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

static void end_silent(html_reader *r)
{
    if (r->in_title) {
        r->has_title = r->page->title.size > 0;
        r->in_title = false;
    }
    if (r->in_json && r->json.size)
        html_reader_fail(r, html_meta_json(r->page, r->json.bytes, r->json.size));
    r->in_json = false;
    pgf_buffer_clear(&r->json);
}

static void on_end(void *context, const xmlChar *name)
{
    html_reader *r = context;
    const html_tag *tag = html_tag_of((const char *)name);
    r->all -= r->all > 0;
    if (r->status || tag->flags & TAG_VOID)
        return;
    if (r->silent) {
        if (--r->silent == 0)
            end_silent(r);
    } else if (tag->flags & TAG_BLOCK) {
        r->is_term = tag->id == TAG_DT && r->page->text.size > r->begin;
        if (!r->is_term)
            html_reader_end_block(r);
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
    html_reader *r = context;
    if (r->status)
        return;
    if (!r->silent)
        html_reader_add_text(r, (const char *)text, (size_t)size);
    else if (r->in_title && r->page->title.size <= PGF_VALUE_MAX)
        html_reader_fail(r, pgf_buffer_append(&r->page->title, text, (size_t)size));
    else if (r->in_json && r->json.size + (size_t)size <= JSON_MOST)
        html_reader_fail(r, pgf_buffer_append(&r->json, text, (size_t)size));
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static void parse(html_reader *r, const char *text, size_t size)
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
        html_reader_end_block(r);
}

pgf_status html_page_read(html_page *page, const char *text, size_t size, pgf_error *err)
{
    static const html_tag root = {"", TAG_HTML, TAG_BLOCK, PGF_TEXT, 0};
    if (size > INT_MAX / 2)
        return pgf_fail(err, PGF_ELIMIT, "is larger than %d MB, the limit for HTML", INT_MAX / 2 >> 20);
    html_reader *r = calloc(1, sizeof *r);
    if (!r || !(r->parser = htmlNewParserCtxt())) {
        free(r);
        return pgf_no_memory(err);
    }
    r->page = page;
    r->status = pgf_buffer_reserve(&page->text, 1);
    push_box(r, &root, 0, NULL);
    r->open[r->depth++] = (html_open_element){.tag = &root};
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
