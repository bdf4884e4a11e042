/* Standard output and standard error of the program. */
#ifndef PGF_SEARCHER_OUTPUT_H
#define PGF_SEARCHER_OUTPUT_H

#include "base/buffer.h"

enum { EXIT_HITS = 0, EXIT_NONE = 1, EXIT_ERROR = 2 };

/* Writing to a closed pipe becomes an error of write() instead of the program's end. */
void output_begin(void);

/*
 * Append a line of JSON as it is to be written: on a terminal, what that would act on stands there as \u009b, which is
 * the same JSON. PGF_OK or PGF_ENOMEM.
 */
pgf_status output_append_json(const char *json, pgf_buffer *out);

/*
 * Write all of `bytes` to standard output at once. PGF_ECANCELED when its reader went away: it has what it wanted, and
 * nothing is wrong. PGF_EIO with a reason otherwise.
 */
pgf_status output_write(const char *bytes, size_t size, pgf_error *err);

/* Say on standard error what went wrong, in a line without control characters; returns EXIT_ERROR. */
int output_fail(const pgf_error *err);

#endif
