#include "query/scopes.h"
#include "index/schema.h"
#include <string.h>

enum { NAMED = PGF_FIELD_WORDS | PGF_FIELD_FILTER | PGF_FIELD_SORT, NAME_MAX = 32 };

/* A name that is typed in place of the schema's. */
static const char short_name[] = "lang", long_name[] = "language";

const char *pgf_scope_find(const char *text, size_t size, size_t *length)
{
    char name[NAME_MAX];
    const char *colon = memchr(text, ':', size < NAME_MAX ? size : NAME_MAX);
    if (!colon)
        return NULL;
    *length = (size_t)(colon - text) + 1;
    memcpy(name, text, *length - 1);
    name[*length - 1] = '\0';
    const pgf_field_spec *field = pgf_schema_find(strcmp(name, short_name) == 0 ? long_name : name);
    bool is_whole = strlen(name) + 1 == *length; /* no NUL in it */
    return is_whole && field && field->uses & NAMED ? field->name : NULL;
}

const char *pgf_scope_name(const char *field)
{
    return strcmp(field, long_name) == 0 ? short_name : field;
}

bool pgf_scope_is_value(const char *field)
{
    return field && !(pgf_schema_find(field)->uses & PGF_FIELD_WORDS);
}
