/* Report lines that wait until what they tell of is safe on disk. Many of them wait in a file. */
#ifndef PGF_INDEX_REPORTS_H
#define PGF_INDEX_REPORTS_H

#include "index/writer.h"
#include <stdio.h>

/* Start from {0}; `folder` is where the file goes, which is gone with the process. */
typedef struct {
    pgf_buffer lines;
    FILE *file;
    const char *folder;
} pgf_reports;

void pgf_reports_dispose(pgf_reports *reports);
pgf_status pgf_reports_add(pgf_reports *reports, const pgf_report_line *line, pgf_error *err);
/* Give every line, in the order they came, and forget them. `each` may be NULL. */
pgf_status pgf_reports_give(pgf_reports *reports, pgf_report_fn *each, void *payload, pgf_error *err);

#endif
