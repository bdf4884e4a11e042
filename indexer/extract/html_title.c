#include "extract/html_title.h"
#include "document/heading.h"
#include "extract/html_meta.h"
#include <string.h>
#include <strings.h>

/* Headings that may say the title. One that leads to the start page is the name of the site. */
typedef struct {
    const html_block *first_title; /* <h1> that stays           */
    const html_block *first;       /* of any level, that stays  */
    const html_block *dropped;     /* <h1> above the content    */
    const html_block *site;        /* <h1> that is a site's     */
} headings;

static headings find_headings(const html_page *page)
{
    headings found = {0};
    for (size_t i = 0; i < page->block_count; i++) {
        const html_block *block = &page->blocks[i];
        if (block->kind != PGF_HEADING || block->end - block->begin > PGF_VALUE_MAX)
            continue;
        const html_block **place = block->dropped ? &found.dropped : &found.first_title;
        if (block->level == 1 && block->home)
            place = &found.site;
        if (block->level == 1 && !*place)
            *place = block;
        if (!block->dropped && !block->home && !found.first)
            found.first = block;
    }
    return found;
}

static pgf_status collapse(const char *text, size_t size, pgf_buffer *out)
{
    pgf_status status = pgf_buffer_reserve(out, size);
    pgf_buffer_clear(out);
    for (size_t at = 0; at < size && !status; at++) {
        bool space = text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r');
        if (!space)
            status = pgf_buffer_append_char(out, text[at]);
        else if (out->size && out->bytes[out->size - 1] != ' ')
            status = pgf_buffer_append_char(out, ' ');
    }
    if (out->size && out->bytes[out->size - 1] == ' ')
        out->bytes[--out->size] = '\0';
    return status;
}

static pgf_status read_heading(const html_page *page, const html_block *block, pgf_buffer *out)
{
    return block ? collapse(page->text.bytes + block->begin, block->end - block->begin, out) : PGF_OK;
}

/*
 * Does `part` make up `title` but for what a separator parts from it, the name of the site? That stands in front only
 * where `part` is sure to be no name of a site itself.
 */
static bool is_part(const char *title, const char *part, bool sure)
{
    static const char *const separators[] = {" | ", " - ", " – ", " — ", " · ", " : ", ": ", " » ", " « ", " :: ", "|"};
    size_t size = strlen(title), most = strlen(part);
    if (most < 3 || most >= size)
        return false;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        size_t gap = strlen(separators[i]);
        if (most + gap >= size)
            continue;
        if (strncasecmp(title, part, most) == 0 && strncmp(title + most, separators[i], gap) == 0)
            return true;
        if (sure && strcasecmp(title + size - most, part) == 0 &&
            strncmp(title + size - most - gap, separators[i], gap) == 0)
            return true;
    }
    return false;
}

/* What a program wrote that was told no title: the name of a file, "Untitled Document". */
static bool is_none(const char *title)
{
    static const char *const none[] = {"untitled", "untitled document", "untitled page", "new page 1", "document"};
    static const char *const suffixes[] = {".doc", ".docx", ".fm", ".htm", ".html", ".indd", ".odt", ".pdf", ".xml"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strcasecmp(title, none[i]) == 0)
            return true;
    const char *suffix = strrchr(title, '.');
    bool word = !strchr(title, ' ') || strncmp(title, "Microsoft Word - ", 17) == 0;
    for (size_t i = 0; suffix && word && i < sizeof suffixes / sizeof *suffixes; i++)
        if (strcasecmp(suffix, suffixes[i]) == 0)
            return true;
    return !*title;
}

/* A heading that metadata agrees with, or the part of <title> without the site, in place of the whole. */
static pgf_status take_part(const html_page *page, const headings *found, pgf_buffer *title)
{
    const html_block *const blocks[] = {found->first_title, found->first, found->dropped};
    const char *graph = html_meta_best(page, "title");
    pgf_buffer part = {0};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks && !status; i++) {
        if (!blocks[i])
            continue;
        status = read_heading(page, blocks[i], &part);
        bool agreed = part.size && strcasecmp(graph, part.bytes) == 0;
        if (!status && (agreed || is_part(title->bytes, part.bytes, !blocks[i]->dropped))) {
            status = collapse(part.bytes, part.size, title);
            graph = "";
            break;
        }
    }
    if (!status && is_part(title->bytes, graph, true))
        status = collapse(graph, strlen(graph), title);
    pgf_buffer_dispose(&part);
    return status;
}

static bool in_cell(const html_page *page, const html_block *block)
{
    for (size_t at = block->box; at; at = page->boxes[at].parent)
        if (page->boxes[at].tag == TAG_TABLE)
            return true;
    return false;
}

/* The first line, where it could be a title: laws of some registers have neither headings nor a <title> with words. */
static const html_block *first_line(const html_page *page)
{
    enum { LOOKED_AT = 10, SHORTEST = 12 };
    for (size_t i = 0, seen = 0; i < page->block_count && seen < LOOKED_AT; i++) {
        const html_block *block = &page->blocks[i];
        size_t size = block->end - block->begin;
        if (block->dropped)
            continue;
        seen++;
        if (block->kind == PGF_TEXT && !block->links && size >= SHORTEST && !in_cell(page, block))
            return pgf_heading_is_title(page->text.bytes + block->begin, size) ? block : NULL;
    }
    return NULL;
}

/* Without <title>, or with one that says nothing, which stays where nothing else does. */
static pgf_status take_other(const html_page *page, const headings *found, pgf_buffer *title)
{
    const char *graph = html_meta_best(page, "title");
    const html_block *block = found->first_title ? found->first_title : found->dropped;
    if (*graph && !is_none(graph))
        return collapse(graph, strlen(graph), title);
    if (!block && title->size)
        block = found->first;
    if (!block)
        block = found->site ? found->site : first_line(page);
    return read_heading(page, block, title);
}

pgf_status html_title_find(const html_page *page, pgf_buffer *out)
{
    headings found = find_headings(page);
    pgf_status status = collapse(page->title.size ? page->title.bytes : "", page->title.size, out);
    if (status)
        return status;
    return is_none(out->bytes) ? take_other(page, &found, out) : take_part(page, &found, out);
}
