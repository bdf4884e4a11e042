#include "index/batch.h"
#include "base/memory.h"
#include "index/failed.h"
#include "index/schema.h"
#include <stdlib.h>
#include <time.h>

enum { RUN_BYTES = 48 << 20 }; /* of words, before a thread writes them down */

static pgf_job_fn run_batch;

pgf_status pgf_batch_new(pgf_batch **out, pgf_writer *writer, pgf_error *err)
{
    pgf_batch *batch = calloc(1, sizeof *batch);
    if (!batch)
        return pgf_no_memory(err);
    batch->job.run = run_batch;
    batch->writer = writer;
    batch->before = "";
    *out = batch;
    return PGF_OK;
}

static void free_units(pgf_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        free(batch->units[i].unit.bytes);
        batch->units[i].unit.bytes = NULL;
    }
}

void pgf_batch_free(pgf_batch *batch)
{
    if (!batch)
        return;
    free_units(batch);
    free(batch->units);
    pgf_buffer_dispose(&batch->results);
    free(batch);
}

pgf_status pgf_batch_add(pgf_batch *batch, const pgf_unit *unit, unsigned source, unsigned docid, pgf_error *err)
{
    pgf_batch_unit *units = pgf_array_grow(batch->units, batch->count, &batch->capacity, sizeof *units);
    if (!units) {
        free(unit->bytes);
        return pgf_no_memory(err);
    }
    batch->units = units;
    batch->units[batch->count++] = (pgf_batch_unit){*unit, source, docid};
    batch->bytes += unit->bytes ? unit->size : 0;
    return PGF_OK;
}

/* --- Results ------------------------------------------------------------------------------------------------------ */

static pgf_status append_result(pgf_buffer *out, const pgf_batch_result *result, pgf_error *err)
{
    if (pgf_buffer_append_number(out, result->outcome) || pgf_buffer_append_terminated(out, result->id) ||
        pgf_buffer_append_terminated(out, result->language) || pgf_buffer_append_terminated(out, result->title) ||
        pgf_buffer_append_terminated(out, result->reason))
        return pgf_no_memory(err);
    return PGF_OK;
}

pgf_cursor pgf_batch_results(const pgf_batch *batch)
{
    return pgf_cursor_on(batch->results.bytes, batch->results.size);
}

pgf_batch_result pgf_batch_next_result(pgf_cursor *cursor)
{
    size_t size;
    pgf_batch_result result = {.outcome = (pgf_outcome)pgf_cursor_number(cursor)};
    result.id = pgf_cursor_string(cursor, &size);
    result.language = pgf_cursor_string(cursor, &size);
    result.title = pgf_cursor_string(cursor, &size);
    result.reason = pgf_cursor_string(cursor, &size);
    return result;
}

/* --- The work ----------------------------------------------------------------------------------------------------- */

typedef struct {
    pgf_batch *batch;
    pgf_worker *worker;
    xap_writable *database;
    xap_database *before; /* NULL when there is none that can be read */
    pgf_error *err;
} batch_work;

/*
 * When a document of the index that is made anew first came in; now for one that was not there. What cannot be read of
 * that index is what is being mended.
 */
static pgf_status first_indexed(const batch_work *work, const char *id, uint64_t *out)
{
    unsigned docid = 0;
    *out = 0;
    pgf_status status = work->before ? pgf_store_find(work->before, id, &docid, NULL) : PGF_OK;
    if (!status && docid)
        status = pgf_store_number(work->before, docid, PGF_SLOT_FIRST_INDEXED, 10, out, NULL);
    if (!*out)
        *out = (uint64_t)time(NULL);
    return status == PGF_ENOMEM ? pgf_no_memory(work->err) : PGF_OK;
}

static pgf_status put_document(const batch_work *work, const pgf_batch_unit *from, const pgf_read_unit *read)
{
    pgf_store_facts facts = {
        .source = from->source, .hash = read->hash, .language = work->batch->writer->options.language};
    pgf_error problem = {0};
    pgf_batch_result result = {PGF_INDEXED, read->id, "", pgf_document_field(read->document, "title"), ""};
    pgf_status status = first_indexed(work, read->id, &facts.first_indexed);
    if (status)
        return status;
    status = pgf_store_put(work->worker->store, work->database, from->docid, read->document, &facts, &problem);
    if (status && !pgf_unit_is_at_fault(status)) {
        *work->err = problem;
        return status;
    }
    work->batch->documents += status == PGF_OK;
    result.language = status ? "" : pgf_store_language(work->worker->store);
    result.outcome = status ? PGF_FAILED : PGF_INDEXED;
    result.reason = status ? problem.message : pgf_document_notice(read->document);
    return append_result(&work->batch->results, &result, work->err);
}

static pgf_status do_unit(const batch_work *work, pgf_batch_unit *from)
{
    pgf_writer *writer = work->batch->writer;
    pgf_read_unit read;
    pgf_status status = pgf_unit_read(&writer->options, &from->unit, &read, work->err);
    if (status)
        return status;
    pgf_batch_result result = {PGF_EMPTY, read.id, "", "", read.problem.message};
    if (read.status)
        result.outcome = PGF_FAILED;
    else if (read.kind == PGF_UNIT_DELETE)
        result.outcome = PGF_REMOVED;
    if (read.document)
        status = put_document(work, from, &read);
    else
        status = append_result(&work->batch->results, &result, work->err);
    pgf_read_unit_dispose(&read);
    free(from->unit.bytes);
    from->unit.bytes = NULL;
    atomic_fetch_add(&writer->units, 1);
    atomic_fetch_add(&writer->bytes, from->unit.size);
    return status;
}

static pgf_status do_units(const batch_work *work)
{
    pgf_batch *batch = work->batch;
    pgf_status status = PGF_OK;
    xap_error problem;
    for (size_t i = 0; i < batch->count && !status; i++)
        status = do_unit(work, &batch->units[i]);
    if (!status && xap_writable_commit(work->database, &problem))
        status = pgf_xapian_failed(&problem, work->err);
    if (!status && pgf_store_memory(work->worker->store) > RUN_BYTES)
        status = pgf_worker_write_run(work->worker, work->err);
    return status;
}

static pgf_status run_batch(pgf_job *job, pgf_worker *worker, pgf_error *err)
{
    batch_work work = {.batch = (pgf_batch *)job, .worker = worker, .err = err};
    xap_error problem;
    if (xap_writable_open(&work.database, work.batch->path, XAP_CREATE, XAP_NO_SYNC | XAP_DANGEROUS, &problem))
        return pgf_xapian_failed(&problem, err);
    pgf_status status = PGF_OK;
    if (*work.batch->before && xap_database_open(&work.before, work.batch->before, &problem) == XAP_ENOMEM)
        status = pgf_no_memory(err);
    if (!status)
        status = do_units(&work);
    xap_writable_close(work.database);
    xap_database_close(work.before);
    return status;
}
