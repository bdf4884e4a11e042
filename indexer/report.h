/* The report: one JSON line a document, written as soon as its outcome is certain. */
#ifndef PGF_INDEXER_REPORT_H
#define PGF_INDEXER_REPORT_H

#include "index/writer.h"

typedef struct report report;

/*
 * Start the file afresh; "-" is standard output. PGF_EIO when it cannot be written. PGF_EEXIST when it holds what is no
 * report, or lies inside the folder `index`: then it is left alone.
 */
pgf_status report_open(report **out, const char *path, const char *index, pgf_error *err);

/*
 * {"path":…,"outcome":…,"reason":…} and, as far as known, line, id, language, title. `to` may be NULL: nothing is
 * written.
 */
void report_write(report *to, const pgf_report_line *line);

/* PGF_EIO when a line could not be written. NULL is fine. */
pgf_status report_close(report *to, pgf_error *err);

#endif
