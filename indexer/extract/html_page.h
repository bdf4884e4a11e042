/*
 * A page of HTML as it was read: boxes that nest, blocks of text in them, and what its head says. What of it is the
 * main content is marked later (html_main.h).
 */
#ifndef PGF_EXTRACT_HTML_PAGE_H
#define PGF_EXTRACT_HTML_PAGE_H

#include "extract/html_tags.h"

enum {
    BOX_BESIDE = 1 << 0,   /* not of the main content by its element or role              */
    BOX_DROPPED = 1 << 1,  /* left out                                                     */
    BOX_MAIN = 1 << 2,     /* <main>, role=main                                            */
    BOX_ARTICLE = 1 << 3,  /* <article>, itemprop=articleBody                              */
    BOX_MENU = 1 << 4,     /* called a menu, share, related… by its class or id           */
    BOX_COOKIES = 1 << 5,  /* called a cookie or consent banner                            */
    BOX_LAYOUT = 1 << 6,   /* a table that only places its cells                           */
    BOX_HEADED = 1 << 7,   /* a table with <th>, <caption>                                 */
    BOX_NUMBERED = 1 << 8, /* an <li> whose number is written before its first block       */
    BOX_HOLDS = 1 << 10,   /* <main> or <article> is in it                                 */
    BOX_FORM = 1 << 11,    /* in a form that is not the whole page                         */
    BOX_REVERSED = 1 << 12 /* an <ol> that counts down                                     */
};

/* An element that holds blocks. Its parent comes before it; box 0 is the page. */
typedef struct {
    uint32_t parent;
    uint32_t anchor; /* of its id, see html_page.names; 0 for none */
    uint32_t text;   /* bytes in it and the boxes in it            */
    uint32_t links;  /* of those, inside links                     */
    uint32_t link_count;
    uint32_t longest; /* bytes outside links of its longest block   */
    uint32_t blocks;  /* in it and the boxes in it                  */
    uint32_t titles;  /* of those, <h1>                             */
    uint32_t rows;    /* of a table                                 */
    int32_t number;   /* <li>: its number; cells: their column; <tr>: how many cells it has */
    uint16_t flags;
    uint8_t tag;   /* html_tag_id */
    uint8_t style; /* <ol>, its <li>: '1', 'a', 'A', 'i', 'I' */
} html_box;

/* A paragraph to be. */
typedef struct {
    uint32_t box;
    uint32_t begin, end; /* bytes of html_page.text          */
    uint32_t links;      /* of those, inside links           */
    uint32_t anchor;     /* of a heading or <p>; 0 for none  */
    uint16_t link_count;
    uint8_t kind; /* pgf_paragraph_kind               */
    uint8_t level;
    bool dropped; /* not of the main content          */
    bool home;    /* a link in it leads to the start page of the site */
} html_block;

/* What a source of metadata says of a field; the smaller `rank`, the more it is worth. */
typedef struct {
    const char *name;
    uint32_t value; /* of html_page.names */
    unsigned rank;
} html_fact;

typedef struct {
    pgf_buffer text;
    pgf_buffer names; /* anchors and values, each with its NUL; offset 0 is "" */
    html_box *boxes;
    size_t box_count, box_capacity;
    html_block *blocks;
    size_t block_count, block_capacity;
    html_fact *facts;
    size_t fact_count, fact_capacity;
    pgf_buffer title; /* of <title> */
    bool frames;      /* it shows other pages in frames      */
    bool deep;        /* nests deeper than is looked at      */
    bool cut;         /* nests so deep that reading it ended    */
} html_page;

void html_page_dispose(html_page *page);

/* Parse `text` (valid UTF-8) into `page` ({0}). PGF_OK, PGF_ELIMIT or PGF_ENOMEM. */
pgf_status html_page_read(html_page *page, const char *text, size_t size, pgf_error *err);

/* The offset of a copy of `text` in `names`: 0 for "" or when memory is out, which `*status` tells. */
uint32_t html_page_name(html_page *page, const char *text, size_t size, pgf_status *status);

#endif
