/* Text to terms: the one chain that documents and queries share. */
#ifndef PGF_TEXT_ANALYZER_H
#define PGF_TEXT_ANALYZER_H

#include "base/buffer.h"

/* Raised whenever the same text would give other terms: an index remembers the version it was made with. */
enum { PGF_ANALYZER_VERSION = 1 };

enum { PGF_TERM_MAX = 200 }; /* bytes of a term; a longer word gives no term but keeps its position */

typedef enum {
    PGF_TERM_WORD,      /* a word, stemmed                                               */
    PGF_TERM_CHARACTER, /* one character of a run of Han, kana or Hangul                 */
    PGF_TERM_PAIR       /* it and its neighbour; same position as the first of the two   */
} pgf_term_kind;

/*
 * Room for what the caller wants to find again when a word stands there once more, written the same, in a language of
 * the same stemmer: zeros at first, and again after the analyzer dropped the word.
 */
typedef struct {
    uint64_t parts[2];
} pgf_term_note;

/* One term of a text. The pointers are borrowed: gone when the callback returns. */
typedef struct {
    const char *text; /* stemmed, then without diacritics; UTF-8, not NUL-terminated       */
    size_t size;      /* bytes, 1 to PGF_TERM_MAX                                          */
    const char *word; /* the word folded (pgf_fold), not stemmed: key of the vocabulary    */
    size_t word_size; /* bytes; 0 for a character or a pair, which the vocabulary leaves out */
    size_t begin;     /* the word it came from, a byte span [begin, end) of the text       */
    size_t end;
    unsigned position; /* words from 1; what is skipped still counts                       */
    pgf_term_kind kind;
    pgf_term_note *note; /* NULL for what the analyzer does not keep                       */
} pgf_term;

typedef pgf_status pgf_term_fn(void *payload, const pgf_term *term);

/* Stemmers and their caches. One a thread; not shared. */
typedef struct pgf_analyzer pgf_analyzer;

pgf_status pgf_analyzer_new(pgf_analyzer **out, pgf_error *err);
void pgf_analyzer_free(pgf_analyzer *analyzer);

/*
 * Turn text into terms: split into words, fold case, stem, strip diacritics.
 * Documents and queries meet only because both pass through here.
 *
 *   language     a code of language.h; one without a stemmer, "" and NULL leave words unstemmed
 *   text, size   valid UTF-8 in the form pgf_clean() gives
 *   each         called in text order; anything but PGF_OK ends the walk;
 *                it may call pgf_stem() on `analyzer`, but not pgf_analyze()
 *
 * Words are runs of letters, marks and digits. An apostrophe between letters stays inside (don't). French, Italian and
 * Catalan elision (l', qu', dell') comes off as nothing of its own, in whatever language, so that a query of unknown
 * language and a French document give the same words; the span is that of the rest. Single letters with full stops
 * between are one word without them (U.S.C. -> usc), spanning from the first letter to the last. All else parts words:
 * peut-être, 5(2), 2024–2025, 1,000, snake_case and S/RES/1325 are several words in a row. Subscripts are digits (CO₂),
 * superscripts, which mark notes, part. In Turkish, what follows an apostrophe is an ending (Ankara'da).
 *
 * Runs of Han, kana and Hangul give every character and every pair of neighbours, a position a character.
 * Thai, Lao, Khmer and Burmese are split by ICU's dictionaries.
 *
 * Returns PGF_OK, PGF_ENOMEM, or whatever `each` returned.
 * Source: Unicode UAX #29; Snowball (snowballstem.org).
 */
pgf_status pgf_analyze(pgf_analyzer *analyzer, const char *language, const char *text, size_t size, pgf_term_fn *each,
                       void *payload);

/*
 * The stem of one word given in lower case (pgf_lower), diacritics stripped, as pgf_analyze gives it in that language.
 * `*stem` is borrowed until the next call on the same analyzer.
 */
pgf_status pgf_stem(pgf_analyzer *analyzer, const char *language, const char *word, size_t size, const char **stem,
                    size_t *stem_size);

/* Version of libstemmer's algorithms, for the index to remember. */
const char *pgf_stemmer_version(void);

#endif
