/* The lines of a file or of standard input, in memory that does not grow with it. */
#ifndef PGF_BASE_LINES_H
#define PGF_BASE_LINES_H

#include "base/buffer.h"

typedef struct pgf_lines pgf_lines;

typedef struct {
    size_t limit;       /* bytes of a line                                     */
    bool (*stop)(void); /* asked before every line and after every read, or NULL */
    void (*seen)(void *payload, const char *bytes, size_t size); /* every byte of the file in turn, or NULL */
    void *payload;                                               /* of `seen` */
} pgf_lines_settings;

typedef enum {
    PGF_LINES_READ,     /* a line                                                     */
    PGF_LINES_TOO_LONG, /* one longer than the limit: passed over                     */
    PGF_LINES_END,      /* nothing more                                               */
    PGF_LINES_STOPPED,  /* `stop` turned true                                         */
    PGF_LINES_FAILED    /* a read failed: errno                                       */
} pgf_lines_outcome;

/* Read lines from `file`, which stays the caller's. PGF_OK or PGF_ENOMEM. */
pgf_status pgf_lines_open(pgf_lines **out, int file, const pgf_lines_settings *settings, pgf_error *err);
void pgf_lines_close(pgf_lines *lines);

/*
 * The next line without its end (LF or CR LF) and without a byte order mark at the start of the file. malloc'd: the
 * caller's.
 */
pgf_lines_outcome pgf_lines_next(pgf_lines *lines, char **line, size_t *size);

/* Of the last line, from 1. */
size_t pgf_lines_number(const pgf_lines *lines);

#endif
