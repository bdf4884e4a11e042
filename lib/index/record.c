#include "index/record.h"
#include "base/json.h"
#include "base/memory.h"
#include "index/schema.h"
#include <cjson/cJSON.h>
#include <string.h>

static pgf_status add_name(pgf_buffer *out, const char *name)
{
    char last = out->size ? out->bytes[out->size - 1] : '{';
    pgf_status status = last == '{' ? PGF_OK : pgf_buffer_append_char(out, ',');
    if (!status)
        status = pgf_json_append_string(out, name, strlen(name));
    return status ? status : pgf_buffer_append_char(out, ':');
}

static pgf_status add_text(pgf_buffer *out, const char *name, const char *value)
{
    if (!*value)
        return PGF_OK;
    pgf_status status = add_name(out, name);
    return status ? status : pgf_json_append_string(out, value, strlen(value));
}

/* All values of a name as an array; nothing when there is none. */
static pgf_status add_values(pgf_buffer *out, const char *name, const pgf_field *fields, size_t count)
{
    pgf_status status = PGF_OK;
    bool any = false;
    for (size_t i = 0; i < count && !status; i++) {
        if (strcmp(fields[i].name, name) != 0)
            continue;
        status = any ? pgf_buffer_append_char(out, ',') : add_name(out, name);
        if (!status && !any)
            status = pgf_buffer_append_char(out, '[');
        if (!status)
            status = pgf_json_append_string(out, fields[i].value, strlen(fields[i].value));
        any = true;
    }
    return status || !any ? status : pgf_buffer_append_char(out, ']');
}

/* Several issuers are one line: an answer names who issued a document, however many they were. */
static pgf_status add_joined(pgf_buffer *out, const char *name, const pgf_field *fields, size_t count)
{
    pgf_buffer joined = {0};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && !status; i++) {
        if (strcmp(fields[i].name, name) != 0)
            continue;
        status = joined.size ? pgf_buffer_append_text(&joined, "; ") : PGF_OK;
        if (!status)
            status = pgf_buffer_append_text(&joined, fields[i].value);
    }
    if (!status && joined.size)
        status = add_text(out, name, joined.bytes);
    pgf_buffer_dispose(&joined);
    return status;
}

static bool seen_before(const pgf_field *fields, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(fields[i].name, fields[index].name) == 0)
            return true;
    return false;
}

/* What the source gave besides the fields of the schema. */
static pgf_status add_metadata(pgf_buffer *out, const pgf_field *fields, size_t count)
{
    pgf_status status = PGF_OK;
    bool any = false;
    for (size_t i = 0; i < count && !status; i++) {
        if (pgf_schema_find(fields[i].name) || seen_before(fields, i))
            continue;
        if (!any)
            status = add_name(out, "metadata");
        if (!status && !any)
            status = pgf_buffer_append_char(out, '{');
        any = true;
        if (!status)
            status = add_values(out, fields[i].name, fields + i, count - i);
    }
    return status || !any ? status : pgf_buffer_append_char(out, '}');
}

static pgf_status write_fields(const pgf_document *document, const char *language, pgf_buffer *out)
{
    static const char *const texts[] = {"id", "title", "url", "path", "date"};
    static const char *const lists[] = {"country", "topic"};
    size_t count;
    const pgf_field *fields = pgf_document_fields(document, &count);
    pgf_status status = pgf_buffer_append_char(out, '{');
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++)
        status = add_text(out, texts[i], pgf_document_field(document, texts[i]));
    if (!status)
        status = add_text(out, "language", language);
    if (!status)
        status = add_text(out, "type", pgf_document_field(document, "type"));
    if (!status)
        status = add_joined(out, "issuer", fields, count);
    for (size_t i = 0; i < sizeof lists / sizeof *lists && !status; i++)
        status = add_values(out, lists[i], fields, count);
    if (!status)
        status = add_metadata(out, fields, count);
    return status ? status : pgf_buffer_append_char(out, '}');
}

pgf_status pgf_record_write(const pgf_document *document, const char *language, pgf_buffer *out, pgf_error *err)
{
    pgf_status status = write_fields(document, language, out);
    return status ? pgf_no_memory(err) : PGF_OK;
}

void pgf_record_dispose(pgf_record *record)
{
    pgf_buffer_dispose(&record->id);
    pgf_buffer_dispose(&record->path);
    pgf_buffer_dispose(&record->title);
    pgf_buffer_dispose(&record->language);
}

static pgf_status take(pgf_buffer *out, const cJSON *json, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, name);
    pgf_buffer_clear(out);
    return pgf_buffer_append_text(out, cJSON_IsString(item) ? item->valuestring : "");
}

pgf_status pgf_record_read(pgf_record *out, const char *json, size_t size, pgf_error *err)
{
    cJSON *parsed = cJSON_ParseWithLength(json, size);
    pgf_status status = PGF_OK;
    if (!cJSON_IsObject(parsed))
        status = pgf_fail(err, PGF_ECORRUPT, "the record of a document is damaged; paragraf-indexer verify says more");
    else if (take(&out->id, parsed, "id") || take(&out->path, parsed, "path") || take(&out->title, parsed, "title") ||
             take(&out->language, parsed, "language"))
        status = pgf_no_memory(err);
    cJSON_Delete(parsed);
    return status;
}
