#include "doubles.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *key;
    size_t at;
} keyed;

static int by_key(const void *left, const void *right)
{
    const keyed *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order : a->at < b->at ? -1 : 1;
}

static void drop_later(walk *out, keyed *keys)
{
    qsort(keys, out->count, sizeof *keys, by_key);
    for (size_t i = 1; i < out->count; i++)
        if (strcmp(keys[i].key, keys[i - 1].key) == 0) {
            walk_entry_dispose(&out->entries[keys[i].at]);
            out->entries[keys[i].at].path = NULL;
        }
    size_t kept = 0;
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
    keyed *keys = calloc(all, sizeof *keys);
    pgf_status status = keys ? PGF_OK : PGF_ENOMEM;
    for (size_t i = 0; i < all && !status; i++) {
        pgf_buffer key = {0};
        status = walk_key(out->entries[i].root, out->entries[i].path, &key);
        keys[i] = (keyed){pgf_buffer_take(&key), i};
        if (!keys[i].key)
            status = PGF_ENOMEM;
    }
    if (!status)
        drop_later(out, keys);
    for (size_t i = 0; keys && i < all; i++)
        free(keys[i].key);
    free(keys);
    return status;
}
