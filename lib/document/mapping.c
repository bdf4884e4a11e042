#include "document/mapping.h"
#include "base/memory.h"
#include "document/parts.h"
#include <stdlib.h>
#include <string.h>

static pgf_status add_rule(pgf_mapping *mapping, const char *rule, size_t field_size, pgf_error *err)
{
    mapping_rule *rules = pgf_array_grow(mapping->rules, mapping->count, &mapping->capacity, sizeof *rules);
    if (!rules)
        return pgf_no_memory(err);
    mapping->rules = rules;
    char *copy = strdup(rule);
    if (!copy)
        return pgf_no_memory(err);
    copy[field_size] = '\0';
    mapping->rules[mapping->count++] = (mapping_rule){copy, copy + field_size + 1};
    return PGF_OK;
}

pgf_status pgf_mapping_add(pgf_mapping *mapping, const char *rule, pgf_error *err)
{
    const char *sign = strchr(rule, '=');
    if (!sign || sign == rule || !sign[1])
        return pgf_fail(err, PGF_EINVAL, "\"%s\" is no mapping; write FIELD=MEMBER, like title=headline", rule);
    return add_rule(mapping, rule, (size_t)(sign - rule), err);
}

pgf_status pgf_mapping_new(pgf_mapping **out, pgf_error *err)
{
    /* Of two that are there the later counts. */
    static const char *const usual[] = {
        "id=id",     "id=_id",        "title=title",     "text=content",      "text=body",
        "text=text", "url=url",       "date=date",       "language=language", "language=lang",
        "type=type", "issuer=issuer", "country=country", "topic=topics",      "topic=topic"};
    *out = NULL;
    pgf_mapping *mapping = calloc(1, sizeof *mapping);
    if (!mapping)
        return pgf_no_memory(err);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        pgf_status status = pgf_mapping_add(mapping, usual[i], err);
        if (status) {
            pgf_mapping_free(mapping);
            return status;
        }
    }
    *out = mapping;
    return PGF_OK;
}

void pgf_mapping_free(pgf_mapping *mapping)
{
    if (!mapping)
        return;
    for (size_t i = 0; i < mapping->count; i++)
        free(mapping->rules[i].field);
    free(mapping->rules);
    free(mapping);
}

static const cJSON *member_of_size(const cJSON *object, const char *name, size_t size)
{
    const cJSON *member;
    cJSON_ArrayForEach(member,
                       object) if (strncmp(member->string, name, size) == 0 && !member->string[size]) return member;
    return NULL;
}

/* "a.b": the member of that very name, else b of a. */
static const cJSON *member_at(const cJSON *object, const char *path)
{
    const cJSON *member = NULL;
    while (cJSON_IsObject(object)) {
        member = member_of_size(object, path, strlen(path));
        const char *dot = strchr(path, '.');
        if (member || !dot)
            return member;
        object = member_of_size(object, path, (size_t)(dot - path));
        path = dot + 1;
    }
    return NULL;
}

/* null is absent, and so are "", [] and {}: another member may say more. */
static bool says_something(const cJSON *value)
{
    if (!value || cJSON_IsNull(value))
        return false;
    if (cJSON_IsString(value))
        return value->valuestring[strspn(value->valuestring, " \t\r\n")] != '\0';
    return cJSON_IsBool(value) || value->child;
}

const cJSON *pgf_mapping_find(const pgf_mapping *mapping, const cJSON *object, const char *field,
                              const mapping_rule **rule)
{
    for (size_t i = mapping->count; i-- > 0;) {
        const mapping_rule *now = &mapping->rules[i];
        if (strcmp(now->field, field) != 0)
            continue;
        const cJSON *found = member_at(object, now->member);
        if (says_something(found)) {
            *rule = now;
            return found;
        }
    }
    return NULL;
}

bool pgf_mapping_reads(const pgf_mapping *mapping, const char *member)
{
    for (size_t i = 0; i < mapping->count; i++)
        if (strcmp(mapping->rules[i].member, member) == 0)
            return true;
    return false;
}
