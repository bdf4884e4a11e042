/* Strings that live as long as their document and never move. */
#ifndef PGF_DOCUMENT_ARENA_H
#define PGF_DOCUMENT_ARENA_H

#include <stddef.h>

/* Start from {0}. */
typedef struct {
    struct pgf_arena_chunk *last;
    size_t used, room; /* bytes of the last chunk */
} pgf_arena;

void pgf_arena_dispose(pgf_arena *arena);

/* A copy of `size` bytes and a NUL behind them; NULL when out of memory. */
const char *pgf_arena_copy(pgf_arena *arena, const char *bytes, size_t size);

#endif
