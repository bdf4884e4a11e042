#include "gone.h"
#include "base/memory.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The path of a source relative to `root`; NULL when it does not lie below it. */
static const char *relative(const walk_root *root, const char *key)
{
    size_t size = strlen(root->absolute);
    if (strncmp(key, root->absolute, size) != 0)
        return NULL;
    if (key[size] == '\0')
        return strrchr(key, '/') + 1; /* the root is, or was, this file */
    if (size && root->absolute[size - 1] == '/')
        return key + size;
    return key[size] == '/' ? key + size + 1 : NULL;
}

static const walk_root *root_of(const walk *found, const char *key, const char **path)
{
    for (size_t i = 0; i < found->root_count; i++) {
        *path = relative(&found->roots[i], key);
        if (*path)
            return &found->roots[i];
    }
    return NULL;
}

/* Where the walk failed. */
typedef struct {
    const walk_entry **items;
    size_t count;
} failures;

static pgf_status find_failures(failures *out, const walk *found)
{
    *out = (failures){.items = calloc(found->count + 1, sizeof *out->items)};
    for (size_t i = 0; out->items && i < found->count; i++)
        if (found->entries[i].kind == WALK_FAILED)
            out->items[out->count++] = &found->entries[i];
    return out->items ? PGF_OK : PGF_ENOMEM;
}

/* Did the walk fail at this path or at a folder above it? */
static bool could_not_look(const failures *failed, const walk_root *root, const char *path)
{
    for (size_t i = 0; i < failed->count; i++) {
        const walk_entry *entry = failed->items[i];
        if (entry->root != root)
            continue;
        size_t size = strlen(entry->path);
        if (strcmp(entry->path, ".") == 0 ||
            (strncmp(entry->path, path, size) == 0 && (path[size] == '/' || path[size] == '\0')))
            return true;
    }
    return false;
}

/* Where nobody may look, or the disk does not answer, it may be. */
static bool may_be_there(const char *key)
{
    struct stat about;
    if (lstat(key, &about) == 0)
        return S_ISREG(about.st_mode);
    return errno != ENOENT && errno != ENOTDIR;
}

static void mark_found(known *k, const walk *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const walk_entry *entry = &found->entries[i];
        known_source *source = entry->kind == WALK_SKIPPED ? NULL : known_find(k, entry->key);
        if (source)
            source->found = true;
    }
}

static void sort_out(gone *out, known_source *source, const walk *found, const failures *failed,
                     const walk_options *options, bool whole)
{
    const char *path = NULL;
    const walk_root *root = root_of(found, source->key, &path);
    if (!root && !whole)
        return;
    out->below++;
    out->documents_below += source->documents;
    if (source->found)
        return;
    if (root && !whole && could_not_look(failed, root, path))
        return;
    if (root && !whole && walk_excludes(options, path) && may_be_there(source->key)) {
        out->kept++;
    } else {
        source->gone = true;
        out->sources[out->count++] = source;
        out->documents += source->documents;
    }
}

pgf_status gone_find(gone *out, known *k, const walk *found, const walk_options *options, bool whole, pgf_error *err)
{
    out->sources = calloc(k->count ? k->count : 1, sizeof *out->sources);
    failures failed = {0};
    if (!out->sources || find_failures(&failed, found))
        return pgf_no_memory(err);
    mark_found(k, found);
    for (size_t i = 0; i < k->count; i++)
        sort_out(out, &k->sources[i], found, &failed, options, whole);
    free(failed.items);
    return PGF_OK;
}

void gone_dispose(gone *out)
{
    free(out->sources);
    *out = (gone){0};
}

static size_t count_known(const known *k, const walk_root *root)
{
    size_t count = 0;
    for (size_t i = 0; i < k->count; i++)
        count += relative(root, k->sources[i].key) && k->sources[i].documents > 0;
    return count;
}

pgf_status gone_is_much(size_t going, size_t all, const char *what, pgf_error *err)
{
    if (!pgf_writer_is_much(going, all))
        return PGF_OK;
    return pgf_fail(err, PGF_ELIMIT,
                    "%zu of %zu %s would go from the index, more than a fifth; nothing was changed (if it is meant, "
                    "add --allow-mass-delete; with --dry-run, too, it lists them)",
                    going, all, what);
}

pgf_status gone_check(const gone *which, const known *k, const walk *found, pgf_error *err)
{
    for (size_t i = 0; i < found->root_count; i++) {
        const walk_root *root = &found->roots[i];
        size_t had = root->empty || root->missing ? count_known(k, root) : 0;
        if (had)
            return pgf_fail(err, PGF_ELIMIT,
                            "%s: is %s now, and %zu %s of the index came from it; nothing was changed (is a disk not "
                            "mounted? if it is meant, add --allow-mass-delete)",
                            root->named, root->missing ? "missing" : "empty", had, had == 1 ? "source" : "sources");
    }
    pgf_status status = gone_is_much(which->count, which->below, "sources", err);
    return status ? status : gone_is_much(which->documents, which->documents_below, "documents", err);
}
