/* Giving the writer what the walk found: what is new or changed, and nothing else. */
#ifndef PGF_INDEXER_FEED_H
#define PGF_INDEXER_FEED_H

#include "known.h"
#include "parse.h"
#include "progress.h"
#include "tally.h"
#include "walk.h"

typedef struct {
    pgf_writer *writer;
    const known *known;
    const parse_rules *rules;
    tally *tally;
} feed;

/*
 * Read every entry of the walk that is new or changed and give it to the writer, in order; the others are tallied. What
 * cannot be read is a failure of that file only, and what the index has of it stays.
 * Stops early, with PGF_OK, when a signal came. Otherwise the writer's errors.
 *
 *   sources   room for as many as there are entries; must live until the writer is gone
 */
pgf_status feed_entries(const feed *to, const walk *found, parse_source *sources, pgf_error *err);

/* JSON Lines from standard input. `source` must live as long. */
pgf_status feed_standard_input(const feed *to, parse_source *source, pgf_error *err);

typedef enum { CHANGE_NEW, CHANGE_CHANGED, CHANGE_TOUCHED, CHANGE_NONE } change;

/* What of the entry differs from `source` (NULL when it is not known): size and mtime first, then the bytes. */
change feed_compare(const walk_entry *entry, const known_source *source);

#endif
