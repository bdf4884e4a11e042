#include "base/memory.h"
#include "index/keys.h"
#include "index/opened.h"
#include "index/schema.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* --- The record --------------------------------------------------------------------------------------------------- */

static pgf_status no_document(const pgf_reader *reader, unsigned docid, pgf_error *err)
{
    return pgf_fail(err, PGF_ENOTFOUND, "%s: no document has the number %u", reader->path, docid);
}

pgf_status pgf_reader_record(pgf_reader *reader, unsigned docid, pgf_buffer *out, pgf_error *err)
{
    xap_error problem;
    xap_status status = docid ? xap_document_data(reader->database, docid, &reader->bytes, &problem) : XAP_ENOTFOUND;
    if (status == XAP_ENOTFOUND)
        return no_document(reader, docid, err);
    if (status)
        return pgf_reader_failed(reader, &problem, err);
    if (pgf_buffer_append(out, reader->bytes.bytes, reader->bytes.size))
        return pgf_no_memory(err);
    return PGF_OK;
}

pgf_status pgf_reader_language(pgf_reader *reader, unsigned docid, pgf_buffer *out, pgf_error *err)
{
    xap_error problem;
    unsigned slot = (unsigned)pgf_schema_find("language")->slot;
    pgf_buffer_clear(out);
    if (xap_document_value(reader->database, docid, slot, &reader->bytes, &problem))
        return pgf_reader_failed(reader, &problem, err);
    return pgf_buffer_append(out, reader->bytes.bytes, reader->bytes.size) ? pgf_no_memory(err) : PGF_OK;
}

/* --- Where passages lie ------------------------------------------------------------------------------------------- */

static pgf_status damaged(const pgf_reader *reader, unsigned docid, pgf_error *err)
{
    return pgf_fail(err, PGF_ECORRUPT, "%s: the text of document %u is damaged; paragraf-indexer verify says more",
                    reader->path, docid);
}

static pgf_status why_no_spans(pgf_reader *reader, unsigned docid, pgf_error *err)
{
    unsigned length;
    xap_error problem;
    xap_status status = docid ? xap_document_length(reader->database, docid, &length, &problem) : XAP_ENOTFOUND;
    if (status == XAP_ENOTFOUND)
        return no_document(reader, docid, err);
    return status ? pgf_reader_failed(reader, &problem, err) : damaged(reader, docid, err);
}

/* Into reader->spans, where they stay for the passages that are shown next. */
static pgf_status load_spans(pgf_reader *reader, unsigned docid, pgf_error *err)
{
    char key[PGF_KEY_MAX];
    xap_error problem;
    if (docid && reader->spans_docid == docid)
        return PGF_OK;
    reader->spans_docid = 0;
    if (xap_metadata_get(reader->database, key, pgf_key_spans(docid, key), &reader->bytes, &problem))
        return pgf_reader_failed(reader, &problem, err);
    if (!reader->bytes.size)
        return why_no_spans(reader, docid, err);
    pgf_status status = pgf_stored_spans_read(&reader->spans, reader->bytes.bytes, reader->bytes.size, NULL);
    if (status)
        return status == PGF_ENOMEM ? pgf_no_memory(err) : damaged(reader, docid, err);
    reader->spans_docid = docid;
    return PGF_OK;
}

void pgf_passage_spans_dispose(pgf_passage_spans *spans)
{
    free(spans->spans);
    *spans = (pgf_passage_spans){0};
}

pgf_status pgf_reader_spans(pgf_reader *reader, unsigned docid, pgf_passage_spans *out, pgf_error *err)
{
    out->count = 0;
    pgf_status status = load_spans(reader, docid, err);
    if (status)
        return status;
    const pgf_stored_spans *stored = &reader->spans;
    pgf_passage_span *spans = pgf_array_grow(out->spans, stored->count, &out->capacity, sizeof *spans);
    if (!spans)
        return pgf_no_memory(err);
    out->spans = spans;
    for (size_t i = 0; i < stored->count; i++)
        spans[i] = (pgf_passage_span){stored->items[i].begin, stored->items[i].text, stored->items[i].end};
    out->count = stored->count;
    out->title_words = stored->title_words;
    return PGF_OK;
}

/* --- Showing one -------------------------------------------------------------------------------------------------- */

void pgf_shelf_dispose(pgf_shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++)
        pgf_block_dispose(&shelf->blocks[i]);
    free(shelf->blocks);
    *shelf = (pgf_shelf){0};
}

pgf_status pgf_reader_block(pgf_reader *reader, unsigned docid, size_t number, pgf_block *out, pgf_error *err)
{
    char key[PGF_KEY_MAX];
    xap_error problem;
    if (xap_metadata_get(reader->database, key, pgf_key_block(docid, number, key), &reader->bytes, &problem))
        return pgf_reader_failed(reader, &problem, err);
    pgf_status status = pgf_block_read(reader->opener, out, reader->bytes.bytes, reader->bytes.size, NULL);
    out->number = number;
    if (!status)
        return PGF_OK;
    return status == PGF_ENOMEM ? pgf_no_memory(err) : damaged(reader, docid, err);
}

/* A block of the shelf's document, borrowed from it; NULL when it cannot be read, `*status` says why. */
static const pgf_block *find_block(pgf_reader *reader, pgf_shelf *shelf, size_t number, pgf_status *status,
                                   pgf_error *err)
{
    for (size_t i = shelf->count; i-- > 0;) /* most often the one read last */
        if (shelf->blocks[i].number == number)
            return &shelf->blocks[i];
    pgf_block *blocks = pgf_array_grow(shelf->blocks, shelf->count, &shelf->capacity, sizeof *blocks);
    if (!blocks) {
        *status = pgf_no_memory(err);
        return NULL;
    }
    shelf->blocks = blocks;
    *status = pgf_reader_block(reader, shelf->docid, number, &blocks[shelf->count], err);
    return *status ? NULL : &blocks[shelf->count++];
}

static void show(const pgf_block *block, size_t index, pgf_shown_passage *out)
{
    pgf_block_heading path[PGF_PATH_MAX];
    const pgf_block_item *item = &block->items[index];
    *out = (pgf_shown_passage){.text = item->text, .size = item->size, .offset = item->offset, .page = item->page};
    out->heading_count = pgf_block_path(block, index, path);
    out->anchor = out->heading_count ? path[out->heading_count - 1].anchor : "";
    for (size_t i = 0; i < out->heading_count; i++)
        out->headings[i] = path[i].heading;
}

pgf_status pgf_reader_passage(pgf_reader *reader, unsigned docid, size_t index, pgf_shelf *shelf,
                              pgf_shown_passage *out, pgf_error *err)
{
    if (shelf->docid != docid || shelf->epoch != reader->epoch) {
        pgf_shelf_dispose(shelf);
        shelf->docid = docid;
        shelf->epoch = reader->epoch;
    }
    pgf_status status = load_spans(reader, docid, err);
    if (status)
        return status;
    if (index >= reader->spans.count)
        return pgf_fail(err, PGF_ENOTFOUND, "%s: document %u has no passage %zu", reader->path, docid, index);
    pgf_stored_span span = reader->spans.items[index];
    const pgf_block *block = find_block(reader, shelf, span.block, &status, err);
    if (!block)
        return status;
    if (span.item >= block->item_count || block->items[span.item].level)
        return damaged(reader, docid, err);
    show(block, span.item, out);
    return PGF_OK;
}
