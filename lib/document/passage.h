/* Passages: the paragraphs or so that ranking weighs and an answer shows. */
#ifndef PGF_DOCUMENT_PASSAGE_H
#define PGF_DOCUMENT_PASSAGE_H

#include "document/document.h"

typedef struct {
    size_t begin, end; /* bytes of pgf_document_text, [begin, end) */
    size_t section;    /* where it stands                          */
    unsigned page;     /* where it begins, 0 for none              */
} pgf_passage;

/*
 * Cut a document's text into passages, in order and without overlap; together they hold every paragraph but headings
 * (a heading stands in its section, not in a passage).
 *
 * A passage is one paragraph. Within a section and a page, and up to PGF_PASSAGE_LONG characters, these are joined:
 * what goes on with an unfinished sentence (the items behind a colon or semicolon, a line in small letters) and the
 * further items of a list that one introduced; rows of a table; neighbours both shorter than PGF_PASSAGE_SHORT, until
 * there are that many; what is shorter than PGF_PASSAGE_LABEL (a number, a reference) and its neighbour. Captions stand
 * alone, or with the rows below them. A paragraph longer than PGF_PASSAGE_LONG is cut into pieces of like size at
 * sentence ends, else at white space, else between characters. A character of Han, kana or Hangul counts three times.
 *
 * `*out` is the caller's, to free(); NULL when `*count` is 0.
 */
enum { PGF_PASSAGE_LABEL = 40, PGF_PASSAGE_SHORT = 240, PGF_PASSAGE_LONG = 1600 };
pgf_status pgf_passages_cut(const pgf_document *document, pgf_passage **out, size_t *count, pgf_error *err);

#endif
