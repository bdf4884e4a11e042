/* XXH3 of bytes: to see whether a source changed, to shorten keys, to check files. Source: xxhash.com. */
#ifndef PGF_INDEX_HASH_H
#define PGF_INDEX_HASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct pgf_hasher pgf_hasher;

/* All at once, or in pieces. `hash` is the low and the high half of XXH3-128. */
void pgf_hash(const void *bytes, size_t size, uint64_t hash[2]);
pgf_hasher *pgf_hasher_new(void); /* NULL when out of memory */
void pgf_hasher_add(pgf_hasher *hasher, const void *bytes, size_t size);
void pgf_hasher_end(pgf_hasher *hasher, uint64_t hash[2]); /* frees it; `hash` may be NULL */

/* Of what is left to read of an open file, and how many bytes that is (may be NULL). Returns 0 or an errno. */
int pgf_hash_file(int file, uint64_t hash[2], uint64_t *bytes);

/* 16 hexadecimal digits and a NUL. */
void pgf_hash_text(uint64_t hash, char out[17]);

#endif
