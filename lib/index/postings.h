/*
 * What a document's text becomes: terms with positions, and the words it has. Terms and words stay in a lexicon over
 * many documents. One a thread.
 */
#ifndef PGF_INDEX_POSTINGS_H
#define PGF_INDEX_POSTINGS_H

#include "index/lexicon.h"
#include <xapian_c.h>

typedef struct pgf_postings pgf_postings;

pgf_status pgf_postings_new(pgf_postings **out, pgf_error *err);
void pgf_postings_free(pgf_postings *postings);

/* Start a document. `count` is what it adds to the documents of each of its words: 1, or -1 for one that goes. */
pgf_status pgf_postings_begin(pgf_postings *postings, const char *language, int count, pgf_error *err);

/* Text that stands in a place. Terms under a field's prefix have no weight. */
pgf_status pgf_postings_add(pgf_postings *postings, pgf_text_place place, const char *text, size_t size,
                            pgf_error *err);

/* The position the next word gets: from 1. */
unsigned pgf_postings_next(const pgf_postings *postings);
/* Leave positions free, so that no phrase crosses. */
void pgf_postings_skip(pgf_postings *postings, unsigned positions);

/* Give `document` every term with its positions. */
pgf_status pgf_postings_fill(pgf_postings *postings, xap_document *document, pgf_error *err);

/* Bytes held by the lexicon. */
size_t pgf_postings_memory(const pgf_postings *postings);
/* Every word counted so far: pgf_lexicon_words(). pgf_postings_forget() must come next. */
pgf_status pgf_postings_words(pgf_postings *postings, pgf_word_count_fn *each, void *payload, pgf_error *err);
/* Forget the words and all that the lexicon has: between two documents. */
void pgf_postings_forget(pgf_postings *postings);

#endif
