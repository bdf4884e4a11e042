#include "index/block.h"
#include "base/memory.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/*
 * Before compression: path_count, then (level, heading, anchor) each; item_count, then (level, size, offset, page,
 * anchor) each; then the items' texts, each with a NUL behind it, and behind that of a long heading its beginning once
 * more, with a NUL. A compressed block starts with its size before compression, and ends in zstd's checksum.
 */
enum { LARGEST_BLOCK = 64 << 20, LARGEST_TEXT = LARGEST_BLOCK / 2 };

struct pgf_block_maker {
    ZSTD_CCtx *zstd;
    pgf_buffer path, items, texts; /* of the block being filled */
    pgf_buffer plain, packed;      /* of the block being closed */
    size_t path_count, item_count;
    pgf_block_heading headings[PGF_PATH_MAX]; /* in force now; strings are owned */
    size_t heading_count;
    size_t number;
    pgf_block_fn *each;
    void *payload;
};

/* --- Making blocks ------------------------------------------------------------------------------------------------ */

pgf_status pgf_block_maker_new(pgf_block_maker **out, pgf_error *err)
{
    pgf_block_maker *maker = calloc(1, sizeof *maker);
    if (maker)
        maker->zstd = ZSTD_createCCtx();
    if (!maker || !maker->zstd) {
        free(maker);
        return pgf_no_memory(err);
    }
    ZSTD_CCtx_setParameter(maker->zstd, ZSTD_c_compressionLevel, 1);
    ZSTD_CCtx_setParameter(maker->zstd, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(maker->zstd, ZSTD_c_contentSizeFlag, 0);
    *out = maker;
    return PGF_OK;
}

/* End the headings of this level and below. */
static void drop_headings(pgf_block_maker *maker, unsigned level)
{
    while (maker->heading_count && maker->headings[maker->heading_count - 1].level >= level) {
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
    pgf_buffer_dispose(&maker->plain);
    pgf_buffer_dispose(&maker->packed);
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

static pgf_status compress(pgf_block_maker *maker)
{
    const pgf_buffer *plain = &maker->plain;
    pgf_buffer *out = &maker->packed;
    size_t most = ZSTD_compressBound(plain->size);
    if (pgf_buffer_append_number(out, plain->size) || pgf_buffer_reserve(out, most))
        return PGF_ENOMEM;
    size_t size = ZSTD_compress2(maker->zstd, out->bytes + out->size, most, plain->bytes, plain->size);
    if (ZSTD_isError(size))
        return PGF_ENOMEM; /* there is room and the parameters are fixed: nothing else can be wrong */
    out->size += size;
    return PGF_OK;
}

static pgf_status pack(pgf_block_maker *maker)
{
    pgf_buffer *plain = &maker->plain;
    pgf_buffer_clear(plain);
    pgf_buffer_clear(&maker->packed);
    if (pgf_buffer_append_number(plain, maker->path_count) ||
        pgf_buffer_append(plain, maker->path.bytes, maker->path.size) ||
        pgf_buffer_append_number(plain, maker->item_count) ||
        pgf_buffer_append(plain, maker->items.bytes, maker->items.size) ||
        pgf_buffer_append(plain, maker->texts.bytes, maker->texts.size))
        return PGF_ENOMEM;
    return compress(maker);
}

static pgf_status close_block(pgf_block_maker *maker, pgf_error *err)
{
    if (!maker->item_count)
        return PGF_OK;
    pgf_status status = pack(maker);
    if (status)
        pgf_no_memory(err);
    else
        status = maker->each(maker->payload, maker->number, maker->packed.bytes, maker->packed.size);
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
            pgf_buffer_append_terminated(&maker->path, one->heading) ||
            pgf_buffer_append_terminated(&maker->path, one->anchor))
            return PGF_ENOMEM;
    }
    return PGF_OK;
}

/* Bytes of a heading as paths show it. */
static size_t shown_size(const pgf_block_item *item)
{
    size_t size = item->size;
    if (size <= PGF_HEADING_MAX)
        return size;
    for (size = PGF_HEADING_MAX; size && ((unsigned char)item->text[size] & 0xC0) == 0x80;)
        size--;
    return size;
}

static pgf_status push_heading(pgf_block_maker *maker, const pgf_block_item *item, const char *anchor)
{
    drop_headings(maker, item->level);
    if (maker->heading_count == PGF_PATH_MAX)
        drop_headings(maker, maker->headings[PGF_PATH_MAX - 1].level);
    pgf_block_heading fresh = {item->level, strndup(item->text, shown_size(item)), strdup(anchor)};
    if (!fresh.heading || !fresh.anchor) {
        free((char *)fresh.heading);
        free((char *)fresh.anchor);
        return PGF_ENOMEM;
    }
    maker->headings[maker->heading_count++] = fresh;
    return PGF_OK;
}

static pgf_status write_item(pgf_block_maker *maker, const pgf_block_item *item, const char *anchor)
{
    if (pgf_buffer_append_number(&maker->items, item->level) || pgf_buffer_append_number(&maker->items, item->size) ||
        pgf_buffer_append_number(&maker->items, item->offset) || pgf_buffer_append_number(&maker->items, item->page) ||
        pgf_buffer_append_terminated(&maker->items, anchor) ||
        pgf_buffer_append(&maker->texts, item->text, item->size) || pgf_buffer_append_char(&maker->texts, '\0'))
        return PGF_ENOMEM;
    if (!item->level || item->size <= PGF_HEADING_MAX)
        return PGF_OK;
    if (pgf_buffer_append(&maker->texts, item->text, shown_size(item)))
        return PGF_ENOMEM;
    return pgf_buffer_append_char(&maker->texts, '\0');
}

pgf_status pgf_block_check(size_t size, pgf_error *err)
{
    if (size > LARGEST_TEXT)
        return pgf_fail(err, PGF_ELIMIT, "a paragraph has %zu bytes, more than %d", size, (int)LARGEST_TEXT);
    return PGF_OK;
}

pgf_status pgf_block_maker_add(pgf_block_maker *maker, const pgf_block_item *item, size_t *number, size_t *index,
                               pgf_error *err)
{
    assert(item->level <= PGF_PATH_MAX);
    pgf_status status = pgf_block_check(item->size, err);
    if (!status && maker->item_count && maker->texts.size + item->size > PGF_BLOCK_BYTES)
        status = close_block(maker, err);
    if (status)
        return status;
    const char *anchor = item->anchor && strlen(item->anchor) <= PGF_ANCHOR_MAX ? item->anchor : "";
    if ((!maker->item_count && write_path(maker)) || write_item(maker, item, anchor) ||
        (item->level && push_heading(maker, item, anchor)))
        return pgf_no_memory(err);
    if (number)
        *number = maker->number;
    if (index)
        *index = maker->item_count;
    maker->item_count++;
    return PGF_OK;
}

pgf_status pgf_block_maker_end(pgf_block_maker *maker, size_t *count, pgf_error *err)
{
    pgf_status status = close_block(maker, err);
    if (count)
        *count = maker->number;
    return status;
}

/* --- Reading one -------------------------------------------------------------------------------------------------- */

pgf_status pgf_block_opener_new(pgf_block_opener **out, pgf_error *err)
{
    *out = (pgf_block_opener *)ZSTD_createDCtx();
    return *out ? PGF_OK : pgf_no_memory(err);
}

void pgf_block_opener_free(pgf_block_opener *opener)
{
    ZSTD_freeDCtx((ZSTD_DCtx *)opener);
}

static unsigned read_small(pgf_cursor *cursor, unsigned most)
{
    uint64_t number = pgf_cursor_number(cursor);
    if (number > most)
        cursor->ok = false;
    return cursor->ok ? (unsigned)number : 0;
}

static const char *read_plain(pgf_cursor *cursor, size_t size)
{
    const char *text = cursor->at;
    if (!cursor->ok || size >= (size_t)(cursor->end - cursor->at) || text[size]) {
        cursor->ok = false;
        return "";
    }
    cursor->at += size + 1;
    return text;
}

static void read_path(pgf_block *out, pgf_cursor *cursor)
{
    unsigned count = read_small(cursor, PGF_PATH_MAX);
    for (; out->path_count < count && cursor->ok; out->path_count++) {
        pgf_block_heading *one = &out->path[out->path_count];
        one->level = read_small(cursor, PGF_PATH_MAX);
        one->heading = pgf_cursor_terminated(cursor);
        one->anchor = pgf_cursor_terminated(cursor);
    }
}

static void read_heading(pgf_block_item *item, pgf_cursor *cursor)
{
    item->heading = item->text;
    if (item->size <= PGF_HEADING_MAX)
        return;
    size_t size = shown_size(item);
    item->heading = read_plain(cursor, size);
    if (cursor->ok && memcmp(item->heading, item->text, size) != 0)
        cursor->ok = false;
}

static pgf_status read_items(pgf_block *out, pgf_cursor *cursor)
{
    enum { ITEM_BYTES = 7 }; /* five numbers, the NULs of anchor and text */
    uint64_t count = pgf_cursor_number(cursor);
    if (!cursor->ok || count > (size_t)(cursor->end - cursor->at) / ITEM_BYTES) {
        cursor->ok = false;
        return PGF_OK;
    }
    out->items = calloc(count ? (size_t)count : 1, sizeof *out->items);
    if (!out->items)
        return PGF_ENOMEM;
    for (; out->item_count < count && cursor->ok; out->item_count++) {
        pgf_block_item *item = &out->items[out->item_count];
        item->level = read_small(cursor, PGF_PATH_MAX);
        item->size = (size_t)pgf_cursor_number(cursor);
        item->offset = (size_t)pgf_cursor_number(cursor);
        item->page = read_small(cursor, UINT32_MAX);
        item->anchor = pgf_cursor_terminated(cursor);
    }
    for (size_t i = 0; i < out->item_count && cursor->ok; i++) {
        out->items[i].text = read_plain(cursor, out->items[i].size);
        if (out->items[i].level && cursor->ok)
            read_heading(&out->items[i], cursor);
    }
    if (cursor->at != cursor->end)
        cursor->ok = false;
    return PGF_OK;
}

static bool unpack(pgf_block_opener *opener, const pgf_cursor *packed, char *out, size_t size)
{
    size_t got = ZSTD_decompressDCtx((ZSTD_DCtx *)opener, out, size, packed->at, (size_t)(packed->end - packed->at));
    return !ZSTD_isError(got) && got == size;
}

pgf_status pgf_block_read(pgf_block_opener *opener, pgf_block *out, const char *bytes, size_t size, pgf_error *err)
{
    *out = (pgf_block){0};
    pgf_cursor packed = pgf_cursor_on(bytes, size);
    uint64_t plain = pgf_cursor_number(&packed);
    if (!packed.ok || plain > LARGEST_BLOCK)
        return pgf_fail(err, PGF_ECORRUPT, "a block of text is damaged: run paragraf-indexer verify");
    out->memory = malloc((size_t)plain + 1);
    if (!out->memory)
        return pgf_no_memory(err);
    pgf_cursor cursor = pgf_cursor_on(out->memory, (size_t)plain);
    cursor.ok = unpack(opener, &packed, out->memory, (size_t)plain);
    read_path(out, &cursor);
    pgf_status status = read_items(out, &cursor);
    if (!status && cursor.ok)
        return PGF_OK;
    pgf_block_dispose(out);
    if (status)
        return pgf_no_memory(err);
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
        path[count++] = (pgf_block_heading){item->level, item->heading, item->anchor};
    }
    return count;
}
