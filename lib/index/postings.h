/*
 * What a document's text becomes: terms with positions, and the words it has. Terms and words are interned over many
 * documents, since most words of a document were in those before it. One a thread.
 */
#ifndef PGF_INDEX_POSTINGS_H
#define PGF_INDEX_POSTINGS_H

#include "base/buffer.h"
#include <xapian_c.h>

typedef struct pgf_postings pgf_postings;

pgf_status pgf_postings_new(pgf_postings **out, pgf_error *err);
void pgf_postings_free(pgf_postings *postings);

/* Start a document. `count` is what it adds to the documents of each of its words: 1, or -1 for one that goes. */
pgf_status pgf_postings_begin(pgf_postings *postings, const char *language, int count, pgf_error *err);

/* Terms of this text also stand under the field's prefix, without weight: "" for body text. */
typedef enum { PGF_IN_BODY, PGF_IN_TITLE, PGF_IN_HEADING, PGF_IN_PLACES } pgf_text_place;
pgf_status pgf_postings_add(pgf_postings *postings, pgf_text_place place, const char *text, size_t size,
                            pgf_error *err);

/* The position the next word gets: from 1. */
unsigned pgf_postings_next(const pgf_postings *postings);
/* Leave positions free, so that no phrase crosses. */
void pgf_postings_skip(pgf_postings *postings, unsigned positions);

/* Give `document` every term with its positions. */
pgf_status pgf_postings_fill(pgf_postings *postings, xap_document *document, pgf_error *err);

/* Bytes held by interned terms and words. */
size_t pgf_postings_memory(const pgf_postings *postings);

/* One form of a word in one language, and by how many documents its count changes. */
typedef struct {
    const char *word, *form, *stem; /* word: folded; form: lower case; stem: the term. Borrowed. */
    size_t word_size, form_size, stem_size;
    const char *language;
    long long documents;
} pgf_word_count;

/* Every word counted so far, by word, language, form in byte order. What is given lives until all is forgotten. */
typedef pgf_status pgf_word_count_fn(void *payload, const pgf_word_count *word);
pgf_status pgf_postings_words(pgf_postings *postings, pgf_word_count_fn *each, void *payload, pgf_error *err);
/* Forget the words and all that is interned: between two documents. */
void pgf_postings_forget(pgf_postings *postings);

#endif
