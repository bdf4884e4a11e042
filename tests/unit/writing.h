/* Writing an index from a test: a unit is "id|title|text", "-id" deletes, "" is empty and "!reason" fails. */
#ifndef TEST_WRITING_H
#define TEST_WRITING_H

#include "index/reader.h"
#include "index/vocabulary.h"
#include "index/writer.h"
#include "tree.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct {
    tree files;
    pgf_writer_options options;
    pgf_writer *writer;
    pgf_index_totals totals;
    char report[8192]; /* "path:line id outcome (reason)\n" a line */
    pgf_error err;
} writing;

static inline void writing_note(void *payload, const pgf_report_line *line)
{
    writing *w = payload;
    size_t at = strlen(w->report);
    snprintf(w->report + at, sizeof w->report - at, "%s:%zu %s %s%s%s%s\n", line->path, line->line, line->id,
             pgf_outcome_name(line->outcome), *line->reason ? " (" : "", line->reason, *line->reason ? ")" : "");
}

static inline pgf_status writing_add_parts(pgf_document *document, char *copy, pgf_error *err)
{
    char *parts[3] = {copy, NULL, NULL};
    for (int i = 1; i < 3; i++) {
        parts[i] = strchr(parts[i - 1], '|');
        *parts[i]++ = '\0';
    }
    pgf_status status = pgf_document_set_field(document, "id", parts[0], err);
    if (!status)
        status = pgf_document_set_field(document, "title", parts[1], err);
    if (!status)
        status = pgf_document_set_field(document, "language", "en", err);
    return status ? status : pgf_document_add_paragraph(document, PGF_TEXT, 0, parts[2], strlen(parts[2]), err);
}

static inline pgf_status writing_parse(void *payload, const pgf_unit *unit, pgf_document **document,
                                       pgf_unit_kind *kind, pgf_error *err)
{
    (void)payload;
    if (unit->size == 0) {
        *kind = PGF_UNIT_EMPTY;
        return PGF_OK;
    }
    if (unit->bytes[0] == '!')
        return pgf_fail(err, PGF_EFORMAT, "%s", unit->bytes + 1);
    pgf_status status = pgf_document_new(document, err);
    if (status)
        return status;
    if (unit->bytes[0] == '-') {
        *kind = PGF_UNIT_DELETE;
        return pgf_document_set_field(*document, "id", unit->bytes + 1, err);
    }
    char *copy = strndup(unit->bytes, unit->size);
    status = copy ? writing_add_parts(*document, copy, err) : PGF_ENOMEM;
    free(copy);
    return status;
}

static inline void writing_init(writing *w)
{
    *w = (writing){.files = tree_make(), .options = {.parse = writing_parse, .report = writing_note, .jobs = 2}};
    w->options.payload = w;
}

static inline void writing_dispose(writing *w)
{
    pgf_writer_abandon(w->writer);
    tree_remove(&w->files);
}

static inline const char *writing_index(const writing *w)
{
    return tree_path(&w->files, "my.idx");
}

static inline void writing_open(writing *w)
{
    w->report[0] = '\0';
    w->options.payload = w;
    if (pgf_writer_open(&w->writer, writing_index(w), &w->options, &w->err))
        fail_msg("%s", w->err.message);
}

/* Units up to NULL, as lines of a source. */
static inline void writing_feed(writing *w, const char *source, const char *const *units, bool partial)
{
    const pgf_source_stamp stamp = {1, 1, {1, 1}};
    assert_int_equal(pgf_writer_begin_source(w->writer, source, source, partial, &w->err), PGF_OK);
    for (size_t line = 1; *units; units++, line++) {
        pgf_unit unit = {.bytes = strdup(*units), .size = strlen(*units), .path = source, .line = line};
        if (pgf_writer_add(w->writer, &unit, &w->err))
            fail_msg("%s", w->err.message);
    }
    assert_int_equal(pgf_writer_end_source(w->writer, &stamp, PGF_INDEXED, "", &w->err), PGF_OK);
}
#define FEED(w, source, ...) writing_feed(w, source, (const char *const[]){__VA_ARGS__, NULL}, false)

static inline pgf_status writing_finish(writing *w)
{
    pgf_writer *writer = w->writer;
    w->writer = NULL;
    return pgf_writer_finish(writer, &w->totals, &w->err);
}

static inline void writing_done(writing *w)
{
    if (writing_finish(w))
        fail_msg("%s", w->err.message);
}

static inline pgf_status writing_take_mtime(void *payload, const pgf_source *source)
{
    *(int64_t *)payload = source->stamp.mtime;
    return PGF_OK;
}

/* Is what the index knows of a source the stamp of no file, so that the next run reads it? */
static inline void writing_assert_unread(writing *w, const char *source)
{
    int64_t mtime = -1;
    writing_open(w);
    assert_int_equal(pgf_writer_walk_sources(w->writer, source, writing_take_mtime, &mtime, NULL), PGF_OK);
    assert_int_equal(mtime, 0);
    pgf_writer_abandon(w->writer);
    w->writer = NULL;
}

/* --- Looking at what came out ------------------------------------------------------------------------------------- */

static inline pgf_status writing_count_forms(void *payload, const pgf_vocabulary_entry *entry)
{
    *(unsigned *)payload += entry->documents;
    return PGF_OK;
}

/* Documents that the vocabulary says a word is in. */
static inline unsigned writing_documents_of_word(const writing *w, const char *word)
{
    pgf_reader *reader;
    unsigned count = 0;
    pgf_error err;
    if (pgf_reader_open(&reader, writing_index(w), &err))
        fail_msg("%s", err.message);
    assert_int_equal(pgf_vocabulary_find(reader, word, strlen(word), writing_count_forms, &count, NULL), PGF_OK);
    pgf_reader_close(reader);
    return count;
}

static inline int writing_print_docid(void *payload, unsigned docid, unsigned frequency)
{
    char *out = payload;
    (void)frequency;
    snprintf(out + strlen(out), 64 - strlen(out), "%s%u", *out ? " " : "", docid);
    return 0;
}

/* "2 5": the documents of a term. */
static inline const char *writing_documents_of_term(const writing *w, const char *term)
{
    static char out[64];
    pgf_reader *reader;
    out[0] = '\0';
    pgf_error err;
    if (pgf_reader_open(&reader, writing_index(w), &err))
        fail_msg("%s", err.message);
    assert_int_equal(
        xap_term_documents(pgf_reader_database(reader), term, strlen(term), 1, writing_print_docid, out, NULL), XAP_OK);
    pgf_reader_close(reader);
    return out;
}

#endif
