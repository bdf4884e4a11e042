#include "index/block.h"
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/*
 * Before compression: path_count, then (level, heading, anchor) each; item_count, then (level, size, offset, page, anchor) each; then the items'
 * texts, each with a NUL behind it. A compressed block starts with its size before compression.
 */
enum { LARGEST_BLOCK = 64 << 20 };

struct pgf_block_maker {
    ZSTD_CCtx *zstd;
    pgf_buffer path, items, texts; /* of the block being filled                    */
    size_t path_count, item_count;
    pgf_block_heading headings[PGF_PATH_MAX]; /* in force now; strings are owned */
    size_t heading_count;
    size_t number;
    pgf_block_fn *each;
    void *payload;
};

static pgf_status no_memory(pgf_error *err)
{
    return pgf_fail(err, PGF_ENOMEM, "out of memory");
}

pgf_status pgf_block_maker_new(pgf_block_maker **out, pgf_error *err)
{
    pgf_block_maker *maker = calloc(1, sizeof *maker);
    if (maker)
        maker->zstd = ZSTD_createCCtx();
    if (!maker || !maker->zstd) {
        free(maker);
        return no_memory(err);
    }
    *out = maker;
    return PGF_OK;
}

static void drop_headings(pgf_block_maker *maker, unsigned from_level)
{
    while (maker->heading_count && maker->headings[maker->heading_count - 1].level >= from_level) {
        maker->heading_count--;
        free((char *)maker->headings[maker->heading_count].heading);
        free((char *)maker->headings[maker->heading_count].anchor);
    }
}

void pgf_block_maker_free(pgf_block_maker *maker)
{
    if (!maker)
        return;
    drop_headings(maker, 0);
    ZSTD_freeCCtx(maker->zstd);
    pgf_buffer_dispose(&maker->path);
    pgf_buffer_dispose(&maker->items);
    pgf_buffer_dispose(&maker->texts);
    free(maker);
}

static void clear(pgf_block_maker *maker)
{
    pgf_buffer_clear(&maker->path);
    pgf_buffer_clear(&maker->items);
    pgf_buffer_clear(&maker->texts);
    maker->path_count = maker->item_count = 0;
}

void pgf_block_maker_begin(pgf_block_maker *maker, pgf_block_fn *each, void *payload)
{
    drop_headings(maker, 0);
    clear(maker);
    maker->number = 0;
    maker->each = each;
    maker->payload = payload;
}

static pgf_status compress(pgf_block_maker *maker, const pgf_buffer *plain, pgf_buffer *out)
{
    size_t most = ZSTD_compressBound(plain->size);
    if (pgf_buffer_append_number(out, plain->size) || pgf_buffer_reserve(out, most))
        return PGF_ENOMEM;
    size_t size = ZSTD_compressCCtx(maker->zstd, out->bytes + out->size, most, plain->bytes, plain->size, 1);
    if (ZSTD_isError(size))
        return PGF_ENOMEM;
    out->size += size;
    return PGF_OK;
}

static pgf_status close_block(pgf_block_maker *maker, pgf_error *err)
{
    if (!maker->item_count)
        return PGF_OK;
    pgf_buffer plain = {0}, packed = {0};
    pgf_status status = PGF_ENOMEM;
    if (!pgf_buffer_append_number(&plain, maker->path_count) &&
        !pgf_buffer_append(&plain, maker->path.bytes, maker->path.size) &&
        !pgf_buffer_append_number(&plain, maker->item_count) &&
        !pgf_buffer_append(&plain, maker->items.bytes, maker->items.size) &&
        !pgf_buffer_append(&plain, maker->texts.bytes, maker->texts.size))
        status = compress(maker, &plain, &packed);
    if (status)
        no_memory(err);
    else
        status = maker->each(maker->payload, maker->number, packed.bytes, packed.size);
    pgf_buffer_dispose(&plain);
    pgf_buffer_dispose(&packed);
    maker->number++;
    clear(maker);
    return status;
}

static pgf_status write_path(pgf_block_maker *maker)
{
    maker->path_count = maker->heading_count;
    for (size_t i = 0; i < maker->heading_count; i++) {
        const pgf_block_heading *one = &maker->headings[i];
        if (pgf_buffer_append_number(&maker->path, one->level) ||
            pgf_buffer_append_string(&maker->path, one->heading, strlen(one->heading) + 1) ||
            pgf_buffer_append_string(&maker->path, one->anchor, strlen(one->anchor) + 1))
            return PGF_ENOMEM;
    }
    return PGF_OK;
}

static pgf_status push_heading(pgf_block_maker *maker, const pgf_block_item *item)
{
    drop_headings(maker, item->level);
    if (maker->heading_count == PGF_PATH_MAX)
        drop_headings(maker, maker->headings[PGF_PATH_MAX - 1].level);
    char *heading = strndup(item->text, item->size);
    char *anchor = strdup(item->anchor);
    if (!heading || !anchor) {
        free(heading);
        free(anchor);
        return PGF_ENOMEM;
    }
    maker->headings[maker->heading_count++] = (pgf_block_heading){item->level, heading, anchor};
    return PGF_OK;
}

pgf_status pgf_block_maker_add(pgf_block_maker *maker, const pgf_block_item *item, size_t *number, pgf_error *err)
{
    pgf_status status = PGF_OK;
    if (maker->texts.size && maker->texts.size + item->size > PGF_BLOCK_BYTES)
        status = close_block(maker, err);
    if (status)
        return status;
    const char *anchor = item->anchor ? item->anchor : "";
    if ((!maker->item_count && write_path(maker)) || pgf_buffer_append_number(&maker->items, item->level) ||
        pgf_buffer_append_number(&maker->items, item->size) || pgf_buffer_append_number(&maker->items, item->offset) ||
        pgf_buffer_append_number(&maker->items, item->page) ||
        pgf_buffer_append_string(&maker->items, anchor, strlen(anchor) + 1) ||
        pgf_buffer_append(&maker->texts, item->text, item->size) || pgf_buffer_append_char(&maker->texts, '\0'))
        return no_memory(err);
    if (item->level && push_heading(maker, item))
        return no_memory(err);
    maker->item_count++;
    if (number)
        *number = maker->number;
    return PGF_OK;
}

pgf_status pgf_block_maker_end(pgf_block_maker *maker, pgf_error *err)
{
    return close_block(maker, err);
}

/* A string written with its NUL; anything else is damage. */
static const char *read_text(pgf_cursor *cursor)
{
    size_t size;
    const char *text = pgf_cursor_string(cursor, &size);
    if (!size || text[size - 1])
        cursor->ok = false;
    return cursor->ok ? text : "";
}

static void read_items(pgf_block *out, pgf_cursor *cursor)
{
    uint64_t count = pgf_cursor_number(cursor);
    if (!cursor->ok || count > (size_t)(cursor->end - cursor->at)) {
        cursor->ok = false;
        return;
    }
    out->items = calloc(count ? (size_t)count : 1, sizeof *out->items);
    for (; out->items && out->item_count < count && cursor->ok; out->item_count++) {
        pgf_block_item *item = &out->items[out->item_count];
        item->level = (unsigned)pgf_cursor_number(cursor);
        item->size = (size_t)pgf_cursor_number(cursor);
        item->offset = (size_t)pgf_cursor_number(cursor);
        item->page = (unsigned)pgf_cursor_number(cursor);
        item->anchor = read_text(cursor);
    }
    for (size_t i = 0; out->items && i < out->item_count && cursor->ok; i++) {
        pgf_block_item *item = &out->items[i];
        if (item->size >= (size_t)(cursor->end - cursor->at) || cursor->at[item->size]) {
            cursor->ok = false;
            return;
        }
        item->text = cursor->at;
        cursor->at += item->size + 1;
    }
}

static void read_path(pgf_block *out, pgf_cursor *cursor)
{
    uint64_t count = pgf_cursor_number(cursor);
    if (count > PGF_PATH_MAX)
        cursor->ok = false;
    for (; out->path_count < count && cursor->ok; out->path_count++) {
        pgf_block_heading *one = &out->path[out->path_count];
        one->level = (unsigned)pgf_cursor_number(cursor);
        one->heading = read_text(cursor);
        one->anchor = read_text(cursor);
    }
}

pgf_status pgf_block_read(pgf_block *out, const char *bytes, size_t size, pgf_error *err)
{
    *out = (pgf_block){0};
    pgf_cursor packed = pgf_cursor_on(bytes, size);
    size_t plain = (size_t)pgf_cursor_number(&packed);
    if (!packed.ok || plain > LARGEST_BLOCK)
        return pgf_fail(err, PGF_ECORRUPT, "a block of text is damaged: run paragraf-indexer verify");
    out->memory = malloc(plain + 1);
    if (!out->memory)
        return no_memory(err);
    size_t got = ZSTD_decompress(out->memory, plain, packed.at, (size_t)(packed.end - packed.at));
    pgf_cursor cursor = pgf_cursor_on(out->memory, plain);
    cursor.ok = !ZSTD_isError(got) && got == plain;
    read_path(out, &cursor);
    read_items(out, &cursor);
    if (cursor.ok && out->items)
        return PGF_OK;
    bool damaged = !cursor.ok;
    pgf_block_dispose(out);
    if (!damaged)
        return no_memory(err);
    return pgf_fail(err, PGF_ECORRUPT, "a block of text is damaged: run paragraf-indexer verify");
}

void pgf_block_dispose(pgf_block *block)
{
    free(block->items);
    free(block->memory);
    *block = (pgf_block){0};
}

size_t pgf_block_path(const pgf_block *block, size_t index, pgf_block_heading *path)
{
    size_t count = block->path_count;
    memcpy(path, block->path, count * sizeof *path);
    for (size_t i = 0; i <= index && i < block->item_count; i++) {
        const pgf_block_item *item = &block->items[i];
        if (!item->level)
            continue;
        while (count && path[count - 1].level >= item->level)
            count--;
        if (count == PGF_PATH_MAX)
            count--;
        path[count++] = (pgf_block_heading){item->level, item->text, item->anchor};
    }
    return count;
}
