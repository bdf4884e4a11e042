#include "base/memory.h"
#include "index/writing.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Without an id a document is named by where it came from; on standard input, and by a program, by what it says, since
 * line 1 of the next run is another document.
 */
static pgf_status append_name(const pgf_unit *unit, bool own, uint64_t hash, pgf_buffer *out)
{
    char digits[17];
    if (!unit->line)
        return pgf_buffer_append_text(out, unit->path);
    if (!own && strcmp(unit->path, "-") != 0)
        return pgf_buffer_printf(out, "%s#%zu", unit->path, unit->line);
    pgf_hash_text(hash, digits);
    return pgf_buffer_printf(out, "%s#%s", unit->path, digits);
}

static pgf_status name_unit(const pgf_unit *unit, bool own, uint64_t hash, pgf_document *document, pgf_error *err)
{
    if (*pgf_document_field(document, "id"))
        return PGF_OK;
    pgf_buffer id = {0};
    pgf_status status = append_name(unit, own, hash, &id);
    status = status ? pgf_no_memory(err) : pgf_document_set_field(document, "id", id.bytes, err);
    pgf_buffer_dispose(&id);
    return status;
}

static pgf_status take_id(pgf_read_unit *out, const pgf_document *document)
{
    out->id = strdup(document ? pgf_document_field(document, "id") : "");
    return out->id ? PGF_OK : PGF_ENOMEM;
}

pgf_status pgf_unit_read(const pgf_writer_options *options, const pgf_unit *unit, pgf_read_unit *out, pgf_error *err)
{
    uint64_t hash[2] = {0, 0};
    *out = (pgf_read_unit){.kind = PGF_UNIT_DOCUMENT};
    if (unit->bytes)
        pgf_hash(unit->bytes, unit->size, hash);
    out->hash = hash[0];
    out->status = options->parse(options->payload, unit, &out->document, &out->kind, &out->problem);
    if (!out->status && (out->kind == PGF_UNIT_DOCUMENT || (options->own && out->kind == PGF_UNIT_EMPTY)))
        out->status = name_unit(unit, options->own, out->hash, out->document, &out->problem);
    if (out->status == PGF_ENOMEM || take_id(out, out->document)) {
        pgf_read_unit_dispose(out);
        return pgf_no_memory(err);
    }
    if (out->status || out->kind != PGF_UNIT_DOCUMENT) {
        pgf_document_free(out->document);
        out->document = NULL;
    }
    return PGF_OK;
}

bool pgf_unit_is_at_fault(pgf_status status)
{
    return status == PGF_EFORMAT || status == PGF_ELIMIT || status == PGF_EINVAL;
}

void pgf_read_unit_dispose(pgf_read_unit *read)
{
    pgf_document_free(read->document);
    free(read->id);
    *read = (pgf_read_unit){0};
}
