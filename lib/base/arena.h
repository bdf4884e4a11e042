/* Memory that is given out piece by piece and given back all at once. */
#ifndef PGF_BASE_ARENA_H
#define PGF_BASE_ARENA_H

#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pgf_arena_chunk;

/* Start from {0}. */
typedef struct {
    struct pgf_arena_chunk *last;
} pgf_arena;

/* All that was given out is gone. */
void pgf_arena_dispose(pgf_arena *arena);

/* `size` bytes of zeros, aligned for anything; NULL when memory is out. */
void *pgf_arena_take(pgf_arena *arena, size_t size);

/* A copy of `text` with a NUL behind it; NULL when memory is out. */
char *pgf_arena_copy(pgf_arena *arena, const char *text, size_t size);

/* Memory of the arena for `count` + 1 items at least, where `items` holds `*capacity`: NULL when memory is out. */
void *pgf_arena_grow(pgf_arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

#endif
