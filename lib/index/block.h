/*
 * Blocks: a document's text in pieces of a few kilobytes, so that an answer reads only those it shows. Headings and
 * passages in order, compressed together. All that is needed to show a passage, or to read the whole text again, is in
 * its block.
 */
#ifndef PGF_INDEX_BLOCK_H
#define PGF_INDEX_BLOCK_H

#include "base/buffer.h"

enum {
    PGF_PATH_MAX = 6,
    PGF_BLOCK_BYTES = 6000,
    PGF_HEADING_MAX = 500, /* bytes of a heading over a passage: a longer one is cut between characters there */
    PGF_ANCHOR_MAX = 500   /* a longer anchor is left out                                                     */
};

typedef struct {
    unsigned level; /* of a heading: 1 to 6; 0 for a passage    */
    const char *text;
    size_t size;
    size_t offset; /* code points from the start of the document */
    unsigned page;
    const char *anchor;  /* of a heading, NUL-terminated; NULL is "" when one is made         */
    const char *heading; /* read back: `text` of a heading as paths show it; NULL of a passage */
} pgf_block_item;

/* --- Making blocks --- */

typedef struct pgf_block_maker pgf_block_maker;
/* Gets a document's blocks one by one, compressed, numbered from 0. */
typedef pgf_status pgf_block_fn(void *payload, size_t number, const char *bytes, size_t size);
pgf_status pgf_block_maker_new(pgf_block_maker **out, pgf_error *err);
void pgf_block_maker_free(pgf_block_maker *maker);
/* PGF_ELIMIT when a heading or passage of `size` bytes is too large to be stored: over 32 MB. */
pgf_status pgf_block_check(size_t size, pgf_error *err);
/* Start a document; what another one left unfinished is forgotten. */
void pgf_block_maker_begin(pgf_block_maker *maker, pgf_block_fn *each, void *payload);
/*
 * The item is copied. `*number` and `*index` (may be NULL): the block it went to, and its place there from 0.
 * PGF_ELIMIT as pgf_block_check() says. After a failure begin again.
 */
pgf_status pgf_block_maker_add(pgf_block_maker *maker, const pgf_block_item *item, size_t *number, size_t *index,
                               pgf_error *err);
/* `*count` (may be NULL): how many blocks the document has. */
pgf_status pgf_block_maker_end(pgf_block_maker *maker, size_t *count, pgf_error *err);

/* --- Reading one --- */

/* A heading that holds where a block starts or a passage stands. Borrowed from the block. */
typedef struct {
    unsigned level;
    const char *heading, *anchor; /* NUL-terminated */
} pgf_block_heading;

typedef struct pgf_block {
    size_t number;                        /* for the caller */
    pgf_block_heading path[PGF_PATH_MAX]; /* in force at its start */
    size_t path_count;
    pgf_block_item *items;
    size_t item_count;
    char *memory; /* all strings lie in here */
} pgf_block;

/* What reading keeps from block to block. One a thread. */
typedef struct pgf_block_opener pgf_block_opener;
pgf_status pgf_block_opener_new(pgf_block_opener **out, pgf_error *err);
void pgf_block_opener_free(pgf_block_opener *opener);

/* PGF_ECORRUPT when the bytes are no block; `*out` is empty then. */
pgf_status pgf_block_read(pgf_block_opener *opener, pgf_block *out, const char *bytes, size_t size, pgf_error *err);
void pgf_block_dispose(pgf_block *block);

/*
 * The headings over item `index`, outermost first; returns how many. `path` has room for PGF_PATH_MAX. A heading ends
 * those of its level and below, and stands over itself.
 */
size_t pgf_block_path(const pgf_block *block, size_t index, pgf_block_heading *path);

#endif
