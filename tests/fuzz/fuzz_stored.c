/*
 * What an index has stored, as any bytes: it is read or refused, never a crash, and what is read can be written again
 * to the same. The first byte says what the others are.
 */
#include "index/block.h"
#include "index/layout.h"
#include "index/spans.h"
#include "index/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void read_spans(const char *bytes, size_t size)
{
    pgf_stored_spans spans = {0}, again = {0};
    pgf_buffer written = {0};
    if (pgf_stored_spans_read(&spans, bytes, size, NULL) == PGF_OK) {
        must(pgf_stored_spans_write(&spans, &written) == PGF_OK);
        must(pgf_stored_spans_read(&again, written.bytes, written.size, NULL) == PGF_OK);
        must(again.count == spans.count && again.blocks == spans.blocks && again.title_words == spans.title_words);
        must(!spans.count || memcmp(spans.items, again.items, spans.count * sizeof *spans.items) == 0);
    }
    pgf_stored_spans_dispose(&spans);
    pgf_stored_spans_dispose(&again);
    pgf_buffer_dispose(&written);
}

static void read_block(const char *bytes, size_t size)
{
    static pgf_block_opener *opener;
    pgf_block block;
    must(opener || pgf_block_opener_new(&opener, NULL) == PGF_OK);
    if (pgf_block_read(opener, &block, bytes, size, NULL))
        return;
    size_t sum = 0;
    for (size_t i = 0; i < block.item_count; i++) {
        pgf_block_heading path[PGF_PATH_MAX];
        size_t count = pgf_block_path(&block, i, path);
        must(count <= PGF_PATH_MAX);
        for (size_t j = 0; j < count; j++)
            sum += strlen(path[j].heading) + strlen(path[j].anchor);
        must(block.items[i].text[block.items[i].size] == '\0');
        sum += strlen(block.items[i].anchor);
    }
    must(sum < SIZE_MAX / 2); /* so that it is read */
    pgf_block_dispose(&block);
}

/* Behind zstd's checksum, where changed bytes would never come otherwise. */
static void read_plain_block(const char *bytes, size_t size)
{
    pgf_buffer packed = {0};
    size_t most = ZSTD_compressBound(size);
    must(!pgf_buffer_append_number(&packed, size) && !pgf_buffer_reserve(&packed, most));
    size_t written = ZSTD_compress(packed.bytes + packed.size, most, bytes, size, 1);
    must(!ZSTD_isError(written));
    read_block(packed.bytes, packed.size + written);
    pgf_buffer_dispose(&packed);
}

static pgf_status note(void *payload, const pgf_word_count *entry)
{
    return pgf_buffer_printf(payload, "%s %.*s %.*s %lld;", entry->language, (int)entry->form_size, entry->form,
                             (int)entry->stem_size, entry->stem, entry->documents);
}

static void read_words(const char *bytes, size_t size)
{
    pgf_word_count none = {"tariff", "tariff", "tariff", 6, 6, 6, "en", 0};
    pgf_buffer first = {0}, second = {0}, merged = {0};
    pgf_status status = pgf_words_read("tariff", 6, bytes, size, note, &first, NULL);
    must(pgf_words_merge(bytes, size, &none, 1, &merged, NULL) == status);
    if (status == PGF_OK) {
        must(pgf_words_read("tariff", 6, merged.bytes, merged.size, note, &second, NULL) == PGF_OK);
        must(first.size == second.size && (!first.size || memcmp(first.bytes, second.bytes, first.size) == 0));
    }
    pgf_buffer_dispose(&first);
    pgf_buffer_dispose(&second);
    pgf_buffer_dispose(&merged);
}

static void read_layout(const char *bytes, size_t size)
{
    static char folder[PATH_MAX];
    char file[PATH_MAX + 32];
    pgf_layout layout = {0};
    if (!*folder) {
        strcpy(folder, "stored-XXXXXX"); /* run.py removes the working folder */
        must(mkdtemp(folder) != NULL);
    }
    snprintf(file, sizeof file, "%s/paragraf.json", folder);
    FILE *stream = fopen(file, "w");
    must(stream && fwrite(bytes, 1, size, stream) == size && fclose(stream) == 0);
    pgf_status status = pgf_layout_read(folder, &layout, NULL);
    must(status == PGF_OK || status == PGF_ECORRUPT || status == PGF_EVERSION);
    must(status || (layout.generation && layout.format == PGF_FORMAT_VERSION));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const kinds[])(const char *, size_t) = {read_spans, read_block, read_plain_block, read_words,
                                                          read_layout};
    if (size)
        kinds[data[0] % (sizeof kinds / sizeof *kinds)]((const char *)data + 1, size - 1);
    return 0;
}
