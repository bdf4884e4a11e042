#include "extract/html_headings.h"
#include "document/heading.h"
#include <string.h>

enum { FEWEST = 2, LEVEL_MOST = 6 };

static bool in_table(const html_page *page, const html_block *block)
{
    for (size_t at = block->box; at; at = page->boxes[at].parent)
        if (page->boxes[at].tag == TAG_TABLE)
            return true;
    return false;
}

/* A line by itself that could be a heading; of its number, `*level` and whether there is nothing behind it. */
static bool looks(const html_page *page, const html_block *block, heading_number *number, unsigned *level, bool *bare)
{
    const char *text = page->text.bytes + block->begin;
    size_t size = block->end - block->begin, rest = 0;
    if (block->dropped || block->kind != PGF_TEXT || block->links || memchr(text, '\n', size) || in_table(page, block))
        return false;
    *number = pgf_heading_number(text, size, level, &rest);
    *bare = rest >= size;
    return pgf_heading_looks(text, size, (unsigned)size);
}

static bool is_numbered(const html_page *page, const html_block *block, unsigned *level, bool *bare)
{
    heading_number number;
    return looks(page, block, &number, level, bare) && number == NUMBER_WORD;
}

static bool is_title(const html_page *page, const html_block *block)
{
    heading_number number;
    unsigned level;
    bool bare;
    return looks(page, block, &number, &level, &bare) && number == NUMBER_NONE;
}

static bool marks_headings(const html_page *page)
{
    for (size_t i = 0; i < page->block_count; i++)
        if (page->blocks[i].kind == PGF_HEADING && !page->blocks[i].dropped && page->blocks[i].level > 1)
            return true;
    return false;
}

static void make_heading(html_block *block, unsigned level)
{
    block->kind = PGF_HEADING;
    block->level = (uint8_t)(level < LEVEL_MOST ? level : LEVEL_MOST);
}

void html_headings_find(html_page *page)
{
    unsigned level;
    bool bare;
    size_t count = 0;
    if (marks_headings(page))
        return;
    for (size_t i = 0; i < page->block_count && count < FEWEST; i++)
        count += is_numbered(page, &page->blocks[i], &level, &bare);
    for (size_t i = 0; i < page->block_count && count >= FEWEST; i++) {
        if (!is_numbered(page, &page->blocks[i], &level, &bare))
            continue;
        make_heading(&page->blocks[i], level);
        if (bare && i + 2 < page->block_count && is_title(page, &page->blocks[i + 1]))
            make_heading(&page->blocks[++i], level + 1);
    }
}
