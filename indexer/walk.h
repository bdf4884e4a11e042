/* What lies under the paths that were named: every file once, in an order that does not change. */
#ifndef PGF_INDEXER_WALK_H
#define PGF_INDEXER_WALK_H

#include "base/buffer.h"
#include "intake/intake.h"
#include <stdint.h>
#include <sys/types.h>

/* One PATH of the command line. */
typedef struct {
    const char *named;    /* as typed                                                                     */
    char *absolute;       /* without symbolic links; of a missing one as far as it can be told            */
    const char *base_url; /* NULL when there is none                                                   */
    bool missing;         /* there is nothing at the path (only with walk_options.allow_missing)          */
    bool is_file;
    bool empty; /* a folder with no file in it, or a file without a byte */
    int folder; /* open; of a file the folder it lies in. -1 when missing                              */
} walk_root;

typedef enum {
    WALK_READ,    /* a file of a format that is read                                    */
    WALK_SKIPPED, /* left out, `reason` says why                                        */
    WALK_FAILED   /* a file or folder that cannot be looked into: nothing under it is known to be gone */
} walk_kind;

typedef struct {
    char *path;  /* relative to the root, bytes as on disk; of a root that is a file its name  */
    char *shown; /* as answers show it, valid UTF-8: `path`, perhaps behind folders above its root */
    char *key;   /* of its source: the absolute path without symbolic links                       */
    const walk_root *root;
    walk_kind kind;
    uint64_t size;
    int64_t mtime;               /* nanoseconds since 1970 */
    const intake_format *format; /* of WALK_READ */
    const char *reason;          /* static; NULL when `path`'s suffix is the reason, or for WALK_READ */
    int problem;                 /* errno of WALK_FAILED */
} walk_entry;

/* Borrowed for the walk. */
typedef struct {
    const char *const *include, *const *exclude;
    size_t include_count, exclude_count;
    bool allow_missing; /* a missing root is an empty one */
    const char *index;  /* never looked into */
    const char *report; /* never read; NULL for none */
} walk_options;

typedef struct {
    walk_root *roots;
    size_t root_count;
    walk_entry *entries; /* root by root as named, in each in byte order of the path */
    size_t count, capacity;
    size_t excluded; /* files left out by --include and --exclude; they are no entries */
    size_t hidden;   /* names starting with a dot                                      */
} walk;

/*
 * Find what lies under `named`. Start from {0}; walk_dispose afterwards, also after a failure.
 * Symbolic links below a root are not followed (a root itself may be one), FIFOs, devices and sockets are left out, as
 * are names that begin with a dot, and every folder that is an index. A file under two roots belongs to the first.
 * PGF_ENOTFOUND for a root that is missing, PGF_EIO for one that cannot be read, PGF_EINVAL for one inside the index;
 * each says what to do.
 */
pgf_status walk_paths(walk *out, const char *const *named, size_t count, const walk_options *options, pgf_error *err);
void walk_dispose(walk *out);

/* `path` with %XX for bytes that are no UTF-8: `*out` is `path` itself, or new. PGF_OK or PGF_ENOMEM. */
pgf_status walk_show(char *path, char **out);

/* What `path`, `shown` and `key` hold; for those who take entries out of a walk. */
void walk_entry_dispose(walk_entry *entry);

/* Would `path` be left out by --include and --exclude, itself or a folder above it? */
bool walk_excludes(const walk_options *options, const char *path);

/* The suffix of a path with its dot, "" for none: of the last part only. Borrowed from `path`. */
const char *walk_suffix(const char *path);

/* Why an entry is skipped or failed, for a report: one line. */
pgf_status walk_explain(const walk_entry *entry, pgf_buffer *out);

#endif
