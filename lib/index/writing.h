/* Inside of a writer: what building and updating share. writer.c hands each call to the one that is going on. */
#ifndef PGF_INDEX_WRITING_H
#define PGF_INDEX_WRITING_H

#include "index/layout.h"
#include "index/reports.h"
#include "index/store.h"
#include "index/writer.h"
#include <stdatomic.h>

typedef struct pgf_build pgf_build;
typedef struct pgf_update pgf_update;

struct pgf_writer {
    char path[PATH_MAX];
    pgf_writer_options options;
    pgf_layout layout; /* of the index as it was; its generation is 0 for a new one */
    pgf_place place;   /* what was at `path`                                        */
    int lock;
    pgf_reports reports;
    pgf_index_totals totals;
    atomic_uint units;
    _Atomic uint64_t bytes;
    _Atomic(const char *) stage;
    pgf_build *build; /* one of the two */
    pgf_update *update;
};

/* Why no document is removed. */
#define PGF_ID_UNKNOWN   "no document has this id"
#define PGF_ID_ELSEWHERE "the document with this id is of another source"
/* Append why the id of `line` is refused: a document of the source at `owner` has it. PGF_OK or PGF_ENOMEM. */
pgf_status pgf_writing_id_taken(pgf_buffer *reason, const pgf_report_line *line, const char *owner);

/* Add to the reason of `line` that a line before it had its id; the reason is in `buffer` then. PGF_OK or PGF_ENOMEM. */
pgf_status pgf_writing_id_repeated(pgf_buffer *buffer, pgf_report_line *line);

/* Append what is remembered of a line of a source that failed. PGF_OK or PGF_ENOMEM. */
pgf_status pgf_writing_line_reason(pgf_buffer *reason, const pgf_report_line *line);

/* Queue a report line and count its outcome. */
pgf_status pgf_writing_report(pgf_writer *writer, const pgf_report_line *line, pgf_error *err);

/* --- A generation beside the one in use: build.c ------------------------------------------------------------------ */

pgf_status pgf_build_start(pgf_writer *writer, unsigned long long number, pgf_error *err);
pgf_status pgf_build_begin_source(pgf_build *build, const char *key, const char *path, pgf_error *err);
pgf_status pgf_build_add(pgf_build *build, const pgf_unit *unit, pgf_error *err);
pgf_status pgf_build_end_source(pgf_build *build, const pgf_source_stamp *stamp, pgf_outcome outcome,
                                const char *reason, pgf_error *err);
pgf_status pgf_build_remove_id(pgf_build *build, const char *id, pgf_error *err);
pgf_status pgf_build_finish(pgf_build *build, pgf_error *err);
/* The threads end; what was made is gone unless it was finished. NULL is fine. */
void pgf_build_free(pgf_build *build);

/* --- The generation in use: update.c ------------------------------------------------------------------------------ */

pgf_status pgf_update_start(pgf_writer *writer, pgf_error *err);
pgf_status pgf_update_walk_sources(pgf_update *update, const char *prefix, pgf_source_fn *each, void *payload,
                                   pgf_error *err);
pgf_status pgf_update_begin_source(pgf_update *update, const char *key, const char *path, bool partial, pgf_error *err);
pgf_status pgf_update_add(pgf_update *update, const pgf_unit *unit, pgf_error *err);
pgf_status pgf_update_end_source(pgf_update *update, const pgf_source_stamp *stamp, pgf_outcome outcome,
                                 const char *reason, pgf_error *err);
pgf_status pgf_update_touch_source(pgf_update *update, const char *key, const pgf_source_stamp *stamp, pgf_error *err);
pgf_status pgf_update_remove_source(pgf_update *update, const char *key, pgf_error *err);
pgf_status pgf_update_remove_id(pgf_update *update, const char *id, pgf_error *err);
pgf_status pgf_update_finish(pgf_update *update, pgf_error *err);
void pgf_update_free(pgf_update *update);

/* --- Removing and vocabulary, for both: change.c ------------------------------------------------------------------ */

/* Bring what `store` counted into the vocabulary of `writable`. */
pgf_status pgf_change_words(pgf_store *store, xap_writable *writable, pgf_error *err);

/* --- What a unit becomes: unit.c ---------------------------------------------------------------------------------- */

/* A unit read. `document` is NULL unless the kind is PGF_UNIT_DOCUMENT. */
typedef struct {
    pgf_status status; /* PGF_OK, or why it failed, with `problem` */
    pgf_error problem;
    pgf_unit_kind kind;
    pgf_document *document;
    char *id; /* of the document, or what a delete line names */
    uint64_t hash;
} pgf_read_unit;

/* Call the parser and give a document without an id its path and line. PGF_ENOMEM alone is an error of the call. */
pgf_status pgf_unit_read(const pgf_writer_options *options, const pgf_unit *unit, pgf_read_unit *out, pgf_error *err);
void pgf_read_unit_dispose(pgf_read_unit *read);
/* Does what pgf_store_put() returned say that the document cannot be stored, and not that nothing can be any more? */
bool pgf_unit_is_at_fault(pgf_status status);

#endif
