#include "document/arena.h"
#include <stdlib.h>
#include <string.h>

enum { CHUNK_FIRST = 1000, CHUNK_MOST = 64000 };

struct pgf_arena_chunk {
    struct pgf_arena_chunk *before;
    char bytes[];
};

void pgf_arena_dispose(pgf_arena *arena)
{
    for (struct pgf_arena_chunk *chunk = arena->last; chunk;) {
        struct pgf_arena_chunk *before = chunk->before;
        free(chunk);
        chunk = before;
    }
    *arena = (pgf_arena){0};
}

const char *pgf_arena_copy(pgf_arena *arena, const char *bytes, size_t size)
{
    if (arena->room - arena->used <= size) {
        size_t room = arena->room ? arena->room * 2 : CHUNK_FIRST;
        if (room > CHUNK_MOST)
            room = CHUNK_MOST;
        if (room <= size)
            room = size + 1;
        struct pgf_arena_chunk *chunk = malloc(sizeof *chunk + room);
        if (!chunk)
            return NULL;
        chunk->before = arena->last;
        *arena = (pgf_arena){.last = chunk, .room = room};
    }
    char *copy = arena->last->bytes + arena->used;
    if (size)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    arena->used += size + 1;
    return copy;
}
