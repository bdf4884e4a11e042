#include "base/arena.h"
#include <stdlib.h>
#include <string.h>

enum { CHUNK_FIRST = 1000, CHUNK_MOST = 64000 };

struct pgf_arena_chunk {
    struct pgf_arena_chunk *before;
    size_t used, capacity;
    _Alignas(max_align_t) char bytes[];
};

void pgf_arena_dispose(pgf_arena *arena)
{
    struct pgf_arena_chunk *chunk = arena->last;
    while (chunk) {
        struct pgf_arena_chunk *before = chunk->before;
        free(chunk);
        chunk = before;
    }
    arena->last = NULL;
}

static struct pgf_arena_chunk *add_chunk(pgf_arena *arena, size_t size)
{
    size_t capacity = arena->last ? arena->last->capacity * 2 : CHUNK_FIRST;
    capacity = capacity < CHUNK_MOST ? capacity : CHUNK_MOST;
    capacity = capacity > size ? capacity : size;
    struct pgf_arena_chunk *chunk = calloc(1, sizeof *chunk + capacity);
    if (!chunk)
        return NULL;
    chunk->capacity = capacity;
    chunk->before = arena->last;
    arena->last = chunk;
    return chunk;
}

void *pgf_arena_take(pgf_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + _Alignof(max_align_t) - 1) / _Alignof(max_align_t) * _Alignof(max_align_t);
    struct pgf_arena_chunk *chunk = arena->last;
    if (!chunk || chunk->capacity - chunk->used < size)
        chunk = add_chunk(arena, size);
    if (!chunk)
        return NULL;
    void *taken = chunk->bytes + chunk->used;
    chunk->used += size;
    return taken;
}

char *pgf_arena_copy(pgf_arena *arena, const char *text, size_t size)
{
    char *copy = pgf_arena_take(arena, size + 1);
    if (copy && size)
        memcpy(copy, text, size);
    return copy;
}

void *pgf_arena_grow(pgf_arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity)
        return items;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *grown = pgf_arena_take(arena, wanted * item_size);
    if (!grown)
        return NULL;
    if (count)
        memcpy(grown, items, count * item_size);
    *capacity = wanted;
    return grown;
}
