/* The structure of plain text: paragraphs, inner headings, captions, quotes, lists. */
#ifndef PGF_DOCUMENT_PLAIN_H
#define PGF_DOCUMENT_PLAIN_H

#include "document/document.h"

/*
 * Add the paragraphs and sections found in `text` (valid UTF-8, any line ends) to `document`.
 *
 *   find_title   the first line that looks like one becomes the title, unless there is a title already; it is then no paragraph.
 *                Without it, a first line that repeats the document's title is no paragraph either.
 *
 * Paragraphs are parted by blank lines; in a text without blank lines, or with lines too long to be wrapped, each line is one.
 * Inner headings: short lines without a final stop, alone or straight above a paragraph; numbered ("3.2 Scope", "Article 5", "§ 5-3",
 * "Kapittel 2", "第一条") with the level their number gives; and Markdown's # lines. Captions: "Photo:", "Foto:", "Bild:", "Figure 3:"…
 * Quotes: opened by a dash or quotation mark.
 */
pgf_status pgf_plain_parse(pgf_document *document, const char *text, size_t size, bool find_title, pgf_error *err);

#endif
