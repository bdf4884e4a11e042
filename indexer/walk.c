#include "walk.h"
#include "base/memory.h"
#include "beneath.h"
#include "doubles.h"
#include "glob.h"
#include "index/layout.h"
#include "root.h"
#include "text/charset.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    bool known;
    dev_t device;
    ino_t inode;
} identity;

typedef struct {
    walk *out;
    const walk_options *options;
    const walk_root *root;
    identity index, report;
    pgf_buffer path; /* where the walk is, relative to the root; "" for the root itself */
} walker;

/* One name in a folder. */
typedef struct {
    char *name;
    struct stat about;
    int problem; /* errno when there is nothing in `about` */
} found;

typedef struct {
    found *item;
    size_t count, capacity;
} listing;

static identity identify(const char *path)
{
    struct stat about;
    if (!path || stat(path, &about))
        return (identity){0};
    return (identity){true, about.st_dev, about.st_ino};
}

static bool is_same(identity known, const struct stat *about)
{
    return known.known && known.device == about->st_dev && known.inode == about->st_ino;
}

const char *walk_suffix(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return dot && dot != name ? dot : "";
}

bool walk_excludes(const walk_options *options, const char *path)
{
    if (options->include_count && !glob_matches_any(options->include, options->include_count, path))
        return true;
    if (!options->exclude_count)
        return false;
    char above[PATH_MAX];
    size_t size = strlen(path);
    if (size >= sizeof above) /* what no pattern matches and nothing can open */
        return false;
    memcpy(above, path, size + 1);
    bool excluded = false;
    for (char *slash = above; slash && !excluded; slash = strrchr(above, '/')) {
        if (slash != above)
            *slash = '\0';
        excluded = glob_matches_any(options->exclude, options->exclude_count, above);
    }
    return excluded;
}

/* --- Entries ------------------------------------------------------------------------------------------------------ */

pgf_status walk_show(char *path, char **out)
{
    size_t size = strlen(path), at = pgf_utf8_valid(path, size);
    *out = path;
    if (at == size)
        return PGF_OK;
    pgf_buffer shown = {0};
    pgf_status status = pgf_buffer_append(&shown, path, at);
    while (at < size && !status) {
        size_t valid = pgf_utf8_valid(path + at + 1, size - at - 1);
        status = pgf_buffer_printf(&shown, "%%%02X", (unsigned)(unsigned char)path[at]);
        if (!status)
            status = pgf_buffer_append(&shown, path + at + 1, valid);
        at += 1 + valid;
    }
    if (status)
        pgf_buffer_dispose(&shown);
    else
        *out = pgf_buffer_take(&shown);
    return status || !*out ? PGF_ENOMEM : PGF_OK;
}

void walk_entry_dispose(walk_entry *entry)
{
    if (entry->shown != entry->path)
        free(entry->shown);
    free(entry->path);
    free(entry->key);
}

static char *make_key(const walk_root *root, const char *path)
{
    pgf_buffer key = {0};
    pgf_status status = pgf_buffer_append_text(&key, root->absolute);
    if (!status && !root->is_file && key.size && key.bytes[key.size - 1] != '/')
        status = pgf_buffer_append_char(&key, '/');
    if (!status && !root->is_file)
        status = pgf_buffer_append_text(&key, path);
    if (!status)
        return pgf_buffer_take(&key);
    pgf_buffer_dispose(&key);
    return NULL;
}

/* `model` has everything but path, shown and key. */
static pgf_status add_entry(walker *w, const char *path, walk_entry model)
{
    walk *out = w->out;
    walk_entry *entries = pgf_array_grow(out->entries, out->count, &out->capacity, sizeof *entries);
    if (!entries)
        return PGF_ENOMEM;
    out->entries = entries;
    model.root = w->root;
    model.path = strdup(path);
    model.shown = model.path;
    model.key = make_key(w->root, path);
    if (!model.path || !model.key || walk_show(model.path, &model.shown)) {
        walk_entry_dispose(&model);
        return PGF_ENOMEM;
    }
    out->entries[out->count++] = model;
    return PGF_OK;
}

static const char *why_not_regular(mode_t mode)
{
    return S_ISLNK(mode)    ? "is a symbolic link, which is not followed"
           : S_ISFIFO(mode) ? "is a FIFO"
           : S_ISSOCK(mode) ? "is a socket"
                            : "is a device";
}

static pgf_status add_file(walker *w, const char *path, const struct stat *about)
{
    walk_entry entry = {.kind = WALK_SKIPPED, .size = (uint64_t)about->st_size};
    entry.mtime = (int64_t)about->st_mtim.tv_sec * 1000000000 + about->st_mtim.tv_nsec;
    if (!S_ISREG(about->st_mode)) {
        entry.reason = why_not_regular(about->st_mode);
        return add_entry(w, path, entry);
    }
    if (is_same(w->report, about)) {
        entry.reason = "is the report being written";
        return add_entry(w, path, entry);
    }
    entry.format = intake_format_of(path);
    if (entry.format)
        entry.kind = WALK_READ;
    return add_entry(w, path, entry);
}

static pgf_status add_failed(walker *w, const char *path, int problem)
{
    return add_entry(w, path, (walk_entry){.kind = WALK_FAILED, .problem = problem});
}

/* --- Folders ------------------------------------------------------------------------------------------------------ */

static void listing_dispose(listing *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->item[i].name);
    free(names->item);
}

static pgf_status add_name(listing *names, int folder, const char *name)
{
    found *item = pgf_array_grow(names->item, names->count, &names->capacity, sizeof *item);
    if (!item)
        return PGF_ENOMEM;
    names->item = item;
    found *next = &names->item[names->count];
    *next = (found){.name = strdup(name)};
    if (!next->name)
        return PGF_ENOMEM;
    names->count++;
    if (fstatat(folder, name, &next->about, AT_SYMLINK_NOFOLLOW))
        next->problem = errno;
    return PGF_OK;
}

/* Folders sort as if their name ended in a slash: so whole paths come in byte order. */
static int by_path(const void *left, const void *right)
{
    const found *a = left, *b = right;
    size_t same = 0;
    while (a->name[same] && a->name[same] == b->name[same])
        same++;
    unsigned char ends[2];
    const found *both[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        ends[i] = (unsigned char)both[i]->name[same];
        if (!ends[i] && !both[i]->problem && S_ISDIR(both[i]->about.st_mode))
            ends[i] = '/';
    }
    return ends[0] - ends[1];
}

/* Takes `folder`. PGF_OK with `*problem` set when it cannot be read. */
static pgf_status list_folder(walker *w, int folder, listing *names, int *problem)
{
    DIR *stream = fdopendir(folder);
    if (!stream) {
        *problem = errno;
        close(folder);
        return PGF_OK;
    }
    pgf_status status = PGF_OK;
    while (!status) {
        errno = 0;
        struct dirent *entry = readdir(stream);
        if (!entry) {
            *problem = errno;
            break;
        }
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (entry->d_name[0] == '.')
            w->out->hidden++;
        else
            status = add_name(names, dirfd(stream), entry->d_name);
    }
    closedir(stream);
    if (names->count)
        qsort(names->item, names->count, sizeof *names->item, by_path);
    return status;
}

static pgf_status visit_folder(walker *w);

static pgf_status visit(walker *w, const found *item)
{
    if (item->problem)
        return add_failed(w, w->path.bytes, item->problem);
    bool is_folder = S_ISDIR(item->about.st_mode);
    if (is_folder && is_same(w->index, &item->about))
        return add_entry(w, w->path.bytes, (walk_entry){.kind = WALK_SKIPPED, .reason = "is the index being written"});
    const walk_options *options = w->options;
    if (is_folder ? glob_matches_any(options->exclude, options->exclude_count, w->path.bytes)
                  : walk_excludes(options, w->path.bytes)) {
        w->out->excluded++;
        return PGF_OK;
    }
    return is_folder ? visit_folder(w) : add_file(w, w->path.bytes, &item->about);
}

static pgf_status visit_names(walker *w, const listing *names)
{
    size_t size = w->path.size;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < names->count && !status; i++) {
        if (size)
            status = pgf_buffer_append_char(&w->path, '/');
        if (!status)
            status = pgf_buffer_append_text(&w->path, names->item[i].name);
        if (!status)
            status = visit(w, &names->item[i]);
        w->path.size = size;
        if (w->path.bytes)
            w->path.bytes[size] = '\0';
    }
    return status;
}

/* No descriptor stays open while what lies below is visited: a tree may be deeper than there are descriptors. */
static pgf_status visit_folder(walker *w)
{
    const char *path = w->path.size ? w->path.bytes : ".";
    int folder = beneath_open_folder(w->root->folder, path);
    if (folder < 0)
        return add_failed(w, path, errno);
    if (w->path.size && faccessat(folder, PGF_LAYOUT_FILE, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
        close(folder);
        return add_entry(w, path, (walk_entry){.kind = WALK_SKIPPED, .reason = "is an index"});
    }
    listing names = {0};
    int problem = 0;
    pgf_status status = list_folder(w, folder, &names, &problem);
    if (!status)
        status = visit_names(w, &names);
    if (!status && problem)
        status = add_failed(w, w->path.size ? w->path.bytes : ".", problem);
    listing_dispose(&names);
    return status;
}

/* --- Roots -------------------------------------------------------------------------------------------------------- */

static pgf_status visit_root(walker *w, walk_root *root, pgf_error *err)
{
    pgf_status status = root_open(root, w->options, err);
    if (status || root->missing)
        return status;
    w->root = root;
    pgf_buffer_clear(&w->path);
    size_t before = w->out->count + w->out->excluded;
    if (!root->is_file) {
        status = visit_folder(w);
        root->empty = w->out->count + w->out->excluded == before;
        return status;
    }
    struct stat about;
    const char *name = strrchr(root->absolute, '/') + 1;
    if (fstatat(root->folder, name, &about, AT_SYMLINK_NOFOLLOW))
        return add_failed(w, name, errno);
    root->empty = S_ISREG(about.st_mode) && about.st_size == 0;
    return add_file(w, name, &about);
}

/* --- The walk ----------------------------------------------------------------------------------------------------- */

pgf_status walk_paths(walk *out, const char *const *named, size_t count, const walk_options *options, pgf_error *err)
{
    walker w = {.out = out, .options = options};
    w.index = identify(options->index);
    w.report = identify(options->report);
    out->roots = calloc(count ? count : 1, sizeof *out->roots);
    pgf_status status = out->roots ? pgf_buffer_reserve(&w.path, 256) : PGF_ENOMEM;
    for (size_t i = 0; i < count && !status; i++) {
        out->roots[i] = (walk_root){.named = named[i], .folder = -1};
        out->root_count++;
        status = visit_root(&w, &out->roots[i], err);
    }
    if (!status)
        status = doubles_drop(out);
    pgf_buffer_dispose(&w.path);
    return status == PGF_ENOMEM ? pgf_no_memory(err) : status;
}

void walk_dispose(walk *out)
{
    for (size_t i = 0; i < out->count; i++)
        walk_entry_dispose(&out->entries[i]);
    for (size_t i = 0; i < out->root_count; i++) {
        free(out->roots[i].absolute);
        if (out->roots[i].folder >= 0)
            close(out->roots[i].folder);
    }
    free(out->entries);
    free(out->roots);
    *out = (walk){0};
}

pgf_status walk_explain(const walk_entry *entry, pgf_buffer *out)
{
    if (entry->kind == WALK_FAILED)
        return pgf_buffer_printf(out, "cannot be read: %s", strerror(entry->problem));
    if (entry->reason)
        return pgf_buffer_append_text(out, entry->reason);
    const char *suffix = walk_suffix(entry->path);
    if (!*suffix)
        return pgf_buffer_append_text(out, "files without a suffix are not supported yet");
    return pgf_buffer_printf(out, "%s is not supported yet", suffix);
}
