/* Where a paragraph that is too long for one passage may be cut. */
#ifndef PGF_DOCUMENT_CUT_H
#define PGF_DOCUMENT_CUT_H

#include <stddef.h>

/* Characters of valid UTF-8; one of Han, kana or Hangul counts three times. */
size_t pgf_weigh(const char *text, size_t size);

/*
 * Where the piece that begins at `begin` ends, so that it and what follows are of a like size: at a sentence's end,
 * else at white space, else between characters. `weight` is that of text[begin, end); `*left` gets that of the rest.
 * When `weight` is at most PGF_PASSAGE_LONG the piece is all of it.
 */
size_t pgf_cut_after(const char *text, size_t begin, size_t end, size_t weight, size_t *left);

/* Over white space from `at` on. */
size_t pgf_cut_skip(const char *text, size_t at, size_t end);

#endif
