/*
 * Terms and words, each kept once and known by a number from 0: most words of a document were in those before it.
 * In memory only; what the index keeps of it is the vocabulary. One a thread.
 */
#ifndef PGF_INDEX_LEXICON_H
#define PGF_INDEX_LEXICON_H

#include "text/analyzer.h"

typedef struct pgf_lexicon pgf_lexicon;

pgf_status pgf_lexicon_new(pgf_lexicon **out, pgf_error *err);
void pgf_lexicon_free(pgf_lexicon *lexicon);

/* Forget all; numbers begin anew. */
void pgf_lexicon_clear(pgf_lexicon *lexicon);
/* Bytes held by terms and words. */
size_t pgf_lexicon_memory(const pgf_lexicon *lexicon);

/* Where pgf_lexicon_bytes() finds it. */
typedef struct {
    uint32_t at, size;
} pgf_lexicon_slice;

typedef struct {
    pgf_lexicon_slice text;
    uint32_t document, local; /* the caller's, 0 at first */
} pgf_lexicon_term;

/* Words in a title or heading are also terms under the field's prefix. */
typedef enum { PGF_IN_BODY, PGF_IN_TITLE, PGF_IN_HEADING, PGF_IN_PLACES } pgf_text_place;

/* A form of a word in a language. `word` is empty for characters and pairs, which are no words. */
typedef struct {
    pgf_lexicon_slice form, word;
    uint32_t terms[PGF_IN_PLACES]; /* read that of the body; for the others ask pgf_lexicon_term_in() */
    uint32_t language;
    uint32_t document; /* the caller's, 0 at first */
    int64_t documents; /* the caller's, 0 at first */
} pgf_lexeme;

/* What adds returns PGF_OK or PGF_ENOMEM, and in `out` a number, new or known. */
pgf_status pgf_lexicon_add_language(pgf_lexicon *lexicon, const char *code, uint32_t *out);
/* The lexeme that `found` is, a term of `text` in that language. */
pgf_status pgf_lexicon_add(pgf_lexicon *lexicon, uint32_t language, const char *text, const pgf_term *found,
                           uint32_t *out);
/* The term that a lexeme is in a place. */
pgf_status pgf_lexicon_term_in(pgf_lexicon *lexicon, uint32_t lexeme, pgf_text_place place, uint32_t *out);

/* By number, borrowed until something is added. */
const char *pgf_lexicon_language(const pgf_lexicon *lexicon, uint32_t number);
pgf_lexeme *pgf_lexicon_lexeme(pgf_lexicon *lexicon, uint32_t number);
pgf_lexicon_term *pgf_lexicon_term_at(pgf_lexicon *lexicon, uint32_t number);
const char *pgf_lexicon_bytes(const pgf_lexicon *lexicon, pgf_lexicon_slice where);

/* One form of a word in one language, and by how many documents its count changes. */
typedef struct {
    const char *word, *form, *stem; /* word: folded; form: lower case; stem: the term. Borrowed. */
    size_t word_size, form_size, stem_size;
    const char *language;
    long long documents;
} pgf_word_count;

/*
 * Every word whose `documents` are not 0, by word, language, form in byte order. What is given lives until the lexicon
 * is cleared, which must come next: numbers of lexemes are void. Anything but PGF_OK from `each` ends the walk and is
 * returned.
 */
typedef pgf_status pgf_word_count_fn(void *payload, const pgf_word_count *word);
pgf_status pgf_lexicon_words(pgf_lexicon *lexicon, pgf_word_count_fn *each, void *payload);

#endif
