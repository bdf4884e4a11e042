/* The words of an index before stemming: what query stems, wildcards, spelling and suggestions read. */
#ifndef PGF_INDEX_VOCABULARY_H
#define PGF_INDEX_VOCABULARY_H

#include "index/reader.h"

/* One way a folded word occurs. Borrowed: gone when the callback returns. */
typedef struct {
    const char *word; /* folded: the key ("securite") */
    size_t word_size;
    const char *form; /* lower case with diacritics, as written ("sécurité") */
    size_t form_size;
    const char *stem; /* the term it became ("secur") */
    size_t stem_size;
    const char *language; /* of the documents; NUL-terminated */
    unsigned documents;   /* how many have it; over 0         */
} pgf_vocabulary_entry;

/* Anything but PGF_OK ends the walk and is returned. */
typedef pgf_status pgf_vocabulary_fn(void *payload, const pgf_vocabulary_entry *entry);

/* Every entry of one folded word; none is PGF_OK too. */
pgf_status pgf_vocabulary_find(pgf_reader *reader, const char *word, size_t size, pgf_vocabulary_fn *each,
                               void *payload, pgf_error *err);

/* Every entry of every word that starts with `prefix`, in byte order of the words. */
pgf_status pgf_vocabulary_walk(pgf_reader *reader, const char *prefix, size_t size, pgf_vocabulary_fn *each,
                               void *payload, pgf_error *err);

/*
 * Every entry of every word that differs from `word` by at most `edits` letters, as pgf_distance() has it, and begins
 * with the first `same` bytes of it; in byte order of the words.
 */
pgf_status pgf_vocabulary_near(pgf_reader *reader, const char *word, size_t size, size_t same, unsigned edits,
                               pgf_vocabulary_fn *each, void *payload, pgf_error *err);

#endif
