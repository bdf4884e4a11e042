#include "base/memory.h"
#include <stdint.h>
#include <stdlib.h>

enum { FIRST = 16 };

pgf_status pgf_no_memory(pgf_error *err)
{
    return pgf_fail(err, PGF_ENOMEM, "out of memory");
}

void *pgf_array_grow(void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity)
        return items;
    if (count >= SIZE_MAX / 2 / item_size)
        return NULL;
    size_t wanted = *capacity ? *capacity * 2 : FIRST;
    wanted = wanted > count ? wanted : count + 1;
    void *grown = realloc(items, wanted * item_size);
    if (grown)
        *capacity = wanted;
    return grown;
}
