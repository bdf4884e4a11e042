/* Text to be laid out on a screen: characters with a style each, nothing in them that a terminal would act on. */
#ifndef PGF_SEARCHER_STRIP_H
#define PGF_SEARCHER_STRIP_H

#include "base/buffer.h"

typedef enum { STYLE_PLAIN, STYLE_TITLE, STYLE_DIM, STYLE_LINK, STYLE_FILE, STYLE_NOTE } text_style;

typedef struct {
    int32_t c;
    uint8_t style;
    bool marked; /* a word that was searched for */
} cell;

/* Start from {0}. */
typedef struct {
    cell *cells;
    size_t count, capacity;
} strip;

/* A span of code points of a text. */
typedef struct {
    size_t begin, length;
} span;

void strip_dispose(strip *s);
void strip_clear(strip *s); /* keeps the memory */

/*
 * Append `text` in `style`. White space and line ends of any length become one space, and none at the start of the
 * strip; control characters and malformed UTF-8 become U+FFFD; characters that only turn the direction of text are
 * left out. `marks` are spans of the text's code points, in order; the space between two marked words is marked, too.
 * PGF_OK or PGF_ENOMEM.
 */
pgf_status strip_add_marked(strip *s, text_style style, const char *text, size_t size, const span *marks,
                            size_t mark_count);
pgf_status strip_add(strip *s, text_style style, const char *text);

/* Columns of the whole strip, marks not shown. */
size_t strip_columns(const strip *s);

/*
 * Make `out` the part of `s`, of about `columns`, that has most marked words; it begins at a sentence if one begins
 * close before them. … stands for what is left out. A strip that fits is copied whole.
 */
pgf_status strip_cut(const strip *s, size_t columns, strip *out);

#endif
