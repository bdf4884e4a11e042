#include "names.h"
#include "base/memory.h"
#include <search.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const known *before;
    void *taken; /* tree of names; the strings are those of `before` and of the entries */
} names;

/* Entries of one root. */
typedef struct {
    const walk_root *root;
    walk_entry *entries;
    const char **kept; /* of each entry, the name it has already: NULL for none */
    size_t count;
} group;

/* The last folders of a root's path, put in front of its names: none at first. */
typedef struct {
    const char *path;
    size_t begin, end;
    unsigned number; /* behind them when they do not tell apart, from 2; 0 for none */
} label;

static int by_name(const void *left, const void *right)
{
    return strcmp(left, right);
}

static void keep_string(void *name)
{
    (void)name;
}

static bool is_taken(const names *n, const char *name)
{
    return tfind(name, &n->taken, by_name) != NULL;
}

static pgf_status take(names *n, const char *name)
{
    return tsearch(name, &n->taken, by_name) ? PGF_OK : PGF_ENOMEM;
}

/* --- Names the index has ------------------------------------------------------------------------------------------ */

static bool is_kept(const known_source *source)
{
    return source->documents > 0 && !source->gone;
}

static pgf_status take_known(names *n)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; n->before && i < n->before->count && !status; i++)
        if (is_kept(&n->before->sources[i]))
            status = take(n, n->before->sources[i].path);
    return status;
}

/* `kept`, of all entries. */
static void find_kept(const known *before, const walk *found, const char **kept)
{
    for (size_t i = 0; before && i < found->count; i++) {
        const known_source *source = known_find(before, found->entries[i].key);
        if (source && is_kept(source))
            kept[i] = source->path;
    }
}

/* --- Labels ------------------------------------------------------------------------------------------------------- */

static label no_label(const walk_root *root)
{
    const char *path = root->absolute;
    size_t end = root->is_file ? (size_t)(strrchr(path, '/') - path) : strlen(path);
    return (label){path, end, end, 0};
}

/* One folder more; false when there is none. */
static bool lengthen(label *l)
{
    size_t begin = l->begin == l->end ? l->begin : l->begin - 1, end = begin;
    while (begin && l->path[begin - 1] != '/')
        begin--;
    if (begin == end)
        return false;
    l->begin = begin;
    return true;
}

static pgf_status name_with(const label *l, const walk_entry *entry, char **out)
{
    pgf_buffer path = {0};
    pgf_status status = pgf_buffer_append(&path, l->path + l->begin, l->end - l->begin);
    if (!status && l->number)
        status = pgf_buffer_printf(&path, "~%u", l->number);
    if (!status && path.size)
        status = pgf_buffer_append_char(&path, '/');
    if (!status)
        status = pgf_buffer_append_text(&path, entry->path);
    if (!status)
        status = walk_show(path.bytes, out);
    if (status || *out != path.bytes)
        pgf_buffer_dispose(&path);
    return status;
}

/* The label that the root's files have had so far, as the first of them tells. */
static pgf_status known_label(const group *g, label *out)
{
    size_t at = 0;
    *out = no_label(g->root);
    while (at < g->count && !g->kept[at])
        at++;
    if (at == g->count)
        return PGF_OK;
    label guess = no_label(g->root);
    pgf_status status;
    bool same = false;
    do {
        char *name = NULL;
        status = name_with(&guess, &g->entries[at], &name);
        same = !status && strcmp(name, g->kept[at]) == 0;
        free(name);
    } while (!status && !same && lengthen(&guess));
    if (same)
        *out = guess;
    return status;
}

static pgf_status clashes(const names *n, const label *l, const group *g, bool *out)
{
    pgf_status status = PGF_OK;
    *out = false;
    for (size_t i = 0; i < g->count && !*out && !status; i++) {
        char *name = NULL;
        if (g->entries[i].kind != WALK_READ || g->kept[i])
            continue;
        status = name_with(l, &g->entries[i], &name);
        *out = !status && is_taken(n, name);
        free(name);
    }
    return status;
}

/* --- Giving them -------------------------------------------------------------------------------------------------- */

static pgf_status name_entry(names *n, const label *l, walk_entry *entry, const char *kept)
{
    char *name = NULL;
    pgf_status status = kept ? (name = strdup(kept)) ? PGF_OK : PGF_ENOMEM : name_with(l, entry, &name);
    if (status)
        return status;
    if (entry->shown != entry->path)
        free(entry->shown);
    entry->shown = name;
    return entry->kind == WALK_READ ? take(n, name) : PGF_OK;
}

static pgf_status name_group(names *n, const group *g)
{
    label l;
    bool clash = false;
    pgf_status status = known_label(g, &l);
    if (!status)
        status = clashes(n, &l, g, &clash);
    while (!status && clash) {
        if (!lengthen(&l))
            l.number = l.number ? l.number + 1 : 2;
        status = clashes(n, &l, g, &clash);
    }
    for (size_t i = 0; i < g->count && !status; i++)
        status = name_entry(n, &l, &g->entries[i], g->kept[i]);
    return status;
}

pgf_status names_give(walk *found, const known *before, pgf_error *err)
{
    names n = {.before = before};
    const char **kept = calloc(found->count + 1, sizeof *kept);
    if (!kept)
        return pgf_no_memory(err);
    find_kept(before, found, kept);
    pgf_status status = take_known(&n);
    for (size_t from = 0, to; from < found->count && !status; from = to) {
        for (to = from; to < found->count && found->entries[to].root == found->entries[from].root; to++)
            ;
        const group g = {found->entries[from].root, &found->entries[from], &kept[from], to - from};
        status = name_group(&n, &g);
    }
    tdestroy(n.taken, keep_string);
    free(kept);
    return status ? pgf_no_memory(err) : PGF_OK;
}
