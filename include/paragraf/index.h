/* Make and update an index: documents in as JSON, found by searchers once the indexer has finished. */
#ifndef PARAGRAF_INDEX_H
#define PARAGRAF_INDEX_H

#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

/* Of one document. Past it: PGF_ELIMIT for that document. */
enum { PGF_INPUT_BYTES = 100 << 20 };

/* What became of a document. */
typedef enum {
    PGF_INDEXED,
    PGF_REPLACED,
    PGF_UNCHANGED,
    PGF_REMOVED,
    PGF_EMPTY,   /* neither title nor text         */
    PGF_SKIPPED, /* there was nothing to remove    */
    PGF_FAILED,  /* it alone: the others are taken */
    PGF_OUTCOMES
} pgf_outcome;
const char *pgf_outcome_name(pgf_outcome outcome); /* "indexed" …; "" for what is none */

/* Strings are borrowed until the callback returns, and "" when not known. */
typedef struct {
    const char *path; /* of the source                                         */
    size_t line;      /* from 1 in the order they were added; 0 for a whole file */
    const char *id;
    pgf_outcome outcome;
    const char *reason; /* why, or what of the document was left out */
    const char *language;
    const char *title;
} pgf_report_line;

/*
 * Called for each document in the order of input, only once what it tells is safe on disk, by the thread that called
 * the function it is called from.
 */
typedef void pgf_report_fn(void *payload, const pgf_report_line *line);

typedef struct {
    unsigned outcomes[16]; /* of documents, by pgf_outcome; more of them may come  */
    unsigned documents;    /* in the index now                                    */
    uint64_t bytes;        /* of input that was analysed                          */
    unsigned long long generation, revision;
    unsigned long long reserved[4];
} pgf_index_totals;

/* Start from {0}: everything may stay so. Strings and lists are borrowed until the indexer is gone. */
typedef struct {
    /*
     * Who the documents come from. An index may have several sources; each run changes those of its own, and an id that
     * another one has is refused. UTF-8 that does not begin with "/": those are files that paragraf-indexer read.
     * NULL for "-", which is its standard input.
     */
    const char *source;
    /*
     * What is added is all that the source has: what it had before and does not come again is removed when the indexer
     * finishes. Where that is more than ten documents and more than a fifth of them they stay, and the report says so by
     * a line of PGF_FAILED without an id. Not `whole`: documents come and are replaced, and go by pgf_indexer_remove().
     */
    bool whole;
    bool allow_mass_delete;  /* `whole` removes however many                                                   */
    bool rebuild;            /* an empty index is begun, which replaces the old one at the end, all sources of it */
    unsigned jobs;           /* threads of a new index or a rebuild; 0 for one a processor                     */
    const char *language;    /* of documents that name none; NULL: told from their text                        */
    const char *const *maps; /* "title=headline": other names of members, as --map of paragraf-indexer has them */
    size_t map_count;
    pgf_report_fn *report; /* may be NULL */
    void *payload;
    void *reserved[8]; /* NULL, for options to come */
} pgf_index_options;

/*
 * Used by one thread at a time, and not by a child that was forked while it was open: the index stays locked until the
 * child, too, has ended or runs another program.
 */
typedef struct pgf_indexer pgf_indexer;

/*
 * Open the index at `path`, or begin one where nothing or an empty folder is. `options` may be NULL.
 * PGF_ELOCKED when somebody else is writing, PGF_EEXIST when something else is there, PGF_EVERSION when it needs
 * `rebuild`, PGF_EINVAL for a bad option, PGF_EIO, PGF_ECORRUPT.
 */
pgf_status pgf_indexer_open(pgf_indexer **out, const char *path, const pgf_index_options *options, pgf_error *err);

/*
 * Add a document, or replace the one with its id: a JSON object as docs/json-lines.md describes it, copied. One without
 * an id is called after its bytes. What is wrong with a document is told by the report and counted as PGF_FAILED.
 * Returns PGF_OK unless nothing can be indexed any more (PGF_ENOMEM, PGF_EIO …): abandon it then.
 */
pgf_status pgf_indexer_add(pgf_indexer *indexer, const char *json, size_t size, pgf_error *err);

/*
 * Remove the document of this source with this id; PGF_SKIPPED in the report when there is none, or when it is of
 * another source. Returns as pgf_indexer_add() does.
 */
pgf_status pgf_indexer_remove(pgf_indexer *indexer, const char *id, pgf_error *err);

/*
 * All that was added is indexed, safe on disk, reported and found from now on. The indexer is gone, also on failure: a
 * new index or a rebuild leaves then what was there, an update what it had committed. `totals` may be NULL.
 */
pgf_status pgf_indexer_finish(pgf_indexer *indexer, pgf_index_totals *totals, pgf_error *err);

/* Throw away what is not committed; a new index or a rebuild as a whole. NULL is fine. */
void pgf_indexer_abandon(pgf_indexer *indexer);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif
#endif
