#include "index/spans.h"
#include "base/memory.h"
#include <assert.h>
#include <limits.h>
#include <stdlib.h>

/*
 * title_words, blocks, count; then for each span, from what came before: begin, text, end, block, item. Items count
 * on within a block. Nearly all of these numbers take a byte.
 */
enum { NUMBERS = 5 };

void pgf_stored_spans_dispose(pgf_stored_spans *spans)
{
    free(spans->items);
    *spans = (pgf_stored_spans){0};
}

/* Room for `count` + 1. */
static pgf_status reserve(pgf_stored_spans *spans, size_t count)
{
    pgf_stored_span *items = pgf_array_grow(spans->items, count, &spans->capacity, sizeof *items);
    if (!items)
        return PGF_ENOMEM;
    spans->items = items;
    return PGF_OK;
}

pgf_status pgf_stored_spans_add(pgf_stored_spans *spans, const pgf_stored_span *span)
{
    if (reserve(spans, spans->count))
        return PGF_ENOMEM;
    spans->items[spans->count++] = *span;
    return PGF_OK;
}

pgf_status pgf_stored_spans_write(const pgf_stored_spans *spans, pgf_buffer *out)
{
    if (pgf_buffer_append_number(out, spans->title_words) || pgf_buffer_append_number(out, spans->blocks) ||
        pgf_buffer_append_number(out, spans->count))
        return PGF_ENOMEM;
    pgf_stored_span before = {0};
    for (size_t i = 0; i < spans->count; i++) {
        pgf_stored_span one = spans->items[i];
        unsigned first = one.block == before.block ? before.item : 0;
        assert(one.begin >= before.end && one.text >= one.begin && one.end >= one.text);
        assert(one.block >= before.block && one.block < spans->blocks && one.item >= first);
        if (pgf_buffer_append_number(out, one.begin - before.end) ||
            pgf_buffer_append_number(out, one.text - one.begin) || pgf_buffer_append_number(out, one.end - one.text) ||
            pgf_buffer_append_number(out, one.block - before.block) || pgf_buffer_append_number(out, one.item - first))
            return PGF_ENOMEM;
        before = one;
    }
    return PGF_OK;
}

/* `from` and the number that follows. This runs 25,000 times a query: a number of one byte is read right here. */
static inline unsigned number_after(pgf_cursor *cursor, unsigned from)
{
    uint64_t more;
    if (cursor->at < cursor->end && !(*cursor->at & 0x80))
        more = (uint64_t)*cursor->at++;
    else
        more = pgf_cursor_number(cursor);
    if (more > UINT_MAX - from)
        cursor->ok = false;
    return from + (unsigned)more;
}

static void read_spans(pgf_stored_spans *out, pgf_cursor *cursor, size_t count)
{
    pgf_stored_span one = {0};
    for (size_t i = 0; i < count && cursor->ok; i++) {
        unsigned block = one.block;
        one.begin = number_after(cursor, one.end);
        one.text = number_after(cursor, one.begin);
        one.end = number_after(cursor, one.text);
        one.block = number_after(cursor, block);
        one.item = number_after(cursor, one.block == block ? one.item : 0);
        if (one.block >= out->blocks)
            cursor->ok = false;
        out->items[i] = one;
    }
    out->count = count;
    if (cursor->at != cursor->end)
        cursor->ok = false;
}

pgf_status pgf_stored_spans_read(pgf_stored_spans *out, const char *bytes, size_t size, pgf_error *err)
{
    pgf_cursor cursor = pgf_cursor_on(bytes, size);
    out->count = 0;
    out->title_words = number_after(&cursor, 0);
    out->blocks = number_after(&cursor, 0);
    uint64_t count = pgf_cursor_number(&cursor);
    if (count > (size_t)(cursor.end - cursor.at) / NUMBERS)
        cursor.ok = false;
    if (cursor.ok && reserve(out, (size_t)count))
        return pgf_no_memory(err);
    if (cursor.ok)
        read_spans(out, &cursor, (size_t)count);
    if (cursor.ok)
        return PGF_OK;
    out->count = 0;
    return pgf_fail(err, PGF_ECORRUPT, "the passages of a document are damaged: run paragraf-indexer verify");
}
