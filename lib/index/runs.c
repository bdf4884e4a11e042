#include "index/runs.h"
#include "base/arena.h"
#include "base/memory.h"
#include "index/files.h"
#include "index/words.h"
#include "text/language.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Writing: a record a form, its parts as sizes and bytes ------------------------------------------------------- */

typedef struct {
    FILE *file;
    pgf_buffer record;
} run_writer;

static pgf_status write_form(void *payload, const pgf_word_count *word)
{
    run_writer *to = payload;
    pgf_buffer_clear(&to->record);
    if (pgf_buffer_append_string(&to->record, word->word, word->word_size) ||
        pgf_buffer_append_string(&to->record, word->language, strlen(word->language)) ||
        pgf_buffer_append_string(&to->record, word->form, word->form_size) ||
        pgf_buffer_append_string(&to->record, word->stem, word->stem_size) ||
        pgf_buffer_append(&to->record, &word->documents, sizeof word->documents))
        return PGF_ENOMEM;
    uint32_t size = (uint32_t)to->record.size;
    if (fwrite(&size, sizeof size, 1, to->file) != 1 || fwrite(to->record.bytes, 1, size, to->file) != size)
        return PGF_EIO;
    return PGF_OK;
}

pgf_status pgf_run_write(const char *path, pgf_store *store, pgf_error *err)
{
    run_writer to = {.file = fopen(path, "wxe")};
    if (!to.file)
        return pgf_file_failed(err, errno, "write", path);
    pgf_status status = pgf_store_words(store, write_form, &to, err);
    int problem = errno;
    pgf_store_forget_words(store);
    if (fclose(to.file) && !status) {
        problem = errno;
        status = PGF_EIO;
    }
    pgf_buffer_dispose(&to.record);
    return status == PGF_EIO ? pgf_file_failed(err, problem, "write", path) : status;
}

/* --- Merging ------------------------------------------------------------------------------------------------------ */

typedef struct {
    FILE *file;
    const char *path;
    pgf_buffer record;
    pgf_word_count word; /* of the record; word.word NULL at the end */
    char language[PGF_LANGUAGE_MAX];
} run;

static bool parse_form(run *one)
{
    pgf_cursor cursor = pgf_cursor_on(one->record.bytes, one->record.size);
    size_t size;
    one->word.word = pgf_cursor_string(&cursor, &one->word.word_size);
    const char *language = pgf_cursor_string(&cursor, &size);
    if (!cursor.ok || size >= PGF_LANGUAGE_MAX)
        return false;
    memcpy(one->language, language, size);
    one->language[size] = '\0';
    one->word.language = one->language;
    one->word.form = pgf_cursor_string(&cursor, &one->word.form_size);
    one->word.stem = pgf_cursor_string(&cursor, &one->word.stem_size);
    if (!cursor.ok || (size_t)(cursor.end - cursor.at) != sizeof one->word.documents)
        return false;
    memcpy(&one->word.documents, cursor.at, sizeof one->word.documents);
    return true;
}

static pgf_status next_form(run *one, pgf_error *err)
{
    uint32_t size;
    one->word.word = NULL;
    if (fread(&size, sizeof size, 1, one->file) != 1)
        return ferror(one->file) ? pgf_file_failed(err, errno, "read", one->path) : PGF_OK;
    pgf_buffer_clear(&one->record);
    if (pgf_buffer_reserve(&one->record, size))
        return pgf_no_memory(err);
    if (fread(one->record.bytes, 1, size, one->file) != size)
        return pgf_file_failed(err, ferror(one->file) ? errno : EIO, "read", one->path);
    one->record.size = size;
    return parse_form(one) ? PGF_OK : pgf_file_failed(err, EIO, "read", one->path);
}

static int compare_bytes(const char *a, size_t a_size, const char *b, size_t b_size)
{
    int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

/* The run with the smallest word; -1 when all are at their ends. There are few runs: no heap. */
static int smallest(const run *runs, size_t count)
{
    int best = -1;
    for (size_t i = 0; i < count; i++) {
        const pgf_word_count *word = &runs[i].word;
        if (word->word && (best < 0 || compare_bytes(word->word, word->word_size, runs[best].word.word,
                                                     runs[best].word.word_size) < 0))
            best = (int)i;
    }
    return best;
}

typedef struct {
    run *runs;
    size_t count;
    pgf_arena arena; /* of the forms of the word at hand */
    pgf_word_count *forms;
    size_t form_count, form_capacity;
    pgf_buffer word, value;
    pgf_run_word_fn *each;
    void *payload;
    pgf_error *err;
} merge;

static pgf_status keep_form(merge *job, const pgf_word_count *form)
{
    pgf_word_count *forms = pgf_array_grow(job->forms, job->form_count, &job->form_capacity, sizeof *forms);
    if (!forms)
        return pgf_no_memory(job->err);
    job->forms = forms;
    pgf_word_count kept = *form;
    kept.word = job->word.bytes;
    kept.form = pgf_arena_copy(&job->arena, form->form, form->form_size);
    kept.stem = pgf_arena_copy(&job->arena, form->stem, form->stem_size);
    kept.language = pgf_arena_copy(&job->arena, form->language, strlen(form->language));
    if (!kept.form || !kept.stem || !kept.language)
        return pgf_no_memory(job->err);
    job->forms[job->form_count++] = kept;
    return PGF_OK;
}

/* All forms of the word in one run. */
static pgf_status take_forms(merge *job, run *from)
{
    pgf_status status = PGF_OK;
    while (!status && from->word.word &&
           !compare_bytes(from->word.word, from->word.word_size, job->word.bytes, job->word.size)) {
        status = keep_form(job, &from->word);
        if (!status)
            status = next_form(from, job->err);
    }
    return status;
}

/* At once, not form by form: a word of 18 letters with and without accents has 262,144 forms. */
static pgf_status merge_word(merge *job, const run *first)
{
    pgf_buffer_clear(&job->word);
    pgf_buffer_clear(&job->value);
    job->form_count = 0;
    if (pgf_buffer_append(&job->word, first->word.word, first->word.word_size))
        return pgf_no_memory(job->err);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < job->count && !status; i++)
        status = take_forms(job, &job->runs[i]);
    if (!status)
        status = pgf_words_merge("", 0, job->forms, job->form_count, &job->value, job->err);
    pgf_arena_dispose(&job->arena);
    if (!status && job->value.size)
        status = job->each(job->payload, job->word.bytes, job->word.size, job->value.bytes, job->value.size);
    return status;
}

static pgf_status open_runs(merge *job, const char *const *paths, size_t count, pgf_error *err)
{
    pgf_status status = PGF_OK;
    for (; job->count < count && !status; job->count++) {
        run *one = &job->runs[job->count];
        one->path = paths[job->count];
        one->file = fopen(one->path, "re");
        status = one->file ? next_form(one, err) : pgf_file_failed(err, errno, "read", one->path);
    }
    return status;
}

pgf_status pgf_runs_merge(const char *const *paths, size_t count, pgf_run_word_fn *each, void *payload, pgf_error *err)
{
    merge job = {.runs = calloc(count + 1, sizeof(run)), .each = each, .payload = payload, .err = err};
    if (!job.runs)
        return pgf_no_memory(err);
    pgf_status status = open_runs(&job, paths, count, err);
    for (int at = 0; !status && (at = smallest(job.runs, job.count)) >= 0;)
        status = merge_word(&job, &job.runs[at]);
    for (size_t i = 0; i < job.count; i++) {
        if (job.runs[i].file)
            fclose(job.runs[i].file);
        pgf_buffer_dispose(&job.runs[i].record);
    }
    free(job.runs);
    free(job.forms);
    pgf_arena_dispose(&job.arena);
    pgf_buffer_dispose(&job.word);
    pgf_buffer_dispose(&job.value);
    return status;
}
