/*
 * Keys of what lies beside the documents, as metadata of their database: a letter for the kind, then what it is about.
 * Document ids are big-endian, so that a walk goes in their order.
 *
 *   p DOCID           where the passages lie (spans.h)
 *   b DOCID NUMBER    a block of text (block.h)
 *   v WORD            the forms of a folded word (vocabulary.h)
 *   s KEY             a source (sources.h)
 *   i                 the state of the index (state.h)
 */
#ifndef PGF_INDEX_KEYS_H
#define PGF_INDEX_KEYS_H

#include <stddef.h>

/* No key costs more than Xapian takes: what is longer is cut and ends in its hash. */
enum { PGF_KEY_MAX = 240 };

/* What the keys of a kind begin with. */
#define PGF_KEYS_SPANS  "p"
#define PGF_KEYS_BLOCKS "b"

/* Each writes a key, not NUL-terminated, and returns its size. */
size_t pgf_key_spans(unsigned docid, char key[PGF_KEY_MAX]);
size_t pgf_key_block(unsigned docid, size_t number, char key[PGF_KEY_MAX]);
size_t pgf_key_word(const char *word, size_t size, char key[PGF_KEY_MAX]);
size_t pgf_key_source(const char *source, char key[PGF_KEY_MAX]);
size_t pgf_key_state(char key[PGF_KEY_MAX]);

#endif
