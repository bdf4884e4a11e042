/* The lines of plain text that hold something, with a look ahead, and whether they are hard-wrapped. */
#ifndef PGF_DOCUMENT_LINES_H
#define PGF_DOCUMENT_LINES_H

#include <stdbool.h>
#include <stddef.h>

enum {
    PGF_LINES_AHEAD = 12, /* lines that can be seen at once                     */
    PGF_WIDTH_MOST = 600  /* columns counted: a wider line is this wide          */
};

typedef struct {
    const char *text; /* trimmed, within the whole text                         */
    size_t size;      /* never 0                                                */
    unsigned width;   /* columns: wide characters of East Asia are two          */
    unsigned indent;  /* columns before it                                      */
    bool blank_before;
    signed char heading; /* for lib/document/plain.c: 0 not looked at, 1 yes, -1 no */
} plain_line;

typedef struct {
    const char *at, *end; /* what is not read yet; lines end with \n */
    plain_line ahead[PGF_LINES_AHEAD];
    size_t first, count;
    bool blank; /* a blank line stands before `at` */
} plain_lines;

plain_lines pgf_plain_lines_of(const char *text, size_t size);

/* The line `ahead` places further, 0 for the next; NULL at the end of text. `ahead` < PGF_LINES_AHEAD. */
plain_line *pgf_plain_lines_peek(plain_lines *lines, size_t ahead);

void pgf_plain_lines_skip(plain_lines *lines);

typedef struct {
    unsigned wrap;   /* columns that lines are wrapped at; 0 when they are not */
    bool blanks;     /* blank lines part the text                             */
    size_t headings; /* of Markdown                                           */
} plain_layout;

/* Look through the whole text. */
plain_layout pgf_plain_layout_of(const char *text, size_t size);

/* Has the text line ends other than \n and \r\n? */
bool pgf_plain_has_odd_ends(const char *text, size_t size);

/* "## Heading ##": its level, 0 for any other line; `*text` and `*size` become the heading. */
unsigned pgf_plain_markdown_heading(const char **text, size_t *size);

#endif
