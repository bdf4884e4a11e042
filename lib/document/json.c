#include "document/json.h"
#include "base/memory.h"
#include "document/json_check.h"
#include "document/mapping.h"
#include "document/parts.h"
#include "document/plain.h"
#include "text/charset.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

enum {
    CONSUMED_MAX = 64,    /* members that gave a field, and so are no other metadata     */
    MEMBERS_MAX = 1000,   /* of one object, looked at for other metadata                 */
    VISITED_MAX = 100000, /* values looked at for it in all                              */
    NAME_MAX_BYTES = 200  /* of a dotted name: pgf_document_add_field cuts it yet shorter */
};

typedef struct {
    pgf_document *document;
    const pgf_mapping *mapping;
    const cJSON *consumed[CONSUMED_MAX];
    size_t consumed_count;
    size_t visited;
    pgf_error *err;
} fill;

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static pgf_status repair(const char **json, size_t *size, pgf_buffer *repaired, pgf_error *err)
{
    size_t replaced = 0;
    if (pgf_utf8_valid(*json, *size) == *size)
        return PGF_OK;
    if (pgf_utf8_repair(*json, *size, repaired, &replaced))
        return pgf_no_memory(err);
    *json = repaired->bytes;
    *size = repaired->size;
    return PGF_OK;
}

/* `*out` is the caller's, to cJSON_Delete(). */
static pgf_status read_object(cJSON **out, const char *json, size_t size, pgf_error *err)
{
    pgf_buffer repaired = {0}, checked = {0};
    const char *end = NULL;
    *out = NULL;
    pgf_status status = repair(&json, &size, &repaired, err);
    if (!status)
        status = pgf_json_check(json, size, &checked, err);
    pgf_buffer_dispose(&repaired);
    if (!status) {
        *out = cJSON_ParseWithLengthOpts(checked.bytes, checked.size, &end, false);
        if (!*out) /* what was checked is JSON: only memory can be missing */
            status = pgf_no_memory(err);
    }
    pgf_buffer_dispose(&checked);
    if (!status && !cJSON_IsObject(*out)) {
        cJSON_Delete(*out);
        *out = NULL;
        status = pgf_fail(err, PGF_EFORMAT, "is no JSON object: byte 0: expected {");
    }
    return status;
}

/* --- Fields ------------------------------------------------------------------------------------------------------- */

static bool is_consumed(const fill *to, const cJSON *value)
{
    for (size_t i = 0; i < to->consumed_count; i++)
        if (to->consumed[i] == value)
            return true;
    return false;
}

/* Of two members with one name the first counts. */
static bool is_first(const cJSON *object, const cJSON *member)
{
    for (const cJSON *other = object->child; other && other != member; other = other->next)
        if (strcmp(other->string, member->string) == 0)
            return false;
    return true;
}

static pgf_status add_values(fill *to, const char *name, const cJSON *value);

/* The name of a member as metadata; false when it gives none. */
static bool name_member(const fill *to, const char *prefix, const cJSON *member, char name[NAME_MAX_BYTES])
{
    if (is_consumed(to, member) || (!*prefix && strcmp(member->string, "_delete") == 0))
        return false;
    int size = snprintf(name, NAME_MAX_BYTES, "%s%s%s", prefix, *prefix ? "." : "", member->string);
    if (size < 0 || size >= NAME_MAX_BYTES)
        return false;
    /* A member that a mapping passed over has no name left when the index means something by it. */
    return !pgf_field_is_known(name) || !pgf_mapping_reads(to->mapping, name);
}

static pgf_status add_members(fill *to, const char *prefix, const cJSON *object)
{
    assert(object);
    char name[NAME_MAX_BYTES];
    pgf_status status = PGF_OK;
    size_t count = 0;
    for (const cJSON *member = object->child; member && !status && count < MEMBERS_MAX; member = member->next, count++)
        if (name_member(to, prefix, member, name) && is_first(object, member))
            status = add_values(to, name, member);
    return status;
}

static pgf_status add_values(fill *to, const char *name, const cJSON *value)
{
    if (++to->visited > VISITED_MAX)
        return PGF_OK;
    if (cJSON_IsString(value))
        return pgf_document_add_field(to->document, name, value->valuestring, to->err);
    if (cJSON_IsBool(value))
        return pgf_document_add_field(to->document, name, cJSON_IsTrue(value) ? "true" : "false", to->err);
    if (cJSON_IsObject(value))
        return add_members(to, name, value);
    pgf_status status = PGF_OK;
    for (const cJSON *item = value->child; item && !status; item = item->next)
        status = add_values(to, name, item);
    return status;
}

static const cJSON *find(fill *to, const cJSON *object, const char *field)
{
    const mapping_rule *rule;
    const cJSON *found = pgf_mapping_find(to->mapping, object, field, &rule);
    if (found && to->consumed_count < CONSUMED_MAX)
        to->consumed[to->consumed_count++] = found;
    return found;
}

/* Is the rule the last of its field, which stands for it? */
static bool is_last_of_field(const pgf_mapping *mapping, size_t rule)
{
    for (size_t i = rule + 1; i < mapping->count; i++)
        if (strcmp(mapping->rules[i].field, mapping->rules[rule].field) == 0)
            return false;
    return true;
}

static pgf_status add_fields(fill *to, const cJSON *object)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < to->mapping->count && !status; i++) {
        const char *field = to->mapping->rules[i].field;
        if (strcmp(field, "text") == 0 || !is_last_of_field(to->mapping, i))
            continue;
        const cJSON *found = find(to, object, field);
        if (found)
            status = add_values(to, field, found);
    }
    return status;
}

/* --- Text --------------------------------------------------------------------------------------------------------- */

static pgf_status gather(const cJSON *value, pgf_buffer *out)
{
    pgf_status status = PGF_OK;
    if (cJSON_IsString(value)) {
        status = pgf_buffer_append_text(out, value->valuestring);
        return status ? status : pgf_buffer_append_text(out, "\n\n");
    }
    for (const cJSON *item = value->child; item && !status; item = item->next)
        status = gather(item, out);
    return status;
}

static pgf_status add_text(fill *to, const cJSON *value)
{
    bool find_title = !*pgf_document_field(to->document, "title");
    if (cJSON_IsString(value))
        return pgf_plain_parse(to->document, value->valuestring, strlen(value->valuestring), find_title, to->err);
    pgf_buffer text = {0};
    pgf_status status = gather(value, &text);
    if (status)
        pgf_no_memory(to->err);
    else if (text.size)
        status = pgf_plain_parse(to->document, text.bytes, text.size, find_title, to->err);
    pgf_buffer_dispose(&text);
    return status;
}

/* A title that is too long for a field is a paragraph too: no word of the input is lost. */
static pgf_status keep_long_title(fill *to, const cJSON *object)
{
    const mapping_rule *rule;
    const cJSON *title = pgf_mapping_find(to->mapping, object, "title", &rule);
    if (!cJSON_IsString(title) || strlen(title->valuestring) <= PGF_VALUE_MAX)
        return PGF_OK;
    return pgf_document_add_paragraph(to->document, PGF_TEXT, 0, title->valuestring, strlen(title->valuestring),
                                      to->err);
}

static pgf_status fill_document(fill *to, const cJSON *object, pgf_line_kind kind)
{
    if (kind == PGF_LINE_DELETE) {
        const cJSON *id = find(to, object, "id");
        if (!cJSON_IsString(id))
            return pgf_fail(to->err, PGF_EFORMAT, "\"_delete\" needs the id of a document beside it");
        return pgf_document_add_field(to->document, "id", id->valuestring, to->err);
    }
    pgf_status status = add_fields(to, object);
    const cJSON *text = status ? NULL : find(to, object, "text");
    if (!status)
        status = add_members(to, "", object);
    if (!status)
        status = keep_long_title(to, object);
    return status || !text ? status : add_text(to, text);
}

pgf_status pgf_document_parse(pgf_document **out, pgf_line_kind *kind, const char *json, size_t size,
                              const pgf_mapping *mapping, pgf_error *err)
{
    cJSON *object;
    *out = NULL;
    *kind = PGF_LINE_DOCUMENT;
    pgf_status status = read_object(&object, json, size, err);
    if (status)
        return status;
    const cJSON *gone = cJSON_GetObjectItemCaseSensitive(object, "_delete");
    if (cJSON_IsTrue(gone))
        *kind = PGF_LINE_DELETE;
    if (gone && !cJSON_IsBool(gone)) /* "true" in quotes is meant, and would put an empty document there */
        status = pgf_fail(err, PGF_EFORMAT, "\"_delete\" is neither true nor false");
    if (!status)
        status = pgf_document_new(out, err);
    if (!status) {
        fill to = {.document = *out, .mapping = mapping, .err = err};
        status = fill_document(&to, object, *kind);
    }
    cJSON_Delete(object);
    if (status) {
        pgf_document_free(*out);
        *out = NULL;
    }
    return status;
}
