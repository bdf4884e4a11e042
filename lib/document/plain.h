/* The structure of plain text: paragraphs, inner headings, captions, quotes, lists. */
#ifndef PGF_DOCUMENT_PLAIN_H
#define PGF_DOCUMENT_PLAIN_H

#include "document/document.h"

/*
 * Add the paragraphs and sections found in `text` (valid UTF-8, any line ends) to `document`. No word of it is lost.
 *
 *   find_title   the first line that looks like one becomes the title, unless there is a title already; it is then no
 *                paragraph. A first line that repeats the document's title is no paragraph either way.
 *
 * Paragraphs are parted by blank lines, their line ends kept; unless lines are wrapped at some width, each line is a
 * paragraph. A line that holds only a number ("(a)", "5") goes with what is below. Lines of "-----" part and are
 * dropped. Inner headings: short lines without a final stop, alone or straight above a paragraph; numbered ("3.2
 * Scope", "Article 5", "§ 5-3", "Kapittel 2", "第一条") with the level their number gives; underlined ones, and Markdown's
 * # lines, beside which no others are looked for. Captions: "Photo:", "Foto:", "Bild:", "Figure 3:"… Quotes: opened by
 * a dash or quotation mark, or Markdown's >.
 */
pgf_status pgf_plain_parse(pgf_document *document, const char *text, size_t size, bool find_title, pgf_error *err);

#endif
