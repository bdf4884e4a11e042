#include "known.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

static void source_dispose(known_source *source)
{
    free(source->key);
    free(source->path);
    free(source->reason);
}

pgf_status known_add(void *payload, const pgf_source *source)
{
    known *k = payload;
    known_source *sources = pgf_array_grow(k->sources, k->count, &k->capacity, sizeof *sources);
    if (!sources)
        return PGF_ENOMEM;
    k->sources = sources;
    known_source copy = {.key = strdup(source->key),
                         .path = strdup(source->path),
                         .reason = strdup(source->reason),
                         .stamp = source->stamp,
                         .outcome = source->outcome,
                         .documents = source->documents,
                         .failures = source->failures};
    if (!copy.key || !copy.path || !copy.reason) {
        source_dispose(&copy);
        return PGF_ENOMEM;
    }
    k->sources[k->count++] = copy;
    return PGF_OK;
}

static int by_key(const void *left, const void *right)
{
    const known_source *a = left, *b = right;
    return strcmp(a->key, b->key);
}

void known_sort(known *k)
{
    if (k->count)
        qsort(k->sources, k->count, sizeof *k->sources, by_key);
}

known_source *known_find(const known *k, const char *key)
{
    known_source wanted = {.key = (char *)key};
    return k->count ? bsearch(&wanted, k->sources, k->count, sizeof *k->sources, by_key) : NULL;
}

void known_dispose(known *k)
{
    for (size_t i = 0; i < k->count; i++)
        source_dispose(&k->sources[i]);
    free(k->sources);
    *k = (known){0};
}
