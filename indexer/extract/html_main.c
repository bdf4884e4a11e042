#include "extract/html_main.h"
#include <string.h>

enum {
    GOOD = 80,       /* bytes outside links of a block that is no menu, caption or label */
    LINK_TITLE = 40, /* bytes of a link on average: lists of documents, not menus        */
    CELL = 800,      /* bytes of a cell that is none of a table of data                  */
    BOX_INSIDE = 1 << 9
};

static uint32_t plain_size(const html_block *block)
{
    uint32_t size = block->end - block->begin;
    return size > block->links ? size - block->links : 0;
}

/* Menus of links have little else; a sentence with a link has. */
static bool is_good(const html_block *block)
{
    uint32_t plain = plain_size(block);
    return block->kind != PGF_HEADING && plain >= GOOD && block->links <= plain;
}

/* --- Boxes -------------------------------------------------------------------------------------------------------- */

/* What is left of the text, summed from the inside out. */
static void sum(html_page *page)
{
    for (size_t i = 0; i < page->box_count; i++)
        page->boxes[i].text = page->boxes[i].links = page->boxes[i].link_count = page->boxes[i].longest =
            page->boxes[i].blocks = page->boxes[i].titles = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        const html_block *block = &page->blocks[i];
        html_box *box = &page->boxes[block->box];
        if (block->dropped)
            continue;
        uint32_t plain = plain_size(block);
        box->text += block->end - block->begin;
        box->links += block->links;
        box->link_count += block->link_count;
        box->blocks++;
        box->titles += block->kind == PGF_HEADING && block->level == 1 && !block->home;
        if (block->kind != PGF_HEADING && plain > box->longest)
            box->longest = plain;
    }
    for (size_t i = page->box_count; i-- > 1;) {
        const html_box *box = &page->boxes[i];
        html_box *parent = &page->boxes[box->parent];
        parent->text += box->text;
        parent->links += box->links;
        parent->link_count += box->link_count;
        parent->blocks += box->blocks;
        parent->titles += box->titles;
        if (box->longest > parent->longest)
            parent->longest = box->longest;
    }
}

/* Blocks of boxes that are dropped are, too. */
static void drop_inside(html_page *page)
{
    for (size_t i = 1; i < page->box_count; i++)
        page->boxes[i].flags |= page->boxes[page->boxes[i].parent].flags & BOX_DROPPED;
    for (size_t i = 0; i < page->block_count; i++)
        page->blocks[i].dropped |= (page->boxes[page->blocks[i].box].flags & BOX_DROPPED) != 0;
    sum(page);
}

/* Is it what its class says? A class is a weak word: "share-capital" may hold the text. */
static bool is_menu(const html_box *box, uint32_t all)
{
    if (box->flags & BOX_COOKIES && (uint64_t)box->text * 5 < (uint64_t)all * 2)
        return true;
    if (!(box->flags & BOX_MENU) || (uint64_t)box->text * 2 > all || box->titles)
        return false;
    uint32_t label = box->tag == TAG_COLUMN ? 20 : 150; /* an <aside> may be a footnote */
    return (uint64_t)box->links * 10 >= (uint64_t)box->text * 3 || (box->text < 250 && box->longest < label);
}

static bool holds_main(const html_box *box)
{
    return (box->flags & (BOX_MAIN | BOX_ARTICLE)) != 0;
}

/* Of a form its sentences stay: what it asks for is no text, what it says of itself may be. */
static void drop_labels(html_page *page)
{
    for (size_t i = 1; i < page->box_count; i++)
        page->boxes[i].flags |= page->boxes[page->boxes[i].parent].flags & BOX_FORM;
    for (size_t i = 0; i < page->block_count; i++)
        page->blocks[i].dropped |= page->boxes[page->blocks[i].box].flags & BOX_FORM && !is_good(&page->blocks[i]);
}

static void drop_marked(html_page *page)
{
    sum(page);
    uint32_t all = page->boxes[0].text;
    for (size_t i = page->box_count; i-- > 1;)
        if (holds_main(&page->boxes[i]))
            page->boxes[page->boxes[i].parent].flags |= BOX_HOLDS;
        else
            page->boxes[page->boxes[i].parent].flags |= page->boxes[i].flags & BOX_HOLDS;
    for (size_t i = 1; i < page->box_count; i++) {
        html_box *box = &page->boxes[i];
        if (box->flags & (BOX_MAIN | BOX_HOLDS))
            continue;
        if (box->tag == TAG_FORM && (uint64_t)box->text * 2 < all)
            box->flags |= BOX_FORM;
        if (box->flags & BOX_BESIDE || is_menu(box, all))
            box->flags |= BOX_DROPPED;
    }
    drop_labels(page);
    drop_inside(page);
}

/* --- <main>, <article> -------------------------------------------------------------------------------------------- */

/* The box of a kind with most text, and how many there are that are not in one another. */
static size_t largest(const html_page *page, unsigned flag, size_t *count)
{
    size_t best = 0;
    *count = 0;
    for (size_t i = 1; i < page->box_count; i++) {
        if (!(page->boxes[i].flags & flag) || !page->boxes[i].text)
            continue;
        ++*count;
        if (!best || page->boxes[i].text > page->boxes[best].text)
            best = i;
    }
    return best;
}

static void keep_inside(html_page *page, size_t root)
{
    for (size_t i = 0; i < page->box_count; i++)
        if (i == root || (i && page->boxes[page->boxes[i].parent].flags & BOX_INSIDE))
            page->boxes[i].flags |= BOX_INSIDE;
}

static bool is_inside(const html_page *page, const html_block *block)
{
    return (page->boxes[block->box].flags & BOX_INSIDE) != 0;
}

static bool take_marked(html_page *page)
{
    size_t count;
    uint32_t all = page->boxes[0].text - page->boxes[0].links;
    size_t root = largest(page, BOX_MAIN, &count);
    uint32_t plain = root ? page->boxes[root].text - page->boxes[root].links : 0;
    if (!root || ((uint64_t)plain * 4 < all && plain < 2000)) {
        root = largest(page, BOX_ARTICLE, &count);
        plain = root ? page->boxes[root].text - page->boxes[root].links : 0;
        if (!root || (uint64_t)plain * 2 < all)
            return false;
    }
    keep_inside(page, root);
    for (size_t i = 0; i < page->block_count; i++)
        page->blocks[i].dropped |= !is_inside(page, &page->blocks[i]);
    return true;
}

/* --- By links and length ------------------------------------------------------------------------------------------ */

static bool is_links(const html_box *box)
{
    return box->links && (uint64_t)box->links * 10 >= (uint64_t)box->text * 6 && box->longest < GOOD &&
           box->links / (box->link_count ? box->link_count : 1) < LINK_TITLE;
}

static void drop_links(html_page *page)
{
    for (size_t i = 1; i < page->box_count; i++)
        if (page->boxes[i].tag != TAG_BODY && page->boxes[i].tag != TAG_HTML && is_links(&page->boxes[i]))
            page->boxes[i].flags |= BOX_DROPPED;
    drop_inside(page);
}

/* Tables of data, lists and quotations are text among other text, however much of it. */
static bool may_be_root(const html_page *page, const html_box *box)
{
    switch (box->tag) {
    case TAG_ARTICLE:
    case TAG_BODY:
    case TAG_DIV:
    case TAG_FORM:
    case TAG_HTML:
    case TAG_MAIN:
        return true;
    case TAG_TABLE:
        return box->flags & BOX_LAYOUT;
    default: /* <tbody> */
        return page->boxes[box->parent].tag == TAG_TABLE;
    }
}

/* The innermost box with nearly all that is left. */
static size_t find_root(const html_page *page)
{
    size_t root = 0;
    for (size_t i = 1; i < page->box_count; i++) {
        const html_box *box = &page->boxes[i];
        if (box->parent == root && box->tag != TAG_TR && may_be_root(page, box) && box->blocks >= 3 &&
            (uint64_t)box->text * 4 >= (uint64_t)page->boxes[root].text * 3)
            root = i;
    }
    return root;
}

static bool is_copyright(const html_page *page, const html_block *block)
{
    const char *text = page->text.bytes + block->begin;
    return block->end - block->begin < 400 && (strncmp(text, "©", 2) == 0 || strncasecmp(text, "copyright", 9) == 0);
}

/* A short sentence, other than a line of an address or of a menu. */
static bool is_sentence(const html_page *page, const html_block *block)
{
    static const char *const stops[] = {".", "?", "!", ":", ";", "。", "．", "؟", "।"};
    enum { SHORTEST = 20, WORDS = 8 };
    size_t size = block->end - block->begin;
    const char *text = page->text.bytes + block->begin;
    if (block->kind == PGF_HEADING || block->link_count || size < SHORTEST || is_copyright(page, block))
        return false;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        size_t length = strlen(stops[i]);
        if (memcmp(text + size - length, stops[i], length) == 0)
            return true;
    }
    size_t words = 1;
    for (size_t i = 0; i < size; i++)
        words += text[i] == ' ';
    return words >= WORDS;
}

/* A heading outside stays above what stays (`next`, or NULL), and so does the title of the page. */
static bool leads(const html_block *block, const html_block *next)
{
    if (block->kind != PGF_HEADING || block->home)
        return false;
    return (next && is_good(next)) || (block->level == 1 && block->links * 2 <= block->end - block->begin);
}

static void drop_outside(html_page *page)
{
    const html_block *next = NULL;
    keep_inside(page, find_root(page));
    for (size_t i = page->block_count; i-- > 0;) {
        html_block *block = &page->blocks[i];
        bool left = is_inside(page, block) || is_good(block) || is_sentence(page, block) || leads(block, next);
        block->dropped |= !left || is_copyright(page, block);
        next = block->dropped ? next : block;
    }
}

/* The first and the last block of so many bytes outside links, and more of these than in links; none: first > last. */
static void find_ends(const html_page *page, uint32_t least, size_t *first, size_t *last)
{
    *first = page->block_count;
    *last = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        const html_block *block = &page->blocks[i];
        uint32_t plain = plain_size(block);
        if (block->dropped || block->kind == PGF_HEADING || plain < least || block->links > plain)
            continue;
        *first = *first < i ? *first : i;
        *last = i;
    }
}

/* Lines of nothing but links above the first sentence and below the last one. */
static void drop_ends(html_page *page)
{
    enum { SENTENCE = 25 }; /* bytes, on a page that has none of GOOD: there a single link may be text */
    size_t first, last;
    uint32_t few = 0;
    find_ends(page, GOOD, &first, &last);
    if (first == page->block_count) {
        find_ends(page, SENTENCE, &first, &last);
        few = 1;
    }
    for (size_t i = 0; first < page->block_count && i < page->block_count; i++) {
        html_block *block = &page->blocks[i];
        uint32_t size = block->end - block->begin;
        bool heading = block->kind == PGF_HEADING && !block->home; /* drop_bare_headings() looks at these */
        if ((i < first || i > last) && block->links * 10 >= size * 9 && !heading && block->link_count > few)
            block->dropped = true;
    }
}

static bool is_link_heading(const html_block *block)
{
    return block->kind == PGF_HEADING && block->links * 10 >= (block->end - block->begin) * 9;
}

/* Headings below which all was dropped are those of menus, and links that are headings with nothing below are menus. */
static void drop_bare_headings(html_page *page, bool marked)
{
    bool gone = false, stays = false;
    unsigned next = 0; /* level of the next heading that stays */
    for (size_t i = page->block_count; i-- > 0;) {
        html_block *block = &page->blocks[i];
        if (marked && !is_inside(page, block)) {
            continue;
        } else if (block->kind != PGF_HEADING) {
            gone |= block->dropped;
            stays |= !block->dropped;
        } else if (!block->dropped && !stays && next <= block->level && (gone || is_link_heading(block))) {
            block->dropped = gone = true;
        } else if (!block->dropped) {
            gone = stays = false;
            next = block->level;
        }
    }
}

/* The name of the site above a page with a heading of its own. */
static void drop_site(html_page *page)
{
    bool other = false;
    for (size_t i = 0; i < page->block_count && !other; i++)
        other = page->blocks[i].kind == PGF_HEADING && !page->blocks[i].dropped && !page->blocks[i].home;
    for (size_t i = 0; i < page->block_count && other; i++)
        page->blocks[i].dropped |= page->blocks[i].home && is_link_heading(&page->blocks[i]);
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

/* A table in a cell is the page's, unless it is a few figures in one of a table with <th>, <caption>. */
static void mark_nesting(html_page *page)
{
    for (size_t i = 1; i < page->box_count; i++) {
        size_t at = page->boxes[i].parent, cell = 0;
        if (page->boxes[i].tag != TAG_TABLE)
            continue;
        for (; at && page->boxes[at].tag != TAG_TABLE; at = page->boxes[at].parent)
            if (!cell && (page->boxes[at].tag == TAG_TD || page->boxes[at].tag == TAG_TH))
                cell = at;
        if (!cell || !(page->boxes[at].flags & BOX_HEADED) || page->boxes[cell].text > CELL)
            page->boxes[at].flags |= at ? BOX_LAYOUT : 0;
    }
}

/* Tables that place their cells: with headings or long texts in them, of one column or one row. */
static void mark_layout(html_page *page)
{
    for (size_t i = 1; i < page->box_count; i++) {
        const html_box *box = &page->boxes[i];
        size_t at = box->parent;
        if (box->tag != TAG_TR && box->tag != TAG_TD)
            continue;
        while (at && page->boxes[at].tag != TAG_TABLE)
            at = page->boxes[at].parent;
        html_box *table = &page->boxes[at];
        if (box->tag == TAG_TR && at && box->number > table->number)
            table->number = box->number;
        table->rows += box->tag == TAG_TR;
        if (box->tag == TAG_TD && !(table->flags & BOX_HEADED) && (box->longest > CELL || box->blocks > 8))
            table->flags |= BOX_LAYOUT;
    }
    for (size_t i = 1; i < page->box_count; i++) {
        html_box *table = &page->boxes[i];
        if (table->tag == TAG_TABLE && (table->number < 2 || (table->rows < 2 && !(table->flags & BOX_HEADED))))
            table->flags |= BOX_LAYOUT;
    }
}

void html_main_find(html_page *page)
{
    size_t left = 0;
    sum(page);
    mark_nesting(page);
    mark_layout(page);
    drop_marked(page);
    bool marked = take_marked(page);
    if (!marked) {
        drop_links(page);
        drop_outside(page);
        drop_ends(page);
    }
    drop_bare_headings(page, marked);
    drop_site(page);
    for (size_t i = 0; i < page->block_count; i++)
        left += !page->blocks[i].dropped && page->blocks[i].kind != PGF_HEADING;
    for (size_t i = 0; !left && i < page->block_count; i++)
        page->blocks[i].dropped = false;
}
