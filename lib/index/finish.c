#include "base/memory.h"
#include "index/build.h"
#include "index/checksums.h"
#include "index/failed.h"
#include "index/files.h"
#include "index/keys.h"
#include "index/runs.h"
#include "index/sources.h"
#include "index/state.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_A_COMMIT = 100000, REMOVALS_A_COMMIT = 1000 }; /* Xapian holds them in memory until then */

static void set_stage(pgf_build *build, const char *stage)
{
    atomic_store(&build->writer->stage, stage);
}

/* --- What lies beside the documents: a database of nothing but metadata ------------------------------------------- */

typedef struct {
    char **paths;
    size_t count, capacity;
    pgf_error *err;
} run_list;

static void free_runs(run_list *runs)
{
    for (size_t i = 0; i < runs->count; i++)
        free(runs->paths[i]);
    free(runs->paths);
}

static pgf_status take_run(void *payload, const char *path)
{
    run_list *runs = payload;
    char **paths = pgf_array_grow(runs->paths, runs->count, &runs->capacity, sizeof *paths);
    char *copy = paths ? strdup(path) : NULL;
    runs->paths = paths ? paths : runs->paths;
    if (!copy)
        return pgf_no_memory(runs->err);
    paths[runs->count++] = copy;
    return PGF_OK;
}

typedef struct {
    xap_writable *database;
    unsigned pending;
    pgf_error *err;
} metadata;

static pgf_status commit_some(metadata *to)
{
    xap_error problem;
    if (++to->pending < KEYS_A_COMMIT)
        return PGF_OK;
    to->pending = 0;
    return xap_writable_commit(to->database, &problem) ? pgf_xapian_failed(&problem, to->err) : PGF_OK;
}

static pgf_status put_word(void *payload, const char *word, size_t word_size, const char *value, size_t value_size)
{
    metadata *to = payload;
    char key[PGF_KEY_MAX];
    xap_error problem;
    if (xap_metadata_set(to->database, key, pgf_key_word(word, word_size, key), value, value_size, &problem))
        return pgf_xapian_failed(&problem, to->err);
    return commit_some(to);
}

static pgf_status put_sources(pgf_build *build, metadata *to)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < build->source_count && !status; i++) {
        const build_source *from = &build->sources[i];
        const pgf_source source = {.key = from->key,
                                   .path = from->path,
                                   .stamp = from->refused ? (pgf_source_stamp){0} : from->stamp,
                                   .outcome = from->outcome,
                                   .reason = from->reason ? from->reason : "",
                                   .documents = from->documents,
                                   .failures = from->failures};
        status = pgf_sources_put(to->database, &source, (unsigned)i, to->err);
        if (!status)
            status = commit_some(to);
    }
    return status;
}

/* A new index is at revision 1; one made anew goes on from where the old one was, as far as that can be read. */
static pgf_status next_revision(const pgf_build *build, unsigned long long *out, pgf_error *err)
{
    pgf_state state = {0};
    xap_database *before = NULL;
    xap_error problem;
    pgf_status status = PGF_OK;
    if (*build->before && xap_database_open(&before, build->before, &problem))
        status = pgf_xapian_failed(&problem, NULL);
    else if (before)
        status = pgf_state_read(before, &state, NULL);
    xap_database_close(before);
    *out = status ? 1 : state.revision + 1;
    return status == PGF_ENOMEM ? pgf_no_memory(err) : PGF_OK;
}

static pgf_status put_metadata(pgf_build *build, const run_list *runs, xap_writable *database, pgf_error *err)
{
    metadata to = {.database = database, .err = err};
    pgf_state state = {.next_source = (unsigned)build->source_count};
    xap_error problem;
    pgf_status status = next_revision(build, &state.revision, err);
    build->writer->totals.revision = state.revision;
    if (!status)
        status = pgf_runs_merge((const char *const *)runs->paths, runs->count, put_word, &to, err);
    if (!status)
        status = put_sources(build, &to);
    if (!status)
        status = pgf_state_write(database, &state, err);
    if (!status && xap_writable_commit(database, &problem))
        status = pgf_xapian_failed(&problem, err);
    return status;
}

/* The last of the parts. */
static pgf_status make_metadata(pgf_build *build, pgf_error *err)
{
    char path[PATH_MAX];
    run_list runs = {.err = err};
    xap_writable *database = NULL;
    xap_error problem;
    snprintf(path, sizeof path, "%.*s/metadata", PATH_MAX - 16, build->folder);
    pgf_status status = pgf_pool_end(build->pool, false, take_run, &runs, err);
    if (!status && xap_writable_open(&database, path, XAP_CREATE, XAP_NO_SYNC | XAP_DANGEROUS, &problem))
        status = pgf_xapian_failed(&problem, err);
    if (!status)
        status = put_metadata(build, &runs, database, err);
    xap_writable_close(database);
    free_runs(&runs);
    return status ? status : pgf_parts_add(&build->parts, path, err);
}

/* --- The generation ----------------------------------------------------------------------------------------------- */

static pgf_status commit_removals(pgf_store *store, xap_writable *database, pgf_error *err)
{
    xap_error problem;
    pgf_status status = pgf_change_words(store, database, err);
    if (!status && xap_writable_commit(database, &problem))
        status = pgf_xapian_failed(&problem, err);
    return status;
}

/* Documents whose id another one has. */
static pgf_status remove_doomed(pgf_build *build, xap_writable *database, pgf_error *err)
{
    pgf_store *store = NULL;
    pgf_record record = {0};
    pgf_status status = pgf_store_new(&store, err);
    for (size_t i = 0; i < build->doomed_count && !status; i++) {
        status = pgf_store_remove(store, database, build->doomed[i], &record, err);
        if (!status && (i + 1) % REMOVALS_A_COMMIT == 0)
            status = commit_removals(store, database, err);
    }
    if (!status)
        status = commit_removals(store, database, err);
    pgf_record_dispose(&record);
    pgf_store_free(store);
    return status;
}

static pgf_status settle_ids(pgf_build *build, pgf_error *err)
{
    xap_writable *database;
    xap_error problem;
    if (!build->doomed_count)
        return PGF_OK;
    if (xap_writable_open(&database, build->unfinished, XAP_OPEN, XAP_NO_SYNC, &problem))
        return pgf_xapian_failed(&problem, err);
    pgf_status status = remove_doomed(build, database, err);
    xap_writable_close(database);
    return status;
}

/* Does it open, and hold as many documents as were put into it? `verify` looks at every block. */
static pgf_status check(pgf_build *build, pgf_error *err)
{
    size_t expected = pgf_build_documents(build);
    xap_database *database;
    xap_error problem;
    if (xap_database_open(&database, build->unfinished, &problem))
        return pgf_xapian_failed(&problem, err);
    unsigned found;
    xap_status status = xap_database_document_count(database, &found, &problem);
    xap_database_close(database);
    if (status)
        return pgf_xapian_failed(&problem, err);
    build->writer->totals.documents = found;
    if (found != expected)
        return pgf_fail(err, PGF_EINTERNAL, "the new index holds %u documents instead of %zu and is thrown away", found,
                        expected);
    return PGF_OK;
}

pgf_status pgf_build_finish(pgf_build *build, pgf_error *err)
{
    pgf_layout layout = pgf_layout_current();
    pgf_status status = pgf_build_drain(build, err);
    set_stage(build, "merging");
    if (!status)
        status = pgf_parts_reduce(&build->parts, PGF_PARTS_MERGED - 1, err);
    if (!status)
        status = make_metadata(build, err);
    if (!status)
        status = pgf_parts_join(&build->parts, build->unfinished, err);
    if (!status)
        status = pgf_folder_remove(build->folder, err);
    if (!status)
        status = settle_ids(build, err);
    set_stage(build, "checking");
    if (!status)
        status = check(build, err);
    if (!status)
        status = pgf_checksums_write(build->unfinished, err);
    if (!status)
        status = pgf_folder_sync(build->unfinished, true, err);
    if (!status)
        status = pgf_layout_switch(build->writer->path, &layout, build->number, err);
    if (!status)
        build->writer->totals.generation = build->number;
    return status;
}
