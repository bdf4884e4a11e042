/* Is a line of plain text a heading, and of which level? */
#ifndef PGF_DOCUMENT_HEADING_H
#define PGF_DOCUMENT_HEADING_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    NUMBER_NONE,
    NUMBER_DECIMAL, /* "3.2 Scope", "IV. Scope"                  */
    NUMBER_WORD     /* "Article 5", "§ 5-3", "Kapittel 2", "第一条" */
} heading_number;

/*
 * What a line that opens like a numbered heading is numbered with. `*level` is what the number gives: its parts, or 1
 * for parts and annexes, 2 chapters, 3 sections, 4 articles. `*rest` is where the words behind the number begin.
 */
heading_number pgf_heading_number(const char *text, size_t size, unsigned *level, size_t *rest);

/*
 * Could the line, of so many columns, be a heading, as far as it alone tells? Short, begins like one, has no final
 * stop, is no date, address, sentence, row or caption.
 */
bool pgf_heading_looks(const char *text, size_t size, unsigned width);

/* Could the line, the first of a text, be its title? Longer than a heading may be, but without a final stop too. */
bool pgf_heading_is_title(const char *text, size_t size);

/* All letters are capitals, and there are some. */
bool pgf_heading_is_capitals(const char *text, size_t size);

/* "（定義）": what Japanese laws write above an article. */
bool pgf_heading_is_bracketed(const char *text, size_t size);

/* Does it have a character of Han, kana or Hangul? */
bool pgf_heading_has_cjk(const char *text, size_t size);

#endif
