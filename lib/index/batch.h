/* A batch: some hundred units that one thread turns into a small private database. */
#ifndef PGF_INDEX_BATCH_H
#define PGF_INDEX_BATCH_H

#include "index/pool.h"
#include "index/writing.h"

/*
 * Small, because the cost of Xapian's maps grows with what is in them: 242 MB took 41 s in one database and 22 s in
 * databases of 250 documents.
 */
enum { PGF_BATCH_BYTES = 1600000, PGF_BATCH_UNITS = 400 };

typedef struct {
    pgf_unit unit;
    unsigned source; /* index into the sources of the build */
    unsigned docid;  /* for what becomes a document         */
} pgf_batch_unit;

typedef struct pgf_batch {
    pgf_job job;
    pgf_writer *writer;
    const char *before;  /* the generation in use, for when its documents were first indexed; "" for none */
    char path[PATH_MAX]; /* of its database */
    pgf_batch_unit *units;
    size_t count, capacity;
    size_t bytes;
    unsigned documents; /* in the database, once it is done */
    pgf_buffer results;
    struct pgf_batch *next;
} pgf_batch;

pgf_status pgf_batch_new(pgf_batch **out, pgf_writer *writer, pgf_error *err);
void pgf_batch_free(pgf_batch *batch);
/* Takes unit->bytes, whatever it returns. */
pgf_status pgf_batch_add(pgf_batch *batch, const pgf_unit *unit, unsigned source, unsigned docid, pgf_error *err);

/* What became of the units, in their order, once the job is done. Strings are borrowed from the batch. */
typedef struct {
    pgf_outcome outcome; /* PGF_INDEXED; PGF_REMOVED for a line that deletes `id`; PGF_EMPTY or PGF_FAILED */
    const char *id, *language, *title, *reason;
} pgf_batch_result;
pgf_cursor pgf_batch_results(const pgf_batch *batch);
pgf_batch_result pgf_batch_next_result(pgf_cursor *cursor);

#endif
