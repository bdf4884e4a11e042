/* Reading plain text: what its parts share. */
#ifndef PGF_DOCUMENT_PLAIN_PARSER_H
#define PGF_DOCUMENT_PLAIN_PARSER_H

#include "document/document.h"
#include "document/heading.h"
#include "document/lines.h"

typedef struct {
    pgf_document *document;
    plain_lines lines;
    plain_layout layout;
    pgf_buffer paragraph; /* lines so far, joined by \n         */
    bool was_heading;     /* the last thing added was one       */
    bool in_list;         /* within a run of lines too many to be headings */
    unsigned base;        /* level of the last numbered heading */
    unsigned division;    /* of the last part, chapter or section; decimal numbers stand below it */
    unsigned depth;       /* of unnumbered headings below it    */
    pgf_error *err;
} plain_parser;

/* --- Lines: plain_lines.c --- */

/* The line `ahead` places further, 0 for the next; NULL at the end of the text. */
plain_line *pgf_plain_peek(plain_parser *p, size_t ahead);
void pgf_plain_skip(plain_parser *p, size_t count);

bool pgf_plain_begins_small(const plain_line *line);

/* In wrapped text: would the next line's first word have had room on this one? Then the line ends on purpose. */
bool pgf_plain_ends_early(const plain_parser *p, const plain_line *line, const plain_line *next);

/* A line that goes on with a particle or bracket belongs to the one before: "第二条" over "の規定により". */
bool pgf_plain_goes_on(const plain_line *next);

/* A line of nothing but "-----", "=====", "* * *": it parts, and says nothing. */
bool pgf_plain_is_rule(const plain_line *line);

/* "Heading" over "=====" or "-----": its level, else 0. */
unsigned pgf_plain_underlined_level(plain_parser *p);

/* Append a line to p->paragraph, behind a line end; `quoted` takes a > off its start. */
pgf_status pgf_plain_append_line(plain_parser *p, const plain_line *line, bool quoted);

/* --- Headings: plain_headings.c --- */

enum { PLAIN_RUN_MOST = 4 }; /* headings in a row; more are a list */

typedef struct {
    size_t lines;
    unsigned level; /* 0: it has no number */
    heading_number number;
} plain_heading;

typedef struct {
    plain_heading items[PLAIN_RUN_MOST];
    size_t count, lines;
    bool too_many; /* a list, a table of contents */
} plain_run;

/* The headings that begin with the next line, none when `count` is 0. */
plain_run pgf_plain_find_run(plain_parser *p);

/* Open a section for each, the lines of which are taken. */
pgf_status pgf_plain_add_run(plain_parser *p, const plain_run *found);

/* --- Paragraphs and title: plain_paragraphs.c, plain_title.c --- */

/* Take the lines of the next paragraph, or row of a table. */
pgf_status pgf_plain_add_paragraph(plain_parser *p);

/* Take the title, or pass over its repetition. */
pgf_status pgf_plain_begin(plain_parser *p, bool find_title);

#endif
