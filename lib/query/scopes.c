#include "query/scopes.h"
#include <string.h>

static const pgf_scope scopes[] = {
    {"title", "title", PGF_SCOPE_WORDS},     {"heading", "heading", PGF_SCOPE_WORDS},
    {"issuer", "issuer", PGF_SCOPE_VALUE},   {"type", "type", PGF_SCOPE_VALUE},
    {"lang", "language", PGF_SCOPE_VALUE},   {"language", "language", PGF_SCOPE_VALUE},
    {"country", "country", PGF_SCOPE_VALUE}, {"topic", "topic", PGF_SCOPE_VALUE},
    {"id", "id", PGF_SCOPE_VALUE},           {"path", "path", PGF_SCOPE_VALUE},
    {"year", "year", PGF_SCOPE_VALUE},       {"date", "date", PGF_SCOPE_DATE},
};

const pgf_scope *pgf_scope_find(const char *text, size_t size, size_t *length)
{
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        size_t name = strlen(scopes[i].name);
        if (size > name && text[name] == ':' && !memcmp(text, scopes[i].name, name)) {
            *length = name + 1;
            return &scopes[i];
        }
    }
    return NULL;
}

const char *pgf_scope_name(const char *field)
{
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        if (!strcmp(scopes[i].field, field))
            return scopes[i].name;
    return field;
}

bool pgf_scope_is_value(const char *field)
{
    for (size_t i = 0; field && i < sizeof scopes / sizeof *scopes; i++)
        if (!strcmp(scopes[i].field, field))
            return scopes[i].kind != PGF_SCOPE_WORDS;
    return false;
}
