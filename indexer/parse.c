#include "parse.h"
#include "base/memory.h"
#include "text/charset.h"
#include "url.h"
#include <string.h>

static bool is_blank(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!strchr(" \t\r\n\v\f", bytes[i]) || !bytes[i])
            return false;
    return true;
}

static pgf_status read_line(const parse_source *source, const pgf_unit *unit, pgf_document **document,
                            pgf_unit_kind *kind, pgf_error *err)
{
    pgf_line_kind line = PGF_LINE_DOCUMENT;
    pgf_status status = pgf_document_parse(document, &line, unit->bytes, unit->size, source->rules->mapping, err);
    if (!status && line == PGF_LINE_DELETE)
        *kind = PGF_UNIT_DELETE;
    return status;
}

static pgf_status refuse_binary(const pgf_unit *unit, pgf_error *err)
{
    const char *kind = intake_binary_kind(unit->bytes, unit->size);
    return kind ? pgf_fail(err, PGF_EFORMAT, "is %s, not text", kind)
                : pgf_fail(err, PGF_EFORMAT, "is not text: it holds bytes of no charset");
}

static pgf_status read_file(const parse_source *source, const pgf_unit *unit, pgf_document **document,
                            pgf_unit_kind *kind, pgf_error *err)
{
    if (is_blank(unit->bytes, unit->size)) {
        *kind = PGF_UNIT_EMPTY;
        return PGF_OK;
    }
    if (!source->rules->charset && intake_is_binary(unit->bytes, unit->size))
        return refuse_binary(unit, err);
    const intake_input input = {.path = unit->path,
                                .charset = source->rules->charset,
                                .bytes = unit->bytes,
                                .size = unit->size,
                                .helpers = source->rules->helpers};
    pgf_status status = pgf_document_new(document, err);
    return status ? status : source->format->read(&input, *document, err);
}

/* The base URL and the path of a file; a line of JSON Lines has no address of its own. */
static pgf_status add_url(const parse_source *source, pgf_document *document, pgf_error *err)
{
    if (!source->base_url || source->format->lines || *pgf_document_field(document, "url"))
        return PGF_OK;
    pgf_buffer url = {0};
    pgf_status status = url_join(source->base_url, source->path, &url);
    if (status)
        pgf_no_memory(err);
    else
        status = pgf_document_set_field(document, "url", url.bytes, err);
    pgf_buffer_dispose(&url);
    return status;
}

static pgf_status add_place(const parse_source *source, const pgf_unit *unit, pgf_document *document, pgf_error *err)
{
    pgf_status status = PGF_OK;
    if (!*pgf_document_field(document, "path") && strcmp(source->path, "-") != 0)
        status = pgf_document_set_field(document, "path", unit->path, err);
    return status ? status : add_url(source, document, err);
}

pgf_status parse_unit(const parse_source *source, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                      pgf_error *err)
{
    *document = NULL;
    *kind = PGF_UNIT_DOCUMENT;
    if (!unit->bytes)
        return pgf_fail(err, PGF_ELIMIT, "is larger than %d MB, the limit for one %s", PGF_INPUT_BYTES >> 20,
                        source->format->lines ? "line" : "file");
    pgf_status status = source->format->lines ? read_line(source, unit, document, kind, err)
                                              : read_file(source, unit, document, kind, err);
    if (!status && *kind == PGF_UNIT_DOCUMENT && !pgf_document_has_content(*document))
        *kind = PGF_UNIT_EMPTY;
    if (!status && *kind == PGF_UNIT_DOCUMENT)
        status = add_place(source, unit, *document, err);
    if (status || *kind == PGF_UNIT_EMPTY) {
        pgf_document_free(*document);
        *document = NULL;
    }
    return status;
}
