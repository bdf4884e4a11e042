/* An index as a searcher sees it: one generation, opened for reading. One a thread; not shared. */
#ifndef PGF_INDEX_READER_H
#define PGF_INDEX_READER_H

#include "base/buffer.h"
#include <xapian_c.h>

typedef struct pgf_reader pgf_reader;

/*
 * PGF_ENOTFOUND for no such path, a folder that is no index (the message says so), or an index whose first build never
 * ended; PGF_EVERSION for a format this program cannot read; PGF_EIO for no permission; PGF_ECORRUPT. Works in a
 * read-only folder.
 */
pgf_status pgf_reader_open(pgf_reader **out, const char *path, pgf_error *err);
void pgf_reader_close(pgf_reader *reader); /* NULL is fine */

/*
 * Move to the newest generation and revision; cheap when there is none. Everything borrowed from the reader is gone
 * then, `*changed` (may be NULL) or not. After a failure refresh again before anything else.
 */
pgf_status pgf_reader_refresh(pgf_reader *reader, bool *changed, pgf_error *err);

/*
 * Run `answer` on the newest state; when it fails because the index changes under it (a commit, a new generation),
 * refresh and run it again, five times at most. `answer` must start afresh each time. Returns what `answer` returned.
 */
typedef pgf_status pgf_answer_fn(void *payload, pgf_reader *reader, pgf_error *err);
pgf_status pgf_reader_answer(pgf_reader *reader, pgf_answer_fn *answer, void *payload, pgf_error *err);

/* Borrowed until a refresh. Its errors go through pgf_reader_failed(). */
xap_database *pgf_reader_database(pgf_reader *reader);
/* Bring an error of the wrapper to one of ours; remembers that the index changed, for pgf_reader_answer. */
pgf_status pgf_reader_failed(pgf_reader *reader, const xap_error *problem, pgf_error *err);

typedef struct {
    unsigned long long generation, revision;
    unsigned documents;
    double words; /* in all documents: body, titles and headings */
} pgf_index_state;
pgf_index_state pgf_reader_state(const pgf_reader *reader);

/* Languages of the documents, most frequent first. Borrowed until a refresh; NULL when `*count` is 0. */
typedef struct {
    const char *code;
    unsigned documents;
} pgf_language_count;
const pgf_language_count *pgf_reader_languages(pgf_reader *reader, size_t *count);

/* --- One document ------------------------------------------------------------------------------------------------- */

/*
 * The record of a document, a JSON object of one line: id, title, url, path, date, language, type, issuer (absent when
 * empty); country and topic, arrays; `metadata`, an object of what else the source gave (values are arrays). Appended
 * to `out`. PGF_ENOTFOUND when there is no such document.
 */
pgf_status pgf_reader_record(pgf_reader *reader, unsigned docid, pgf_buffer *out, pgf_error *err);
/* The language alone, in place of what is in `out`: "" when it is not known. */
pgf_status pgf_reader_language(pgf_reader *reader, unsigned docid, pgf_buffer *out, pgf_error *err);

/*
 * Where the passages of a document lie in its positions. A document's positions: title from 1, then for each section
 * its heading, then its passages; 100 are left free before each heading, and after it.
 */
typedef struct {
    unsigned begin; /* its first position, of the heading when it is the first of its section */
    unsigned text;  /* position of the first word of its text                                 */
    unsigned end;   /* behind the last                                                        */
} pgf_passage_span;

typedef struct {
    pgf_passage_span *spans; /* in order, not overlapping; may be NULL when count is 0 */
    size_t count, capacity;
    unsigned title_words; /* the title's positions are 1 to title_words */
} pgf_passage_spans;      /* start from {0}; filled again and again     */

pgf_status pgf_reader_spans(pgf_reader *reader, unsigned docid, pgf_passage_spans *out, pgf_error *err);
void pgf_passage_spans_dispose(pgf_passage_spans *spans);

enum { PGF_HEADINGS_MAX = 6 };

/* One passage as it is shown. Strings are borrowed from `shelf`, until it is used for another document or disposed. */
typedef struct {
    const char *text; /* valid UTF-8, clean, NUL-terminated; paragraphs parted by "\n\n" */
    size_t size;
    size_t offset;                          /* code points from the start of the document's text         */
    const char *headings[PGF_HEADINGS_MAX]; /* outermost first; a long one is cut at PGF_HEADING_MAX bytes */
    size_t heading_count;
    const char *anchor; /* of the innermost heading, "" for none */
    unsigned page;      /* 0 for none                            */
} pgf_shown_passage;

/* Blocks of a document that were read, kept so that two passages of one block cost one read. Start from {0}. */
typedef struct pgf_shelf {
    struct pgf_block *blocks;
    size_t count, capacity;
    unsigned docid;
    unsigned long long epoch; /* the reader's: what was read before a change is read again */
} pgf_shelf;

/* `index` counts as pgf_reader_spans does; PGF_ENOTFOUND past the last passage. */
pgf_status pgf_reader_passage(pgf_reader *reader, unsigned docid, size_t index, pgf_shelf *shelf,
                              pgf_shown_passage *out, pgf_error *err);
void pgf_shelf_dispose(pgf_shelf *shelf);

#endif
