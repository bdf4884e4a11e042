#include "index/build.h"
#include "base/memory.h"
#include "index/failed.h"
#include "index/files.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned count_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (unsigned)count : 1;
}

pgf_status pgf_build_start(pgf_writer *writer, unsigned long long number, pgf_error *err)
{
    pgf_build *build = calloc(1, sizeof *build);
    if (!build)
        return pgf_no_memory(err);
    writer->build = build;
    build->writer = writer;
    build->number = number;
    build->jobs = writer->options.jobs ? writer->options.jobs : count_processors();
    pgf_layout_generation(writer->path, number, true, build->unfinished);
    snprintf(build->folder, sizeof build->folder, "%.*s/parts", PATH_MAX - 16, build->unfinished);
    if (writer->layout.generation)
        pgf_layout_generation(writer->path, writer->layout.generation, false, build->before);
    if (mkdir(build->unfinished, 0777) < 0 || mkdir(build->folder, 0777) < 0)
        return pgf_file_failed(err, errno, "make", build->folder);
    pgf_status status = pgf_pool_start(&build->pool, build->jobs, build->folder, err);
    build->parts = (pgf_parts){.pool = build->pool, .folder = build->folder};
    return status;
}

void pgf_build_free(pgf_build *build)
{
    if (!build)
        return;
    pgf_pool_free(build->pool);
    pgf_parts_dispose(&build->parts);
    for (pgf_batch *batch = build->first, *next; batch; batch = next) {
        next = batch->next;
        pgf_batch_free(batch);
    }
    pgf_batch_free(build->open);
    pgf_claims_dispose(&build->claims);
    for (size_t i = 0; i < build->source_count; i++) {
        free(build->sources[i].key);
        free(build->sources[i].path);
        free(build->sources[i].reason);
    }
    free(build->sources);
    free(build->doomed);
    pgf_folder_remove(build->unfinished, NULL);
    free(build);
}

/* --- Sources ------------------------------------------------------------------------------------------------------ */

pgf_status pgf_build_begin_source(pgf_build *build, const char *key, const char *path, pgf_error *err)
{
    build_source *sources =
        pgf_array_grow(build->sources, build->source_count, &build->source_capacity, sizeof *sources);
    if (!sources)
        return pgf_no_memory(err);
    build->sources = sources;
    build_source fresh = {.key = strdup(key), .path = strdup(path), .outcome = PGF_INDEXED};
    if (!fresh.key || !fresh.path) {
        free(fresh.key);
        free(fresh.path);
        return pgf_no_memory(err);
    }
    build->sources[build->source_count++] = fresh;
    return PGF_OK;
}

static pgf_status set_outcome(build_source *source, pgf_outcome outcome, const char *reason, pgf_error *err)
{
    source->outcome = outcome;
    free(source->reason);
    source->reason = strdup(reason);
    return source->reason ? PGF_OK : pgf_no_memory(err);
}

pgf_status pgf_build_end_source(pgf_build *build, const pgf_source_stamp *stamp, pgf_outcome outcome,
                                const char *reason, pgf_error *err)
{
    build_source *source = &build->sources[build->source_count - 1];
    if (stamp)
        source->stamp = *stamp;
    return outcome == PGF_INDEXED ? PGF_OK : set_outcome(source, outcome, reason, err);
}

/* --- What became of the units: in their order, whichever thread was first ----------------------------------------- */

static pgf_status doom(pgf_build *build, unsigned docid, pgf_error *err)
{
    unsigned *doomed = pgf_array_grow(build->doomed, build->doomed_count, &build->doomed_capacity, sizeof *doomed);
    if (!doomed)
        return pgf_no_memory(err);
    build->doomed = doomed;
    build->doomed[build->doomed_count++] = docid;
    return PGF_OK;
}

/* Of a source the last document of an id counts, of several sources the first. */
static pgf_status claim_id(pgf_build *build, const pgf_batch_unit *unit, pgf_report_line *line, pgf_buffer *reason,
                           pgf_error *err)
{
    pgf_claim *claim = pgf_claims_find(&build->claims, line->id);
    if (!claim)
        return pgf_no_memory(err);
    unsigned before = claim->docid;
    if (before && claim->source != unit->source) {
        build->sources[unit->source].refused = true;
        line->outcome = PGF_FAILED;
        if (pgf_writing_id_taken(reason, line, build->sources[claim->source].path))
            return pgf_no_memory(err);
        line->reason = reason->bytes;
        return doom(build, unit->docid, err);
    }
    claim->docid = unit->docid;
    claim->source = unit->source;
    if (!before) {
        build->sources[unit->source].documents++;
        return PGF_OK;
    }
    line->outcome = PGF_REPLACED;
    if (pgf_writing_id_repeated(reason, line))
        return pgf_no_memory(err);
    return doom(build, before, err);
}

static pgf_status release_id(pgf_build *build, pgf_report_line *line, pgf_error *err)
{
    pgf_claim *claim = pgf_claims_find(&build->claims, line->id);
    if (!claim)
        return pgf_no_memory(err);
    if (!claim->docid) {
        line->outcome = PGF_SKIPPED;
        line->reason = PGF_ID_UNKNOWN;
        return PGF_OK;
    }
    build->sources[claim->source].documents--;
    unsigned docid = claim->docid;
    claim->docid = 0;
    return doom(build, docid, err);
}

/* Of several lines that failed the first is remembered. */
static pgf_status note_line(build_source *source, const pgf_report_line *line, pgf_error *err)
{
    pgf_buffer reason = {0};
    if (pgf_writing_line_reason(&reason, line)) {
        pgf_buffer_dispose(&reason);
        return pgf_no_memory(err);
    }
    source->reason = pgf_buffer_take(&reason);
    return source->reason ? PGF_OK : pgf_no_memory(err);
}

static pgf_status retire_unit(pgf_build *build, const pgf_batch_unit *unit, const pgf_batch_result *result,
                              pgf_error *err)
{
    build_source *source = &build->sources[unit->source];
    pgf_buffer reason = {0};
    pgf_report_line line = {unit->unit.path, unit->unit.line,  result->id,   result->outcome,
                            result->reason,  result->language, result->title};
    pgf_status status = PGF_OK;
    if (line.outcome == PGF_INDEXED)
        status = claim_id(build, unit, &line, &reason, err);
    else if (line.outcome == PGF_REMOVED)
        status = release_id(build, &line, err);
    source->failures += line.outcome == PGF_FAILED;
    if (!status && !line.line && (line.outcome == PGF_FAILED || line.outcome == PGF_EMPTY))
        status = set_outcome(source, line.outcome, line.reason, err); /* a file is its only document */
    else if (!status && line.outcome == PGF_FAILED && !source->reason)
        status = note_line(source, &line, err);
    if (!status)
        status = pgf_writing_report(build->writer, &line, err);
    pgf_buffer_dispose(&reason);
    return status;
}

static pgf_status retire_batch(pgf_build *build, pgf_batch *batch, pgf_error *err)
{
    pgf_cursor cursor = pgf_batch_results(batch);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < batch->count && !status; i++) {
        pgf_batch_result result = pgf_batch_next_result(&cursor);
        status = retire_unit(build, &batch->units[i], &result, err);
    }
    if (!status && batch->documents)
        return pgf_parts_add(&build->parts, batch->path, err);
    return status ? status : pgf_folder_remove(batch->path, err);
}

/* Batches that are done, as far as all before them are. */
static pgf_status retire(pgf_build *build, pgf_error *err)
{
    pgf_status status = PGF_OK;
    while (!status && build->first && pgf_pool_is_done(build->pool, &build->first->job)) {
        pgf_batch *batch = build->first;
        build->first = batch->next;
        if (!build->first)
            build->last = NULL;
        status = retire_batch(build, batch, err);
        pgf_batch_free(batch);
    }
    return status;
}

/* --- Feeding ------------------------------------------------------------------------------------------------------ */

static pgf_status close_batch(pgf_build *build, pgf_error *err)
{
    pgf_batch *batch = build->open;
    if (!batch)
        return PGF_OK;
    build->open = NULL;
    snprintf(batch->path, sizeof batch->path, "%.*s/%06u", PATH_MAX - 16, build->folder, build->batches++);
    batch->before = build->before;
    if (build->last)
        build->last->next = batch;
    else
        build->first = batch;
    build->last = batch;
    pgf_pool_give(build->pool, &batch->job);
    pgf_status status = pgf_pool_wait(build->pool, NULL, 2 * build->jobs + 1, err);
    return status ? status : retire(build, err);
}

pgf_status pgf_build_add(pgf_build *build, const pgf_unit *unit, pgf_error *err)
{
    const pgf_writer_options *options = &build->writer->options;
    pgf_status status = build->open ? PGF_OK : pgf_batch_new(&build->open, build->writer, err);
    if (status) {
        free(unit->bytes);
        return status;
    }
    status = pgf_batch_add(build->open, unit, (unsigned)build->source_count - 1, ++build->last_docid, err);
    size_t bytes = options->batch_bytes ? options->batch_bytes : PGF_BATCH_BYTES;
    size_t units = options->batch_units ? options->batch_units : PGF_BATCH_UNITS;
    if (!status && (build->open->bytes >= bytes || build->open->count >= units))
        status = close_batch(build, err);
    return status;
}

pgf_status pgf_build_remove_id(pgf_build *build, const char *id, pgf_error *err)
{
    pgf_report_line line = {.path = "", .id = id, .outcome = PGF_REMOVED, .reason = "", .language = "", .title = ""};
    pgf_status status = pgf_build_drain(build, err);
    if (!status)
        status = release_id(build, &line, err);
    return status ? status : pgf_writing_report(build->writer, &line, err);
}

pgf_status pgf_build_drain(pgf_build *build, pgf_error *err)
{
    pgf_status status = close_batch(build, err);
    if (!status && build->last)
        status = pgf_pool_wait(build->pool, NULL, 0, err);
    return status ? status : retire(build, err);
}

size_t pgf_build_documents(const pgf_build *build)
{
    size_t documents = 0;
    for (size_t i = 0; i < build->source_count; i++)
        documents += build->sources[i].documents;
    return documents;
}
