#include "base/memory.h"
#include "index/build.h"
#include "index/failed.h"
#include "index/update.h"
#include "index/writing.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *pgf_outcome_name(pgf_outcome outcome)
{
    static const char *const names[PGF_OUTCOMES] = {
        [PGF_INDEXED] = "indexed", [PGF_REPLACED] = "replaced", [PGF_UNCHANGED] = "unchanged",
        [PGF_REMOVED] = "removed", [PGF_EMPTY] = "empty",       [PGF_SKIPPED] = "skipped",
        [PGF_FAILED] = "failed"};
    return (size_t)outcome < PGF_OUTCOMES ? names[outcome] : "";
}

pgf_status pgf_writing_report(pgf_writer *writer, const pgf_report_line *line, pgf_error *err)
{
    writer->totals.outcomes[line->outcome]++;
    return pgf_reports_add(&writer->reports, line, err);
}

pgf_status pgf_writing_line_reason(pgf_buffer *reason, const pgf_report_line *line)
{
    return pgf_buffer_printf(reason, "line %zu: %s", line->line, line->reason);
}

pgf_status pgf_writing_id_taken(pgf_buffer *reason, const pgf_report_line *line, const char *owner)
{
    return pgf_buffer_printf(reason, "the id \"%s\" is that of a document of %s already", line->id, owner);
}

pgf_status pgf_writing_id_repeated(pgf_buffer *buffer, pgf_report_line *line)
{
    pgf_status status =
        pgf_buffer_printf(buffer, "%s%san earlier line has the same id", line->reason, *line->reason ? "; " : "");
    if (!status)
        line->reason = buffer->bytes;
    return status;
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static pgf_status start(pgf_writer *writer, pgf_error *err)
{
    const char *path = writer->path;
    bool rebuild = writer->options.rebuild;
    pgf_status status = writer->place == PGF_PLACE_INDEX ? pgf_layout_read(path, &writer->layout, err) : PGF_OK;
    if (status && !(rebuild && (status == PGF_EVERSION || status == PGF_ECORRUPT)))
        return status;
    if (status)
        writer->layout = (pgf_layout){0}; /* a rebuild mends what nobody can read */
    bool builds = rebuild || !writer->layout.generation;
    if (!builds)
        status = pgf_layout_check_analysis(path, &writer->layout, err);
    if (!builds && status)
        return status;
    pgf_layout_sweep(path, writer->layout.generation);
    return builds ? pgf_build_start(writer, pgf_layout_last(path) + 1, err) : pgf_update_start(writer, err);
}

pgf_status pgf_writer_open(pgf_writer **out, const char *path, const pgf_writer_options *options, pgf_error *err)
{
    if (strlen(path) >= PATH_MAX - 64)
        return pgf_fail(err, PGF_EINVAL, "the path of the index is too long");
    pgf_writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return pgf_no_memory(err);
    snprintf(writer->path, sizeof writer->path, "%s", path);
    writer->options = *options;
    writer->lock = -1;
    writer->reports.folder = writer->path;
    atomic_init(&writer->stage, "reading");
    writer->place = pgf_layout_place(path);
    pgf_status status = PGF_OK;
    if (writer->place == PGF_PLACE_DOCUMENTS)
        status = pgf_fail(err, PGF_EEXIST, "%s: is no index but a file or a folder of other things, and is left alone",
                          path);
    if (!status)
        status = pgf_layout_lock(path, &writer->lock, err);
    if (!status && pgf_layout_place(path) == PGF_PLACE_INDEX) /* another indexer may have ended meanwhile */
        writer->place = PGF_PLACE_INDEX;
    if (!status)
        status = start(writer, err);
    if (status)
        pgf_writer_abandon(writer);
    else
        *out = writer;
    return status;
}

bool pgf_writer_builds(const pgf_writer *writer)
{
    return writer->build != NULL;
}

/* --- Calls that one of the two answers ---------------------------------------------------------------------------- */

pgf_status pgf_writer_walk_sources(pgf_writer *writer, const char *prefix, pgf_source_fn *each, void *payload,
                                   pgf_error *err)
{
    return writer->update ? pgf_update_walk_sources(writer->update, prefix, each, payload, err) : PGF_OK;
}

pgf_status pgf_writer_begin_source(pgf_writer *writer, const char *key, const char *path, bool partial, pgf_error *err)
{
    return writer->update ? pgf_update_begin_source(writer->update, key, path, partial, err)
                          : pgf_build_begin_source(writer->build, key, path, err);
}

pgf_status pgf_writer_add(pgf_writer *writer, const pgf_unit *unit, pgf_error *err)
{
    return writer->update ? pgf_update_add(writer->update, unit, err) : pgf_build_add(writer->build, unit, err);
}

pgf_status pgf_writer_end_source(pgf_writer *writer, const pgf_source_stamp *stamp, pgf_outcome outcome,
                                 const char *reason, pgf_error *err)
{
    return writer->update ? pgf_update_end_source(writer->update, stamp, outcome, reason, err)
                          : pgf_build_end_source(writer->build, stamp, outcome, reason, err);
}

pgf_status pgf_writer_touch_source(pgf_writer *writer, const char *key, const pgf_source_stamp *stamp, pgf_error *err)
{
    return writer->update ? pgf_update_touch_source(writer->update, key, stamp, err) : PGF_OK;
}

pgf_status pgf_writer_remove_source(pgf_writer *writer, const char *key, pgf_error *err)
{
    return writer->update ? pgf_update_remove_source(writer->update, key, err) : PGF_OK;
}

pgf_status pgf_writer_remove_id(pgf_writer *writer, const char *id, pgf_error *err)
{
    return writer->update ? pgf_update_remove_id(writer->update, id, err) : pgf_build_remove_id(writer->build, id, err);
}

pgf_writer_progress pgf_writer_watch(const pgf_writer *writer)
{
    pgf_writer *of = (pgf_writer *)writer; /* atomic loads of C11 take no const */
    return (pgf_writer_progress){atomic_load(&of->units), atomic_load(&of->bytes), atomic_load(&of->stage)};
}

/* --- Ending ------------------------------------------------------------------------------------------------------- */

static void end(pgf_writer *writer, bool finished)
{
    pgf_build_free(writer->build);
    pgf_update_free(writer->update);
    if (!finished && writer->lock >= 0 && writer->place != PGF_PLACE_INDEX)
        pgf_layout_unmake(writer->path, writer->place == PGF_PLACE_NOTHING);
    pgf_layout_unlock(writer->lock);
    pgf_reports_dispose(&writer->reports);
    free(writer);
}

pgf_status pgf_writer_wait(pgf_writer *writer, size_t *documents, pgf_error *err)
{
    unsigned count = 0;
    xap_error problem;
    if (writer->update) {
        xap_status status = xap_database_document_count(pgf_update_database(writer->update), &count, &problem);
        *documents = count;
        return status ? pgf_xapian_failed(&problem, err) : PGF_OK;
    }
    pgf_status status = pgf_build_drain(writer->build, err);
    *documents = pgf_build_documents(writer->build);
    return status;
}

pgf_status pgf_writer_finish(pgf_writer *writer, pgf_index_totals *totals, pgf_error *err)
{
    pgf_status status = writer->update ? pgf_update_finish(writer->update, err) : pgf_build_finish(writer->build, err);
    if (!status)
        status = pgf_reports_give(&writer->reports, writer->options.report, writer->options.payload, err);
    writer->totals.bytes = atomic_load(&writer->bytes);
    if (totals)
        *totals = writer->totals;
    end(writer, status == PGF_OK);
    return status;
}

void pgf_writer_abandon(pgf_writer *writer)
{
    if (writer)
        end(writer, false);
}
