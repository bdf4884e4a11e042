/* What became of everything in this run: counted for the summary, reported line by line, failures said at once. */
#ifndef PGF_INDEXER_TALLY_H
#define PGF_INDEXER_TALLY_H

#include "known.h"
#include "progress.h"
#include "report.h"
#include "walk.h"

typedef struct {
    char *suffix; /* "" for none */
    size_t count;
} suffix_count;

typedef struct {
    report *report;                /* may be NULL */
    progress *progress;            /* NULL until there is one */
    size_t outcomes[PGF_OUTCOMES]; /* of documents */
    size_t earlier;                /* documents that failed in an earlier run and are the same now */
    size_t fed;                    /* units given to the writer */
    size_t said;                   /* failures printed */
    suffix_count *suffixes;        /* of files in no format that is read, most frequent first after tally_sort */
    size_t suffix_count;
    size_t suffix_total;   /* files, of all suffixes */
    size_t others_skipped; /* links, FIFOs, indexes… */
} tally;

/* A pgf_report_fn: `payload` is the tally. */
void tally_line(void *payload, const pgf_report_line *line);

/* One that the writer knows nothing of. */
void tally_tell(tally *to, const char *path, pgf_outcome outcome, const char *reason);

/* An entry that is skipped, or that could not be looked into. */
void tally_entry(tally *to, const walk_entry *entry);
/* A file that could not be opened or read. Why is in `reason` then. PGF_OK or PGF_ENOMEM. */
pgf_status tally_unreadable(tally *to, const char *path, int problem, pgf_buffer *reason);
/* A source that is as it was. */
void tally_unchanged(tally *to, const known_source *source);

void tally_sort(tally *to);
void tally_dispose(tally *to);

/* Append "180 .pdf, 32 .docx and 3 without a suffix". */
pgf_status tally_suffixes(const tally *of, pgf_buffer *out);

#endif
