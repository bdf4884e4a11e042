/* The lines of a file or of standard input, in memory that does not grow with it. */
#ifndef PGF_INDEXER_LINES_H
#define PGF_INDEXER_LINES_H

#include "base/buffer.h"
#include "index/hash.h"

typedef struct line_reader line_reader;

typedef enum {
    LINE_READ,     /* a line                                                     */
    LINE_TOO_LONG, /* one longer than the limit: passed over                     */
    LINE_END,      /* nothing more                                               */
    LINE_STOPPED,  /* `stop` turned true                                         */
    LINE_FAILED    /* a read failed: errno                                       */
} line_outcome;

/*
 * Read lines from `file`, which stays the caller's.
 *
 *   limit   bytes of a line
 *   stop    asked before every line and after every read; may be NULL
 */
pgf_status line_reader_open(line_reader **out, int file, size_t limit, bool (*stop)(void), pgf_error *err);
void line_reader_close(line_reader *reader);

/*
 * The next line without its end (LF or CR LF) and without a byte order mark at the start of the file. malloc'd: the
 * caller's.
 */
line_outcome line_reader_next(line_reader *reader, char **line, size_t *size);

/* Of the last line, from 1. */
size_t line_reader_number(const line_reader *reader);
/* Bytes read so far, and their hash. */
uint64_t line_reader_bytes(const line_reader *reader);
void line_reader_hash(line_reader *reader, uint64_t hash[2]); /* once, at the end */

#endif
