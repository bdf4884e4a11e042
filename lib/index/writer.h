/*
 * Writing an index: units of input go in, documents come out. A new index or a rebuild is made beside the old one by
 * worker threads and switched to at the end; else the documents are changed in place. Which of the two is the writer's
 * affair; the calls are the same.
 */
#ifndef PGF_INDEX_WRITER_H
#define PGF_INDEX_WRITER_H

#include "document/document.h"
#include "index/hash.h"
#include <paragraf/index.h>
#include <sys/types.h>

typedef struct pgf_writer pgf_writer;

/* --- Sources ------------------------------------------------------------------------------------------------------ */

/* What is remembered of a source (a file, or standard input) to see whether it changed. */
typedef struct {
    uint64_t size;
    int64_t mtime;    /* nanoseconds since 1970            */
    uint64_t hash[2]; /* XXH3 of its bytes                 */
} pgf_source_stamp;

/* What an index knows of one source. Strings are borrowed until the callback returns. */
typedef struct {
    const char *key;  /* absolute path; "-" for standard input                          */
    const char *path; /* relative to its root, as answers show it                       */
    pgf_source_stamp stamp;
    pgf_outcome outcome; /* of the whole source: PGF_INDEXED, PGF_EMPTY, PGF_SKIPPED or PGF_FAILED */
    const char *reason;  /* "" when all is well                                            */
    unsigned documents;  /* how many it gave                                               */
    unsigned failures;   /* how many of its documents failed                               */
} pgf_source;

/* --- Opening ------------------------------------------------------------------------------------------------------ */

/* One unit of input: a whole file, or a line of JSON Lines. */
typedef struct {
    char *bytes; /* malloc'd; the writer frees it                       */
    size_t size;
    const char *path;   /* as answers show it; borrowed until the unit's report */
    size_t line;        /* from 1 in JSON Lines, 0 for a file                  */
    const void *format; /* the caller's own                                    */
} pgf_unit;

typedef enum { PGF_UNIT_DOCUMENT, PGF_UNIT_DELETE, PGF_UNIT_EMPTY } pgf_unit_kind;

/*
 * Turn a unit into a document, called from several threads at once. Without an id the document gets the unit's path,
 * followed by "#" and the line in JSON Lines, a hash of the line on standard input.
 * PGF_UNIT_DELETE: `document` has just the id. PGF_UNIT_EMPTY: nothing to index. A failure but PGF_ENOMEM costs this
 * unit only: `err` is reported.
 */
typedef pgf_status pgf_parse_fn(void *payload, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                                pgf_error *err);

typedef struct {
    unsigned jobs;      /* worker threads; 0: as many as processors                              */
    bool rebuild;       /* make a new generation even when there is one                          */
    size_t batch_bytes; /* of input a private database; 0: what was measured best                */
    unsigned batch_units;
    bool guarded; /* a source that is read again keeps its documents when too many would go (pgf_writer_is_much) */
    /*
     * The sources are a program's. PGF_UNIT_DELETE takes a document of the source that is read, and none of another one;
     * a document without an id is called after a hash of its bytes, an empty one, too.
     */
    bool own;
    const char *language; /* for documents that have none, instead of detection; "" or NULL: detect */
    pgf_parse_fn *parse;
    pgf_report_fn *report; /* may be NULL */
    void *payload;         /* of both     */
} pgf_writer_options;

/*
 * Open for writing, create when there is nothing at `path` or an empty folder. Takes the lock: PGF_ELOCKED when another
 * process has it.
 * PGF_EEXIST for a folder that is not an index and not empty (it is never written into); PGF_EVERSION when the index
 * was made with another analyser, stemmer or field table (and not `rebuild`).
 */
pgf_status pgf_writer_open(pgf_writer **out, const char *path, const pgf_writer_options *options, pgf_error *err);

/* Do so many go at once that an export or a disk may have failed? Up to 10 may go, or up to one in 5. */
static inline bool pgf_writer_is_much(size_t going, size_t all)
{
    return going > 10 && going * 5 > all;
}

/* True when a generation is being made, false when one is changed in place. */
bool pgf_writer_builds(const pgf_writer *writer);

/* What earlier runs left of sources whose key starts with `prefix`, in byte order; nothing while building. */
typedef pgf_status pgf_source_fn(void *payload, const pgf_source *source);
pgf_status pgf_writer_walk_sources(pgf_writer *writer, const char *prefix, pgf_source_fn *each, void *payload,
                                   pgf_error *err);

/* --- Feeding: by one thread --------------------------------------------------------------------------------------- */

/*
 * Begin a source, add its units in order, end it; `path` is borrowed until then. Documents of the source that did not
 * come again are removed at its end, unless `partial` (standard input) or too many for a `guarded` writer: then the
 * source fails and is read again.
 * `stamp`, `outcome` and `reason` of pgf_writer_end_source are what the next run finds.
 * `stamp` NULL: the source was not read to its end (interrupted, or a read failed): none of its documents is removed,
 * and the next run finds it changed. So it does when an id of the source is that of another one's document.
 */
pgf_status pgf_writer_begin_source(pgf_writer *writer, const char *key, const char *path, bool partial, pgf_error *err);
/* Takes unit->bytes, whatever it returns. */
pgf_status pgf_writer_add(pgf_writer *writer, const pgf_unit *unit, pgf_error *err);
pgf_status pgf_writer_end_source(pgf_writer *writer, const pgf_source_stamp *stamp, pgf_outcome outcome,
                                 const char *reason, pgf_error *err);

/* The source is the same as before: only its stamp is renewed (mtime changed, bytes did not). */
pgf_status pgf_writer_touch_source(pgf_writer *writer, const char *key, const pgf_source_stamp *stamp, pgf_error *err);
/* A source and all its documents go. */
pgf_status pgf_writer_remove_source(pgf_writer *writer, const char *key, pgf_error *err);
/* One document goes; reported as removed, or as skipped when there is none. */
pgf_status pgf_writer_remove_id(pgf_writer *writer, const char *id, pgf_error *err);

/* --- Ending ------------------------------------------------------------------------------------------------------- */

/*
 * Units done so far and bytes analysed; from any thread. `stage` names what is going on: "reading", "merging",
 * "checking".
 */
typedef struct {
    unsigned units;
    uint64_t bytes;
    const char *stage;
} pgf_writer_progress;
pgf_writer_progress pgf_writer_watch(const pgf_writer *writer);

/*
 * Wait until all that was fed is analysed, so that pgf_writer_watch tells the last of it; `*documents` is how many the
 * index will have.
 */
pgf_status pgf_writer_wait(pgf_writer *writer, size_t *documents, pgf_error *err);

/*
 * All that was fed is indexed, safe on disk, reported and visible to readers; the writer is gone, also on failure.
 * `totals` may be NULL.
 */
pgf_status pgf_writer_finish(pgf_writer *writer, pgf_index_totals *totals, pgf_error *err);
/* A generation being made is thrown away; changes in place since the last commit are too. NULL is fine. */
void pgf_writer_abandon(pgf_writer *writer);

#endif
