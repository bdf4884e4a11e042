/* How far it is, on standard error: a bar on a terminal, else a line now and then. */
#ifndef PGF_INDEXER_PROGRESS_H
#define PGF_INDEXER_PROGRESS_H

#include "index/writer.h"

typedef struct progress progress;

/*
 * Begin to show what pgf_writer_watch says of `writer`, from a thread of its own: on a terminal at most ten times a
 * second, else every ten seconds.
 *
 *   all      bytes there are to read; 0 when that cannot be told
 *   silent   show nothing, but print messages
 */
pgf_status progress_start(progress **out, const pgf_writer *writer, uint64_t all, bool silent, pgf_error *err);

/* Print one line on standard error without tearing the bar; control characters are escaped. `shown` may be NULL. */
void progress_message(progress *shown, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* All is fed: from here on `writer` is not looked at any more, since finishing ends it. */
void progress_finishing(progress *shown);

/* Wipe the bar and stop. NULL is fine. */
void progress_stop(progress *shown);

/* One line of at most `width` columns: "[####    ]  41%  1,234 documents  12.3 MB/s  0:42 left". */
void progress_line(const pgf_writer_progress *now, uint64_t all, double seconds, size_t width, char out[256]);

#endif
