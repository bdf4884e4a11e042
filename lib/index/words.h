/*
 * The vocabulary as it is stored: under each folded word, its forms with their stems, languages and documents.
 * A word is 1 to PGF_TERM_MAX bytes, so its key is never cut (keys.h).
 */
#ifndef PGF_INDEX_WORDS_H
#define PGF_INDEX_WORDS_H

#include "base/buffer.h"
#include "index/lexicon.h"

/*
 * Every form in a stored value of `word`, by language, form, stem in byte order; their `documents` are over 0.
 * An empty value has none. Forms are borrowed: gone when `each` returns. Anything but PGF_OK from it ends the walk and
 * is returned. PGF_ECORRUPT when the bytes are no such value.
 */
pgf_status pgf_words_read(const char *word, size_t word_size, const char *value, size_t value_size,
                          pgf_word_count_fn *each, void *payload, pgf_error *err);

/*
 * Append to `out` the value of a word after `counts` (in any order, all of this word, at least one; `documents` may be
 * negative) were added to those in `old`. Forms without documents go; nothing is appended when none is left, and an
 * empty value is what removes the word. PGF_ECORRUPT when `old` is no value; `out` is then as it was.
 */
pgf_status pgf_words_merge(const char *old, size_t old_size, const pgf_word_count *counts, size_t count,
                           pgf_buffer *out, pgf_error *err);

#endif
