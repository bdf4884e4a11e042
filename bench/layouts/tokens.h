/* The words of one document in order, as numbers of interned terms. */
#ifndef LAYOUTS_TOKENS_H
#define LAYOUTS_TOKENS_H

#include "base/arena.h"
#include "text/analyzer.h"
#include <xapian_c.h>

typedef struct {
    uint32_t term;
    unsigned position;
} token;

typedef struct {
    const char *text;
    size_t size;
    uint32_t last; /* token of the document with this term, plus 1; 0 for none */
} interned;

typedef struct {
    pgf_analyzer *analyzer;
    const char *language;
    pgf_arena arena;
    interned *terms;
    size_t term_count, term_capacity;
    uint32_t *slots; /* of a hash table: number of a term, plus 1 */
    size_t slot_count;
    token *items;
    size_t count, capacity;
    uint32_t *previous; /* token with the same term, plus 1 */
    unsigned *positions;
    unsigned next; /* position the next word gets, from 1 */
} tokens;

pgf_status tokens_init(tokens *t, const char *language, pgf_error *err);
void tokens_dispose(tokens *t);
void tokens_clear(tokens *t);
pgf_status tokens_add(tokens *t, const char *text, size_t size);

/*
 * Give `document` the terms of the tokens [begin, end): with positions, `shift` added, of those up to `positioned`.
 * Called again for the next tokens, it takes terms that are there already too.
 */
xap_status tokens_fill(tokens *t, size_t begin, size_t end, unsigned shift, unsigned positioned, xap_document *document,
                       xap_error *problem);

#endif
