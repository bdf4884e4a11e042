#include "doubles.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

/* By key, those of one key in the order of the walk. */
static int by_key(const void *left, const void *right)
{
    const walk_entry *const *a = left, *const *b = right;
    int order = strcmp((*a)->key, (*b)->key);
    return order ? order : *a < *b ? -1 : 1;
}

static void drop_later(walk *out, walk_entry **sorted)
{
    qsort(sorted, out->count, sizeof(walk_entry *), by_key);
    size_t first = 0, kept = 0;
    for (size_t i = 1; i < out->count; i++)
        if (strcmp(sorted[i]->key, sorted[first]->key) != 0) {
            first = i;
        } else {
            walk_entry_dispose(sorted[i]);
            sorted[i]->path = NULL;
        }
    for (size_t i = 0; i < out->count; i++)
        if (out->entries[i].path)
            out->entries[kept++] = out->entries[i];
    out->count = kept;
}

pgf_status doubles_drop(walk *out)
{
    size_t all = out->count;
    if (out->root_count < 2 || all == 0)
        return PGF_OK;
    walk_entry **sorted = calloc(all, sizeof *sorted);
    if (!sorted)
        return PGF_ENOMEM;
    for (size_t i = 0; i < all; i++)
        sorted[i] = &out->entries[i];
    drop_later(out, sorted);
    free(sorted);
    return PGF_OK;
}
