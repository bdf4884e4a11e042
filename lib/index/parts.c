#include "index/parts.h"
#include "base/memory.h"
#include "index/failed.h"
#include "index/files.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pgf_merge {
    pgf_job job;
    char **paths; /* owned */
    size_t count;
    char *destination; /* of the part */
};

static void free_merge(pgf_merge *merge)
{
    if (!merge)
        return;
    for (size_t i = 0; i < merge->count; i++)
        free(merge->paths[i]);
    free(merge->paths);
    free(merge);
}

void pgf_parts_dispose(pgf_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        free(parts->items[i].path);
        free_merge(parts->items[i].merge);
    }
    free(parts->items);
    parts->items = NULL;
    parts->count = parts->capacity = 0;
}

/* Merged parts are gone at once: a build takes twice the room of its index, not three times. */
static pgf_status compact(char *const *paths, size_t count, const char *destination, pgf_error *err)
{
    xap_error problem;
    if (xap_compact((const char *const *)paths, count, destination, XAP_COMPACT_NO_RENUMBER | XAP_COMPACT_NO_SYNC,
                    &problem))
        return pgf_xapian_failed(&problem, err);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && !status; i++)
        status = pgf_folder_remove(paths[i], err);
    return status;
}

static pgf_status run_merge(pgf_job *job, pgf_worker *worker, pgf_error *err)
{
    (void)worker;
    pgf_merge *merge = (pgf_merge *)job;
    return compact(merge->paths, merge->count, merge->destination, err);
}

/* Replace `count` parts from `first` on by one that the pool makes of them. */
static pgf_status start_merge(pgf_parts *parts, size_t first, size_t count, pgf_error *err)
{
    char name[PATH_MAX];
    snprintf(name, sizeof name, "%.*s/merged-%u", PATH_MAX - 40, parts->folder, parts->merges++);
    pgf_merge *merge = calloc(1, sizeof *merge);
    char *path = strdup(name);
    if (merge)
        merge->paths = calloc(count, sizeof *merge->paths);
    if (!merge || !path || !merge->paths) {
        free_merge(merge);
        free(path);
        return pgf_no_memory(err);
    }
    for (size_t i = 0; i < count; i++)
        merge->paths[merge->count++] = parts->items[first + i].path;
    merge->job.run = run_merge;
    merge->destination = path;
    parts->items[first] = (pgf_part){.path = path, .merge = merge};
    memmove(&parts->items[first + 1], &parts->items[first + count],
            (parts->count - first - count) * sizeof *parts->items);
    parts->count -= count - 1;
    pgf_pool_give(parts->pool, &merge->job);
    return PGF_OK;
}

/* Forget merges that are done; true when one is still going on. */
static bool is_merging(pgf_parts *parts)
{
    bool going_on = false;
    for (size_t i = 0; i < parts->count; i++) {
        pgf_part *part = &parts->items[i];
        if (part->merge && pgf_pool_is_done(parts->pool, &part->merge->job)) {
            free_merge(part->merge);
            part->merge = NULL;
        }
        going_on = going_on || part->merge;
    }
    return going_on;
}

pgf_status pgf_parts_add(pgf_parts *parts, const char *path, pgf_error *err)
{
    pgf_part *items = pgf_array_grow(parts->items, parts->count, &parts->capacity, sizeof *items);
    if (!items)
        return pgf_no_memory(err);
    parts->items = items;
    char *copy = strdup(path);
    if (!copy)
        return pgf_no_memory(err);
    parts->items[parts->count++] = (pgf_part){.path = copy, .small = true};
    size_t first = 0;
    while (!parts->items[first].small)
        first++;
    if (parts->count - first < PGF_PARTS_MERGED || is_merging(parts))
        return PGF_OK;
    return start_merge(parts, first, PGF_PARTS_MERGED, err);
}

static pgf_status wait_for_merges(pgf_parts *parts, pgf_error *err)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < parts->count && !status; i++)
        if (parts->items[i].merge)
            status = pgf_pool_wait(parts->pool, &parts->items[i].merge->job, 0, err);
    if (!status)
        is_merging(parts);
    return status;
}

pgf_status pgf_parts_reduce(pgf_parts *parts, size_t most, pgf_error *err)
{
    pgf_status status = wait_for_merges(parts, err);
    while (!status && parts->count > most) {
        size_t first = 0; /* the oldest are the largest: take small neighbours from the end */
        size_t count = parts->count - most + 1;
        if (count > PGF_PARTS_MERGED)
            count = PGF_PARTS_MERGED;
        first = parts->count - count;
        status = start_merge(parts, first, count, err);
        if (!status)
            status = wait_for_merges(parts, err);
    }
    return status;
}

pgf_status pgf_parts_join(pgf_parts *parts, const char *destination, pgf_error *err)
{
    char **paths = calloc(parts->count + 1, sizeof *paths);
    if (!paths)
        return pgf_no_memory(err);
    for (size_t i = 0; i < parts->count; i++)
        paths[i] = parts->items[i].path;
    pgf_status status = compact(paths, parts->count, destination, err);
    free(paths);
    return status;
}
