#include "base/memory.h"
#include "index/failed.h"
#include "index/schema.h"
#include "index/update.h"
#include <stdlib.h>
#include <time.h>

/* --- Whose a document is ------------------------------------------------------------------------------------------ */

/* Is the document one of the source being read, from the start or from a line before this one? */
static pgf_status find_owner(pgf_update *update, unsigned docid, bool *ours, pgf_error *err)
{
    char term[PGF_SOURCE_TERM_MAX];
    unsigned first;
    size_t size = pgf_source_term(update->current.number, term);
    pgf_status status = pgf_store_first(pgf_update_database(update), term, size, docid, &first, err);
    *ours = !status && first == docid;
    return status;
}

/* The same; it was seen now, `*repeated` when it had been before. */
static pgf_status see(pgf_update *update, unsigned docid, bool *ours, bool *repeated, pgf_error *err)
{
    bool is_first = pgf_update_see(update, docid);
    pgf_status status = find_owner(update, docid, ours, err);
    *repeated = *ours && !is_first;
    return status;
}

/* --- What a document changes -------------------------------------------------------------------------------------- */

typedef struct {
    pgf_update *update;
    const pgf_read_unit *read;
    pgf_report_line line;
    pgf_buffer reason;
} unit_change;

/* An id that another source has. */
static pgf_status refuse(unit_change *change, unsigned docid, pgf_error *err)
{
    xap_bytes record = {0};
    pgf_record owner = {0};
    xap_error problem;
    pgf_status status = PGF_OK;
    if (xap_document_data(pgf_update_database(change->update), docid, &record, &problem))
        status = pgf_xapian_failed(&problem, err);
    if (!status)
        status = pgf_record_read(&owner, record.bytes, record.size, err);
    const char *path = owner.path.size ? owner.path.bytes : "another source";
    if (!status && pgf_writing_id_taken(&change->reason, &change->line, path))
        status = pgf_no_memory(err);
    change->update->refused = true;
    change->line.outcome = PGF_FAILED;
    change->line.reason = change->reason.bytes;
    xap_bytes_dispose(&record);
    pgf_record_dispose(&owner);
    return status;
}

/* A document that is not stored: the next one may be. Any other failure is the update's. */
static pgf_status fail(unit_change *change, pgf_status status, const pgf_error *problem, pgf_error *err)
{
    if (!pgf_unit_is_at_fault(status))
        return pgf_fail(err, status, "%s", problem->message);
    if (pgf_buffer_append_text(&change->reason, problem->message))
        return pgf_no_memory(err);
    change->line.outcome = PGF_FAILED;
    change->line.reason = change->reason.bytes;
    return PGF_OK;
}

static pgf_status put(unit_change *change, unsigned docid, uint64_t first_indexed, pgf_error *err)
{
    pgf_update *update = change->update;
    const pgf_store_facts facts = {.source = update->current.number,
                                   .first_indexed = first_indexed ? first_indexed : (uint64_t)time(NULL),
                                   .hash = change->read->hash,
                                   .language = update->writer->options.language};
    pgf_status status = pgf_update_touch(update, err);
    pgf_error problem = {0};
    change->line.title = pgf_document_field(change->read->document, "title");
    update->documents++;
    if (status)
        return status;
    status = pgf_store_put(update->store, update->writable, docid, change->read->document, &facts, &problem);
    if (status)
        return fail(change, status, &problem, err);
    change->line.language = pgf_store_language(update->store);
    change->line.reason = pgf_document_notice(change->read->document);
    return PGF_OK;
}

static pgf_status replace(unit_change *change, unsigned docid, pgf_error *err)
{
    pgf_update *update = change->update;
    uint64_t hash, first_indexed;
    pgf_status status = pgf_store_number(pgf_update_database(update), docid, PGF_SLOT_UNIT_HASH, 16, &hash, err);
    if (!status && hash == change->read->hash) {
        change->line.outcome = PGF_UNCHANGED;
        return PGF_OK;
    }
    if (!status)
        status = pgf_store_number(pgf_update_database(update), docid, PGF_SLOT_FIRST_INDEXED, 10, &first_indexed, err);
    if (!status)
        status = pgf_update_remove_document(update, docid, err);
    change->line.outcome = PGF_REPLACED;
    return status ? status : put(change, docid, first_indexed, err);
}

static pgf_status replace_again(unit_change *change, unsigned docid, pgf_error *err)
{
    pgf_status status = replace(change, docid, err);
    if (!status && change->line.outcome != PGF_FAILED && pgf_writing_id_repeated(&change->reason, &change->line))
        status = pgf_no_memory(err);
    return status;
}

static pgf_status take_document(unit_change *change, pgf_error *err)
{
    pgf_update *update = change->update;
    unsigned docid;
    bool ours = false, repeated = false;
    pgf_status status = pgf_store_find(pgf_update_database(update), change->read->id, &docid, err);
    if (!status && docid)
        status = see(update, docid, &ours, &repeated, err);
    if (status)
        return status;
    if (docid && !ours)
        return refuse(change, docid, err);
    if (docid)
        return repeated ? replace_again(change, docid, err) : replace(change, docid, err);
    xap_error problem;
    if (xap_database_last_docid(pgf_update_database(update), &docid, &problem))
        return pgf_xapian_failed(&problem, err);
    change->line.outcome = PGF_INDEXED;
    return put(change, docid + 1, 0, err);
}

static pgf_status take_delete(unit_change *change, pgf_error *err)
{
    pgf_update *update = change->update;
    unsigned docid = 0;
    bool found, ours = false;
    pgf_status status = PGF_OK;
    if (update->writer->options.own)
        status = pgf_store_find(pgf_update_database(update), change->read->id, &docid, err);
    if (!status && docid)
        status = find_owner(update, docid, &ours, err);
    if (status)
        return status;
    if (docid && !ours) {
        change->line.outcome = PGF_SKIPPED;
        change->line.reason = PGF_ID_ELSEWHERE;
        return PGF_OK;
    }
    status = pgf_update_remove_named(update, change->read->id, &found, err);
    change->line.outcome = found ? PGF_REMOVED : PGF_SKIPPED;
    change->line.reason = found ? "" : PGF_ID_UNKNOWN;
    return status;
}

/* --- What a unit changes ------------------------------------------------------------------------------------------ */

/* Of several lines that failed the first is remembered. */
static pgf_status note_line(pgf_update *update, const pgf_report_line *line, pgf_error *err)
{
    pgf_source *source = &update->current.source;
    if (line->outcome != PGF_FAILED || source->failures > 1)
        return PGF_OK;
    pgf_buffer_clear(&update->reason);
    if (pgf_writing_line_reason(&update->reason, line))
        return pgf_no_memory(err);
    source->reason = update->reason.bytes;
    return PGF_OK;
}

/* A file is its only document: what became of it is what became of the source. */
static pgf_status note_outcome(pgf_update *update, const pgf_report_line *line, pgf_error *err)
{
    pgf_source *source = &update->current.source;
    source->failures += line->outcome == PGF_FAILED;
    if (line->line)
        return note_line(update, line, err);
    if (line->outcome != PGF_FAILED && line->outcome != PGF_EMPTY)
        return PGF_OK;
    pgf_buffer_clear(&update->reason);
    if (pgf_buffer_append_text(&update->reason, line->reason))
        return pgf_no_memory(err);
    source->outcome = line->outcome;
    source->reason = update->reason.bytes;
    return PGF_OK;
}

static pgf_status take_unit(unit_change *change, pgf_error *err)
{
    const pgf_read_unit *read = change->read;
    pgf_status status = PGF_OK;
    change->line.outcome = read->status ? PGF_FAILED : PGF_EMPTY;
    change->line.reason = read->problem.message;
    if (read->document)
        status = take_document(change, err);
    else if (!read->status && read->kind == PGF_UNIT_DELETE)
        status = take_delete(change, err);
    if (!status)
        status = note_outcome(change->update, &change->line, err);
    return status ? status : pgf_writing_report(change->update->writer, &change->line, err);
}

pgf_status pgf_update_add(pgf_update *update, const pgf_unit *unit, pgf_error *err)
{
    pgf_read_unit read;
    pgf_writer *writer = update->writer;
    pgf_status status = pgf_unit_read(&writer->options, unit, &read, err);
    size_t size = unit->bytes ? unit->size : 0;
    if (!status) {
        unit_change change = {.update = update, .read = &read};
        change.line = (pgf_report_line){unit->path, unit->line, read.id, PGF_EMPTY, "", "", ""};
        status = take_unit(&change, err);
        pgf_buffer_dispose(&change.reason);
    }
    pgf_read_unit_dispose(&read);
    free(unit->bytes);
    update->bytes += size;
    atomic_fetch_add(&writer->units, 1);
    atomic_fetch_add(&writer->bytes, size);
    return status ? status : pgf_update_commit_sometimes(update, err);
}
