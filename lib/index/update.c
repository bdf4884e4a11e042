#include "index/update.h"
#include "base/memory.h"
#include "index/checksums.h"
#include "index/failed.h"
#include <stdlib.h>

/* So much is done again after a crash; Xapian commits by itself at 10,000 changes. */
enum { DOCUMENTS_A_COMMIT = 1000, BYTES_A_COMMIT = 64 << 20 };

const xap_database *pgf_update_database(pgf_update *update)
{
    return xap_writable_database(update->writable);
}

/* A table that is gone would be made anew, empty, and never missed again. */
static pgf_status check_tables(const pgf_update *update, pgf_error *err)
{
    xap_database *database = NULL;
    if (pgf_layout_has_tables(update->folder))
        return PGF_OK;
    uint64_t length = 0;
    bool needed = xap_database_open(&database, update->folder, NULL) ||
                  xap_database_total_length(database, &length, NULL) || length > 0;
    xap_database_close(database);
    return needed ? pgf_layout_no_generation(update->writer->path, err) : PGF_OK;
}

pgf_status pgf_update_start(pgf_writer *writer, pgf_error *err)
{
    pgf_update *update = calloc(1, sizeof *update);
    xap_error problem;
    if (!update)
        return pgf_no_memory(err);
    writer->update = update;
    update->writer = writer;
    pgf_layout_generation(writer->path, writer->layout.generation, false, update->folder);
    pgf_status status = check_tables(update, err);
    if (status)
        return status;
    xap_status opened = xap_writable_open(&update->writable, update->folder, XAP_OPEN, 0, &problem);
    if (opened)
        return opened == XAP_ENOTFOUND ? pgf_layout_no_generation(writer->path, err) : pgf_xapian_failed(&problem, err);
    status = pgf_store_new(&update->store, err);
    return status ? status : pgf_state_read(pgf_update_database(update), &update->state, err);
}

void pgf_update_free(pgf_update *update)
{
    if (!update)
        return;
    xap_writable_close(update->writable);
    pgf_store_free(update->store);
    pgf_record_dispose(&update->record);
    pgf_stored_source_dispose(&update->looked_up);
    pgf_stored_source_dispose(&update->current);
    pgf_buffer_dispose(&update->reason);
    free(update->before);
    free(update->seen);
    free(update);
}

/* --- Committing --------------------------------------------------------------------------------------------------- */

pgf_status pgf_update_touch(pgf_update *update, pgf_error *err)
{
    pgf_status status = update->checksums_gone ? PGF_OK : pgf_checksums_remove(update->folder, err);
    update->checksums_gone = true;
    update->dirty = true;
    return status;
}

/* What was reported is safe on disk, and everything that hangs on a document is in the same commit. */
static pgf_status commit(pgf_update *update, pgf_error *err)
{
    pgf_writer *writer = update->writer;
    xap_error problem;
    pgf_status status = PGF_OK;
    if (update->dirty) {
        update->state.revision++;
        status = pgf_change_words(update->store, update->writable, err);
        if (!status && update->is_shrunk)
            status = pgf_update_recount(update, err);
        if (!status)
            status = pgf_state_write(update->writable, &update->state, err);
        if (!status && xap_writable_commit(update->writable, &problem))
            status = pgf_xapian_failed(&problem, err);
    }
    if (status)
        return status;
    update->dirty = false;
    update->is_shrunk = false;
    update->documents = 0;
    update->bytes = 0;
    return pgf_reports_give(&writer->reports, writer->options.report, writer->options.payload, err);
}

pgf_status pgf_update_commit_sometimes(pgf_update *update, pgf_error *err)
{
    if (update->documents < DOCUMENTS_A_COMMIT && update->bytes < BYTES_A_COMMIT)
        return PGF_OK;
    return commit(update, err);
}

pgf_status pgf_update_finish(pgf_update *update, pgf_error *err)
{
    xap_error problem;
    pgf_status status = commit(update, err);
    if (!status &&
        xap_database_document_count(pgf_update_database(update), &update->writer->totals.documents, &problem))
        status = pgf_xapian_failed(&problem, err);
    update->writer->totals.generation = update->writer->layout.generation;
    update->writer->totals.revision = update->state.revision;
    return status;
}

/* --- Sources ------------------------------------------------------------------------------------------------------ */

pgf_status pgf_update_walk_sources(pgf_update *update, const char *prefix, pgf_source_fn *each, void *payload,
                                   pgf_error *err)
{
    return pgf_sources_walk(pgf_update_database(update), prefix, each, payload, err);
}

static int note_document(void *payload, unsigned docid, unsigned frequency)
{
    (void)frequency;
    pgf_update *update = payload;
    unsigned *before = pgf_array_grow(update->before, update->before_count, &update->before_capacity, sizeof *before);
    if (!before)
        return 1;
    update->before = before;
    update->before[update->before_count++] = docid;
    return 0;
}

/* The documents that came from a source, into update->before. */
static pgf_status list_documents(pgf_update *update, unsigned number, pgf_error *err)
{
    char term[PGF_SOURCE_TERM_MAX];
    xap_error problem;
    size_t size = pgf_source_term(number, term);
    update->before_count = 0;
    xap_status walked = xap_term_documents(pgf_update_database(update), term, size, 1, note_document, update, &problem);
    if (walked == XAP_ESTOPPED)
        return pgf_no_memory(err);
    return walked ? pgf_xapian_failed(&problem, err) : PGF_OK;
}

static void forget_documents(pgf_update *update)
{
    free(update->seen);
    update->seen = NULL;
    update->before_count = 0;
}

static int compare_docids(const void *left, const void *right)
{
    unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;
    return (a > b) - (a < b);
}

bool pgf_update_see(pgf_update *update, unsigned docid)
{
    if (!update->seen || !update->before_count)
        return false;
    const unsigned *found = bsearch(&docid, update->before, update->before_count, sizeof docid, compare_docids);
    if (!found || update->seen[found - update->before])
        return false;
    update->seen[found - update->before] = true;
    return true;
}

/*
 * Until a source was read to its end, or is gone as a whole, it counts as one that has to be read: a commit may come
 * before, and a crash behind that.
 */
static pgf_status make_unread(pgf_update *update, pgf_stored_source *stored, pgf_error *err)
{
    stored->source.stamp = (pgf_source_stamp){0};
    stored->source.failures = 0;
    stored->source.outcome = PGF_INDEXED;
    stored->source.reason = "";
    return pgf_sources_put(update->writable, &stored->source, stored->number, err);
}

static pgf_status make_source(pgf_update *update, const char *key, const char *path, pgf_error *err)
{
    const pgf_source fresh = {.key = key, .path = path, .outcome = PGF_INDEXED, .reason = ""};
    bool found;
    pgf_status status = pgf_sources_put(update->writable, &fresh, update->state.next_source++, err);
    return status ? status : pgf_sources_find(pgf_update_database(update), key, &update->current, &found, err);
}

/* What is stored of a source, before it is written anew. */
static pgf_status find_to_change(pgf_update *update, const char *key, pgf_stored_source *out, bool *found,
                                 pgf_error *err)
{
    pgf_status status = pgf_update_touch(update, err);
    return status ? status : pgf_sources_find(pgf_update_database(update), key, out, found, err);
}

pgf_status pgf_update_begin_source(pgf_update *update, const char *key, const char *path, bool partial, pgf_error *err)
{
    bool found = false;
    pgf_status status = find_to_change(update, key, &update->current, &found, err);
    if (!status && found)
        update->current.source.path = path;
    if (!status)
        status = found ? make_unread(update, &update->current, err) : make_source(update, key, path, err);
    forget_documents(update);
    if (!status)
        status = list_documents(update, update->current.number, err);
    update->partial = partial;
    update->refused = false;
    if (!status && !(update->seen = calloc(update->before_count + 1, sizeof *update->seen)))
        status = pgf_no_memory(err);
    return status;
}

static pgf_status report_removed(pgf_update *update, pgf_error *err)
{
    const pgf_record *record = &update->record;
    const pgf_report_line line = {.path = record->path.bytes,
                                  .id = record->id.bytes,
                                  .outcome = PGF_REMOVED,
                                  .reason = "",
                                  .language = record->language.bytes,
                                  .title = record->title.bytes};
    return pgf_writing_report(update->writer, &line, err);
}

pgf_status pgf_update_remove_document(pgf_update *update, unsigned docid, pgf_error *err)
{
    pgf_status status = pgf_update_touch(update, err);
    if (!status)
        status = pgf_store_remove(update->store, update->writable, docid, &update->record, err);
    pgf_update_see(update, docid);
    update->documents++;
    return status;
}

pgf_status pgf_update_count_documents(pgf_update *update, unsigned number, unsigned *out, pgf_error *err)
{
    char term[PGF_SOURCE_TERM_MAX];
    xap_error problem;
    size_t size = pgf_source_term(number, term);
    if (xap_term_frequencies(pgf_update_database(update), term, size, out, NULL, &problem))
        return pgf_xapian_failed(&problem, err);
    return PGF_OK;
}

/* All documents in update->before that were not seen. What a commit holds is in memory: there may be several. */
static pgf_status remove_unseen(pgf_update *update, pgf_error *err)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < update->before_count && !status; i++) {
        if (update->seen && update->seen[i])
            continue;
        status = pgf_update_remove_document(update, update->before[i], err);
        if (!status)
            status = report_removed(update, err);
        if (!status)
            status = pgf_update_commit_sometimes(update, err);
    }
    return status;
}

static size_t count_unseen(const pgf_update *update)
{
    size_t count = 0;
    for (size_t i = 0; i < update->before_count; i++)
        count += !update->seen || !update->seen[i];
    return count;
}

/* An export that broke off must not empty an index. */
static pgf_status keep_unseen(pgf_update *update, size_t unseen, pgf_error *err)
{
    pgf_source *source = &update->current.source;
    pgf_buffer_clear(&update->reason);
    if (pgf_buffer_printf(&update->reason,
                          "%zu of the %zu documents of this file would go, more than a fifth; they stay (if it is "
                          "meant, add --allow-mass-delete)",
                          unseen, update->before_count))
        return pgf_no_memory(err);
    const pgf_report_line line = {.path = source->path,
                                  .id = "",
                                  .outcome = PGF_FAILED,
                                  .reason = update->reason.bytes,
                                  .language = "",
                                  .title = ""};
    return pgf_writing_report(update->writer, &line, err);
}

/* What did not come again goes, or `*kept`. */
static pgf_status settle_unseen(pgf_update *update, bool *kept, pgf_error *err)
{
    size_t unseen = count_unseen(update);
    *kept = update->writer->options.guarded && pgf_writer_is_much(unseen, update->before_count);
    return *kept ? keep_unseen(update, unseen, err) : remove_unseen(update, err);
}

pgf_status pgf_update_end_source(pgf_update *update, const pgf_source_stamp *stamp, pgf_outcome outcome,
                                 const char *reason, pgf_error *err)
{
    pgf_source *source = &update->current.source;
    pgf_status status = pgf_update_touch(update, err);
    bool kept = false;
    if (!status && stamp && !update->partial)
        status = settle_unseen(update, &kept, err);
    if (!status)
        status = pgf_update_count_documents(update, update->current.number, &source->documents, err);
    forget_documents(update);
    source->stamp = stamp && !update->refused && !kept ? *stamp : (pgf_source_stamp){0};
    if (kept) {
        source->outcome = PGF_FAILED;
        source->reason = update->reason.bytes;
    } else if (outcome != PGF_INDEXED) {
        source->outcome = outcome;
        source->reason = reason;
    }
    if (!status) /* a commit may have come since the source began */
        status = pgf_update_touch(update, err);
    if (!status)
        status = pgf_sources_put(update->writable, source, update->current.number, err);
    return status ? status : pgf_update_commit_sometimes(update, err);
}

pgf_status pgf_update_touch_source(pgf_update *update, const char *key, const pgf_source_stamp *stamp, pgf_error *err)
{
    bool found = false;
    pgf_status status = find_to_change(update, key, &update->looked_up, &found, err);
    if (status || !found)
        return status;
    update->looked_up.source.stamp = *stamp;
    return pgf_sources_put(update->writable, &update->looked_up.source, update->looked_up.number, err);
}

pgf_status pgf_update_remove_source(pgf_update *update, const char *key, pgf_error *err)
{
    bool found = false;
    pgf_status status = find_to_change(update, key, &update->looked_up, &found, err);
    if (status || !found)
        return status;
    forget_documents(update);
    status = make_unread(update, &update->looked_up, err);
    if (!status)
        status = list_documents(update, update->looked_up.number, err);
    if (!status)
        status = remove_unseen(update, err);
    if (!status) /* a commit may have come */
        status = pgf_update_touch(update, err);
    if (!status)
        status = pgf_sources_remove(update->writable, key, err);
    return status ? status : pgf_update_commit_sometimes(update, err);
}

pgf_status pgf_update_remove_named(pgf_update *update, const char *id, bool *found, pgf_error *err)
{
    unsigned docid;
    pgf_status status = pgf_store_find(pgf_update_database(update), id, &docid, err);
    *found = !status && docid;
    if (!*found)
        return status;
    update->is_shrunk = true;
    return pgf_update_remove_document(update, docid, err);
}

pgf_status pgf_update_remove_id(pgf_update *update, const char *id, pgf_error *err)
{
    const pgf_report_line unknown = {"", 0, id, PGF_SKIPPED, PGF_ID_UNKNOWN, "", ""};
    bool found;
    pgf_status status = pgf_update_remove_named(update, id, &found, err);
    if (!status)
        status = found ? report_removed(update, err) : pgf_writing_report(update->writer, &unknown, err);
    return status ? status : pgf_update_commit_sometimes(update, err);
}
