/* A page while it is being read: what is open, and the block that grows. */
#ifndef PGF_EXTRACT_HTML_READER_H
#define PGF_EXTRACT_HTML_READER_H

#include "extract/html_page.h"
#include <libxml/HTMLparser.h>

enum { DEPTH_MOST = 256, BLOCKS_MOST = 2000000 };

/* A block element that is open. */
typedef struct {
    const html_tag *tag;
    uint32_t box; /* that holds the text in it                      */
    size_t first; /* number of blocks when it opened                */
    bool in_main; /* of <main>, <article> or a quotation            */
    uint8_t kind, level;
} html_open_element;

typedef struct {
    html_page *page;
    htmlParserCtxtPtr parser;
    pgf_status status;
    html_open_element open[DEPTH_MOST];
    size_t depth;
    size_t all;    /* open elements of any kind                            */
    size_t beyond; /* open elements deeper than that                       */
    size_t silent; /* open elements from the outermost without text inward */
    bool in_title, has_title, in_json;
    pgf_buffer json;
    bool shifted;                    /* the text is digits alone in <sup> or <sub> */
    unsigned links, raised, lowered; /* <a href>, <sup>, <sub> that are open */
    /* the block that is being read */
    size_t link_begin; /* where the text of the open link does */
    bool is_card;      /* the open link holds paragraphs     */
    bool home;         /* a link in it leads to the start page of the site */
    size_t begin, link_bytes;
    unsigned link_count;
    bool space;      /* white space since the last word */
    bool is_term;    /* it is a <dt> so far             */
    uint32_t anchor; /* of the heading that is open     */
    bool anchor_is_own;
    uint32_t pending_anchor; /* of an empty <a name> above      */
} html_reader;

static inline html_open_element *html_reader_innermost(html_reader *r)
{
    return &r->open[r->depth - 1];
}

/* Keep the first failure and have the parser stop. */
void html_reader_fail(html_reader *r, pgf_status status);

/* The text since the last block becomes one, unless there is none. */
void html_reader_end_block(html_reader *r);

/* A line ends; a second end in a row ends the block. */
void html_reader_end_line(html_reader *r);

/* Text as it stands between tags: white space is one space, unless it is code. */
void html_reader_add_text(html_reader *r, const char *bytes, size_t size);

#endif
