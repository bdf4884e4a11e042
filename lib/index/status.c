#include "base/memory.h"
#include "index/files.h"
#include "index/layout.h"
#include "index/maintain.h"
#include "index/reader.h"
#include "index/sources.h"
#include <stdlib.h>
#include <string.h>

/* Where its strings begin in a text that still grows. */
typedef struct {
    pgf_source source;
    size_t key, path, reason;
} kept_source;

/* Sources are given when all were read: a commit may have them read again from the start. */
typedef struct {
    kept_source *items;
    size_t count, capacity;
    pgf_buffer text;
    bool keeps;
    pgf_index_status *status;
    pgf_error *err;
} source_list;

static pgf_status keep_text(source_list *list, const char *text, size_t *at)
{
    *at = list->text.size;
    return pgf_buffer_append(&list->text, text, strlen(text) + 1);
}

static pgf_status keep_source(source_list *list, const pgf_source *source)
{
    kept_source *items = pgf_array_grow(list->items, list->count, &list->capacity, sizeof *items);
    if (!items)
        return PGF_ENOMEM;
    list->items = items;
    kept_source *kept = &list->items[list->count++];
    kept->source = *source;
    if (keep_text(list, source->key, &kept->key) || keep_text(list, source->path, &kept->path))
        return PGF_ENOMEM;
    return keep_text(list, source->reason, &kept->reason);
}

static pgf_status take_source(void *payload, const pgf_source *source)
{
    source_list *list = payload;
    list->status->sources++;
    list->status->source_outcomes[source->outcome]++;
    if (list->keeps && keep_source(list, source))
        return pgf_no_memory(list->err);
    return PGF_OK;
}

static pgf_status read_index(void *payload, pgf_reader *reader, pgf_error *err)
{
    source_list *list = payload;
    pgf_index_state state = pgf_reader_state(reader);
    *list->status =
        (pgf_index_status){.generation = state.generation, .revision = state.revision, .documents = state.documents};
    list->count = 0;
    list->err = err;
    pgf_buffer_clear(&list->text);
    return pgf_sources_walk(pgf_reader_database(reader), "", take_source, list, err);
}

static pgf_status give_sources(const source_list *list, pgf_source_fn *each, void *payload)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < list->count && !status; i++) {
        kept_source *kept = &list->items[i];
        kept->source.key = list->text.bytes + kept->key;
        kept->source.path = list->text.bytes + kept->path;
        kept->source.reason = list->text.bytes + kept->reason;
        status = each(payload, &kept->source);
    }
    return status;
}

static pgf_status describe_layout(const char *path, pgf_index_status *out, pgf_error *err)
{
    pgf_layout layout;
    char folder[PATH_MAX];
    pgf_status status = pgf_layout_read(path, &layout, err);
    if (status)
        return status;
    pgf_layout_generation(path, out->generation, false, folder);
    out->bytes = pgf_folder_bytes(folder);
    out->format = layout.format;
    out->analyzer = layout.analyzer;
    memcpy(out->stemmer, layout.stemmer, sizeof out->stemmer);
    return PGF_OK;
}

pgf_status pgf_index_status_read(const char *path, pgf_index_status *out, pgf_source_fn *each, void *payload,
                                 pgf_error *err)
{
    pgf_reader *reader = NULL;
    pgf_index_status found = {0};
    source_list list = {.keeps = each != NULL, .status = &found};
    pgf_status status = pgf_reader_open(&reader, path, err);
    if (!status)
        status = pgf_reader_answer(reader, read_index, &list, err);
    if (!status)
        status = describe_layout(path, &found, err);
    if (!status && out)
        *out = found;
    if (!status && each)
        status = give_sources(&list, each, payload);
    pgf_reader_close(reader);
    free(list.items);
    pgf_buffer_dispose(&list.text);
    return status;
}
