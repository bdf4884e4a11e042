/* How many documents each source still has, after some went by their id, from whatever source they were. */
#include "base/memory.h"
#include "index/update.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    char **items;
    size_t count, capacity;
} keys;

static pgf_status note_key(void *payload, const pgf_source *source)
{
    keys *all = payload;
    if (!source->documents)
        return PGF_OK;
    char **items = pgf_array_grow(all->items, all->count, &all->capacity, sizeof *items);
    if (!items)
        return PGF_ENOMEM;
    all->items = items;
    all->items[all->count] = strdup(source->key);
    return all->items[all->count++] ? PGF_OK : PGF_ENOMEM;
}

static pgf_status recount_source(pgf_update *update, const char *key, pgf_error *err)
{
    pgf_stored_source *stored = &update->looked_up;
    bool found = false;
    unsigned documents = 0;
    pgf_status status = pgf_sources_find(pgf_update_database(update), key, stored, &found, err);
    if (status || !found)
        return status;
    status = pgf_update_count_documents(update, stored->number, &documents, err);
    if (status || documents == stored->source.documents)
        return status;
    stored->source.documents = documents;
    return pgf_sources_put(update->writable, &stored->source, stored->number, err);
}

/* Only the number of its source is in a document, and no way leads from there to the key: so all are looked at. */
pgf_status pgf_update_recount(pgf_update *update, pgf_error *err)
{
    keys all = {0};
    pgf_status status = pgf_sources_walk(pgf_update_database(update), "", note_key, &all, err);
    if (status == PGF_ENOMEM)
        pgf_no_memory(err);
    for (size_t i = 0; i < all.count && !status; i++)
        status = recount_source(update, all.items[i], err);
    for (size_t i = 0; i < all.count; i++)
        free(all.items[i]);
    free(all.items);
    return status;
}
