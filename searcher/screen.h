/* What text is written on, and lines of it. */
#ifndef PGF_SEARCHER_SCREEN_H
#define PGF_SEARCHER_SCREEN_H

#include "strip.h"

enum { SCREEN_WIDTH_MIN = 20, SCREEN_WIDTH_MAX = 100 };

typedef struct {
    size_t width; /* columns */
    bool color;   /* else a marked word stands between asterisks */
} screen;

/* Standard output: its width (COLUMNS, else the terminal's, else 80; of wide ones SCREEN_WIDTH_MAX), and its colour. */
screen screen_of_output(bool color);

/* Would a person like colour there? A terminal, TERM is not dumb, NO_COLOR is not set. Source: no-color.org. */
bool screen_wants_color(void);

/* Append `text` in `style`, going on in the line; control characters are written out. */
pgf_status screen_put(const screen *to, text_style style, const char *text, pgf_buffer *out);

/*
 * Append `s` as lines no wider than the screen, broken where Unicode allows it; a word wider than a line is cut. Every
 * line but the first begins with `indent` spaces; the first goes on where `at` columns are written already.
 * A strip of STYLE_LINK or STYLE_FILE is one line, however long, so that it can be clicked or copied.
 */
pgf_status screen_write(const screen *to, const strip *s, size_t at, size_t indent, pgf_buffer *out);

/* How many lines that are. */
pgf_status screen_lines(const screen *to, const strip *s, size_t at, size_t indent, size_t *lines);

#endif
