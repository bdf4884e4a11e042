#include "base/memory.h"
#include "index/failed.h"
#include "index/files.h"
#include "index/opened.h"
#include "index/schema.h"
#include "index/state.h"
#include "text/language.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A switch of generations or a commit may come between any two steps: so often they are done again. */
enum { TRIES = 5 };

/* --- What changed ------------------------------------------------------------------------------------------------- */

/* Committed to twice, or switched away from and removed. */
static bool is_change(const xap_error *problem)
{
    return problem->status == XAP_ECHANGED || problem->code == ENOENT;
}

pgf_status pgf_reader_failed(pgf_reader *reader, const xap_error *problem, pgf_error *err)
{
    pgf_error said = {0};
    if (is_change(problem))
        reader->outdated = true;
    pgf_status status = pgf_xapian_failed(problem, &said);
    return pgf_fail(err, status, "%s: %s", reader->path, said.message);
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* --- Languages ---------------------------------------------------------------------------------------------------- */

typedef struct {
    pgf_language_count *items;
    size_t count, capacity;
    pgf_buffer codes;
    bool failed;
} language_list;

static int add_language(void *payload, const char *term, size_t size, unsigned documents)
{
    language_list *list = payload;
    if (size < 2 || size > PGF_LANGUAGE_MAX)
        return 0;
    pgf_language_count *items = pgf_array_grow(list->items, list->count, &list->capacity, sizeof *items);
    if (items)
        list->items = items;
    if (!items || pgf_buffer_append(&list->codes, term + 1, size - 1) || pgf_buffer_append_char(&list->codes, '\0')) {
        list->failed = true;
        return 1;
    }
    items[list->count++] = (pgf_language_count){NULL, documents};
    return 0;
}

static int by_documents(const void *a, const void *b)
{
    const pgf_language_count *left = a, *right = b;
    if (left->documents != right->documents)
        return left->documents < right->documents ? 1 : -1;
    return strcmp(left->code, right->code);
}

static pgf_status list_languages(pgf_reader *reader, const xap_database *database, language_list *out, pgf_error *err)
{
    const char *prefix = pgf_schema_find("language")->prefix;
    xap_error problem;
    xap_status status = xap_database_terms(database, prefix, strlen(prefix), add_language, out, &problem);
    if (out->failed)
        return pgf_no_memory(err);
    if (status)
        return pgf_reader_failed(reader, &problem, err);
    const char *code = out->codes.bytes;
    for (size_t i = 0; i < out->count; i++, code += strlen(code) + 1)
        out->items[i].code = code;
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, by_documents);
    return PGF_OK;
}

const pgf_language_count *pgf_reader_languages(pgf_reader *reader, size_t *count)
{
    *count = reader->language_count;
    return reader->languages;
}

/* --- Moving to the newest state ----------------------------------------------------------------------------------- */

static void forget_languages(pgf_reader *reader)
{
    free(reader->languages);
    pgf_buffer_dispose(&reader->codes);
    reader->languages = NULL;
    reader->language_count = 0;
}

static pgf_status count(pgf_reader *reader, const xap_database *database, pgf_index_state *out, pgf_error *err)
{
    uint64_t words;
    xap_error problem;
    if (xap_database_document_count(database, &out->documents, &problem) ||
        xap_database_total_length(database, &words, &problem))
        return pgf_reader_failed(reader, &problem, err);
    out->words = (double)words;
    return PGF_OK;
}

/* What is known of a database as a whole; the reader takes it over when all of it could be read. */
static pgf_status adopt(pgf_reader *reader, xap_database *database, unsigned long long generation, pgf_error *err)
{
    pgf_state stored;
    language_list list = {0};
    pgf_error said = {0};
    pgf_index_state state = {.generation = generation};
    pgf_status status = pgf_state_read(database, &stored, &said);
    if (status)
        pgf_fail(err, status, "%s: %s", reader->path, said.message);
    else
        status = count(reader, database, &state, err);
    if (!status)
        status = list_languages(reader, database, &list, err);
    if (status) {
        free(list.items);
        pgf_buffer_dispose(&list.codes);
        return status;
    }
    forget_languages(reader);
    if (database != reader->database)
        xap_database_close(reader->database);
    reader->database = database;
    reader->languages = list.items;
    reader->language_count = list.count;
    reader->codes = list.codes;
    reader->state = state;
    reader->state.revision = stored.revision;
    reader->epoch++;
    reader->unsettled = false;
    return PGF_OK;
}

/* Xapian does not tell a database that is not there from one that may not be read. */
static pgf_status why_not_open(pgf_reader *reader, const char *folder, const xap_error *problem, pgf_error *err)
{
    char file[PATH_MAX + 16];
    snprintf(file, sizeof file, "%s/" PGF_DATABASE_FILE, folder);
    if (faccessat(AT_FDCWD, file, R_OK, AT_EACCESS) == 0)
        return pgf_reader_failed(reader, problem, err);
    reader->outdated = errno == ENOENT;
    return pgf_file_failed(err, errno, "read", file);
}

static pgf_status open_generation(pgf_reader *reader, unsigned long long generation, pgf_error *err)
{
    char folder[PATH_MAX];
    xap_database *database = NULL;
    xap_error problem;
    pgf_layout_generation(reader->path, generation, false, folder);
    if (xap_database_open(&database, folder, &problem))
        return why_not_open(reader, folder, &problem, err);
    uint64_t words;
    pgf_status status;
    if (xap_database_total_length(database, &words, &problem)) {
        status = pgf_reader_failed(reader, &problem, err);
    } else if (words > 0 && !pgf_layout_has_tables(folder)) {
        reader->outdated = true;
        status = pgf_fail(err, PGF_ENOTFOUND, "%s: a table is gone", folder);
    } else {
        status = adopt(reader, database, generation, err);
    }
    if (status)
        xap_database_close(database);
    return status;
}

static pgf_status reopen(pgf_reader *reader, bool *changed, pgf_error *err)
{
    xap_error problem;
    bool moved = false;
    if (xap_database_reopen(reader->database, &moved, &problem))
        return pgf_reader_failed(reader, &problem, err);
    if (!moved && !reader->unsettled)
        return PGF_OK;
    *changed = reader->unsettled = true;
    return adopt(reader, reader->database, reader->state.generation, err);
}

/* One look at paragraf.json, and where it leads. */
static pgf_status move(pgf_reader *reader, bool *changed, pgf_error *err)
{
    char file[PATH_MAX + 16];
    struct stat now;
    pgf_layout layout = {.generation = reader->state.generation};
    snprintf(file, sizeof file, "%s/" PGF_LAYOUT_FILE, reader->path);
    if (stat(file, &now) < 0)
        now = (struct stat){0};
    if (!reader->database || !now.st_ino || !is_same_file(&now, &reader->layout)) {
        pgf_status status = pgf_layout_read(reader->path, &layout, err);
        if (status)
            return status;
    }
    if (reader->database && layout.generation == reader->state.generation) {
        pgf_status status = reopen(reader, changed, err);
        reader->layout = status ? (struct stat){0} : now;
        return status;
    }
    *changed = true;
    pgf_status status = open_generation(reader, layout.generation, err);
    reader->layout = status ? (struct stat){0} : now;
    return status;
}

static pgf_status keeps_changing(const pgf_reader *reader, pgf_error *err)
{
    return pgf_fail(err, PGF_EIO, "%s: the index changes faster than it can be read; try again", reader->path);
}

pgf_status pgf_reader_refresh(pgf_reader *reader, bool *changed, pgf_error *err)
{
    bool moved = false;
    pgf_status status = PGF_OK;
    pgf_error said = {0};
    reader->spans_docid = 0;
    for (int i = 0; i < TRIES; i++) {
        reader->outdated = false;
        status = move(reader, &moved, &said);
        if (!status || !reader->outdated)
            break;
    }
    if (changed)
        *changed = moved;
    if (!status)
        return PGF_OK;
    if (!reader->outdated)
        return pgf_fail(err, said.status, "%s", said.message);
    if (status == PGF_ENOTFOUND)
        return pgf_layout_no_generation(reader->path, err);
    return keeps_changing(reader, err);
}

pgf_status pgf_reader_answer(pgf_reader *reader, pgf_answer_fn *answer, void *payload, pgf_error *err)
{
    pgf_error said = {0};
    pgf_status status = pgf_reader_refresh(reader, NULL, err);
    if (status)
        return status;
    for (int i = 0; i < TRIES; i++) {
        bool changed = false;
        status = answer(payload, reader, &said);
        if (!status)
            return PGF_OK;
        /* What was read half before and half after a commit may look like anything. */
        bool may_be_that = reader->outdated || status == PGF_ECORRUPT || status == PGF_EINTERNAL || status == PGF_EIO;
        if (!may_be_that || pgf_reader_refresh(reader, &changed, NULL) || !changed)
            return pgf_fail(err, status, "%s", said.message);
    }
    return keeps_changing(reader, err);
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

pgf_status pgf_reader_open(pgf_reader **out, const char *path, pgf_error *err)
{
    pgf_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return pgf_no_memory(err);
    pgf_status status = pgf_block_opener_new(&reader->opener, err);
    if (!status) {
        reader->path = strdup(path);
        status = reader->path ? pgf_reader_refresh(reader, NULL, err) : pgf_no_memory(err);
    }
    if (!status)
        *out = reader;
    else
        pgf_reader_close(reader);
    return status;
}

void pgf_reader_close(pgf_reader *reader)
{
    if (!reader)
        return;
    xap_database_close(reader->database);
    forget_languages(reader);
    xap_bytes_dispose(&reader->bytes);
    pgf_stored_spans_dispose(&reader->spans);
    pgf_block_opener_free(reader->opener);
    free(reader->path);
    free(reader);
}

xap_database *pgf_reader_database(pgf_reader *reader)
{
    return reader->database;
}

pgf_index_state pgf_reader_state(const pgf_reader *reader)
{
    return reader->state;
}
