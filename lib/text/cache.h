/* Words already seen: from the bytes as written straight to the folded word and the term. */
#ifndef PGF_TEXT_CACHE_H
#define PGF_TEXT_CACHE_H

#include "base/buffer.h"
#include "text/analyzer.h"

enum { PGF_CACHE_WORD_MAX = 255 }; /* bytes of a word as written */

typedef struct {
    uint32_t hash, record; /* record: offset + 1 in `records`, 0 for an empty slot */
} pgf_cache_slot;

/* Start from {0}. At most 32 MB: a full cache is emptied. */
typedef struct {
    pgf_cache_slot *slots;
    size_t slot_count; /* a power of two */
    size_t used;
    pgf_buffer records;
} pgf_cache;

/* Borrowed from the cache until the next pgf_cache_put(). Without a term, term_size is 0. */
typedef struct {
    const char *word, *term;
    size_t word_size, term_size;
    pgf_term_note *note; /* the user's own; zeros in an entry that was just put */
} pgf_cached;

void pgf_cache_dispose(pgf_cache *cache);

/* `space` keeps the words of different stemmers apart. `size` is 1 to PGF_CACHE_WORD_MAX. */
bool pgf_cache_find(const pgf_cache *cache, unsigned char space, const char *written, size_t size, pgf_cached *found);

/*
 * Word and term are at most 255 bytes each; the entry's note does not matter. A failed call loses nothing but the
 * cache's content.
 */
pgf_status pgf_cache_put(pgf_cache *cache, unsigned char space, const char *written, size_t size,
                         const pgf_cached *entry);

#endif
