#include "base/memory.h"
#include "document/json.h"
#include "index/writer.h"
#include "text/charset.h"
#include "text/language.h"
#include <stdlib.h>
#include <string.h>

struct pgf_indexer {
    pgf_writer *writer;
    pgf_mapping *mapping;
    char *source;
    char language[PGF_LANGUAGE_MAX];
    size_t added; /* and removed */
    pgf_report_fn *report;
    void *payload; /* of it */
};

/* What the bytes of a unit are: they go through threads in one queue, so that a removal keeps its place in it. */
static const char is_json[] = "JSON", is_id[] = "id";

/* --- What a unit becomes: several threads at once ----------------------------------------------------------------- */

static pgf_status read_id(const pgf_unit *unit, pgf_document *document, pgf_unit_kind *kind, pgf_error *err)
{
    *kind = PGF_UNIT_DELETE;
    return pgf_document_set_field(document, "id", unit->bytes, err);
}

static pgf_status read_json(const pgf_indexer *indexer, const pgf_unit *unit, pgf_document **document,
                            pgf_unit_kind *kind, pgf_error *err)
{
    pgf_line_kind line = PGF_LINE_DOCUMENT;
    pgf_status status = pgf_document_parse(document, &line, unit->bytes, unit->size, indexer->mapping, err);
    if (status)
        return status;
    *kind = line == PGF_LINE_DELETE               ? PGF_UNIT_DELETE
            : pgf_document_has_content(*document) ? PGF_UNIT_DOCUMENT
                                                  : PGF_UNIT_EMPTY;
    return PGF_OK;
}

static pgf_status read_unit(void *payload, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                            pgf_error *err)
{
    *kind = PGF_UNIT_DOCUMENT;
    if (!unit->bytes)
        return pgf_fail(err, PGF_ELIMIT, "is larger than %d MB, the limit for one document", PGF_INPUT_BYTES >> 20);
    if (unit->format == is_json)
        return read_json(payload, unit, document, kind, err);
    pgf_status status = pgf_document_new(document, err);
    return status ? status : read_id(unit, *document, kind, err);
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static pgf_status check(const pgf_index_options *options, char language[PGF_LANGUAGE_MAX], pgf_error *err)
{
    const char *source = options->source;
    if (source && (!*source || *source == '/'))
        return pgf_fail(err, PGF_EINVAL, "\"%s\" is no name for a source: give one that does not begin with \"/\"",
                        source);
    if (source && pgf_utf8_valid(source, strlen(source)) < strlen(source)) /* answers show it */
        return pgf_fail(err, PGF_EINVAL, "the name of the source is not UTF-8");
    if (options->language && !pgf_language_normalize(options->language, language))
        return pgf_fail(err, PGF_EINVAL, "%s: no such language; give an ISO 639 code such as en, nb or de",
                        options->language);
    return PGF_OK;
}

static pgf_status make_mapping(pgf_indexer *indexer, const pgf_index_options *options, pgf_error *err)
{
    pgf_status status = pgf_mapping_new(&indexer->mapping, err);
    for (size_t i = 0; i < options->map_count && !status; i++)
        status = pgf_mapping_add(indexer->mapping, options->maps[i], err);
    return status;
}

static void pass_on(void *payload, const pgf_report_line *line)
{
    const pgf_indexer *indexer = payload;
    indexer->report(indexer->payload, line);
}

static pgf_status open_writer(pgf_indexer *indexer, const char *path, const pgf_index_options *options, pgf_error *err)
{
    const pgf_writer_options settings = {.jobs = options->jobs,
                                         .rebuild = options->rebuild,
                                         .guarded = !options->allow_mass_delete,
                                         .own = true,
                                         .language = indexer->language,
                                         .parse = read_unit,
                                         .report = options->report ? pass_on : NULL,
                                         .payload = indexer};
    pgf_status status = pgf_writer_open(&indexer->writer, path, &settings, err);
    return status ? status
                  : pgf_writer_begin_source(indexer->writer, indexer->source, indexer->source, !options->whole, err);
}

pgf_status pgf_indexer_open(pgf_indexer **out, const char *path, const pgf_index_options *options, pgf_error *err)
{
    static const pgf_index_options usual = {0};
    if (!options)
        options = &usual;
    char language[PGF_LANGUAGE_MAX] = "";
    pgf_status status = check(options, language, err);
    if (status)
        return status;
    pgf_indexer *indexer = calloc(1, sizeof *indexer);
    if (!indexer || !(indexer->source = strdup(options->source ? options->source : "-"))) {
        free(indexer);
        return pgf_no_memory(err);
    }
    memcpy(indexer->language, language, sizeof language);
    indexer->report = options->report;
    indexer->payload = options->payload;
    status = make_mapping(indexer, options, err);
    if (!status)
        status = open_writer(indexer, path, options, err);
    if (status)
        pgf_indexer_abandon(indexer);
    else
        *out = indexer;
    return status;
}

/* --- Feeding ------------------------------------------------------------------------------------------------------ */

static pgf_status add(pgf_indexer *indexer, const char *bytes, size_t size, const void *format, pgf_error *err)
{
    pgf_unit unit = {.size = size, .path = indexer->source, .line = ++indexer->added, .format = format};
    if (size <= PGF_INPUT_BYTES) {
        unit.bytes = malloc(size + 1);
        if (!unit.bytes)
            return pgf_no_memory(err);
        memcpy(unit.bytes, bytes, size);
        unit.bytes[size] = '\0';
    }
    return pgf_writer_add(indexer->writer, &unit, err);
}

pgf_status pgf_indexer_add(pgf_indexer *indexer, const char *json, size_t size, pgf_error *err)
{
    return add(indexer, json, size, is_json, err);
}

pgf_status pgf_indexer_remove(pgf_indexer *indexer, const char *id, pgf_error *err)
{
    return add(indexer, id, strlen(id), is_id, err);
}

/* --- Ending ------------------------------------------------------------------------------------------------------- */

pgf_status pgf_indexer_finish(pgf_indexer *indexer, pgf_index_totals *totals, pgf_error *err)
{
    static const pgf_source_stamp none = {0};
    pgf_status status = pgf_writer_end_source(indexer->writer, &none, PGF_INDEXED, "", err);
    if (!status) {
        pgf_writer *writer = indexer->writer;
        indexer->writer = NULL;
        status = pgf_writer_finish(writer, totals, err);
    }
    pgf_indexer_abandon(indexer);
    return status;
}

void pgf_indexer_abandon(pgf_indexer *indexer)
{
    if (!indexer)
        return;
    pgf_writer_abandon(indexer->writer);
    pgf_mapping_free(indexer->mapping);
    free(indexer->source);
    free(indexer);
}
