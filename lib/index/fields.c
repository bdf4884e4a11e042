#include "index/fields.h"
#include "base/memory.h"
#include "index/failed.h"
#include "index/schema.h"
#include <string.h>

typedef struct {
    xap_document *to;
    const pgf_field_spec *spec;
    pgf_buffer joined; /* its values for the slot */
    pgf_error *err;
} field;

static pgf_status add_value(field *one, const char *value)
{
    char term[PGF_FILTER_TERM_MAX];
    xap_error problem;
    if (!*value)
        return PGF_OK;
    if (one->spec->uses & PGF_FIELD_FILTER) {
        size_t size = pgf_schema_filter_term(one->spec, value, term);
        if (!size)
            return pgf_no_memory(one->err);
        if (xap_document_add_term(one->to, term, size, NULL, 0, 0, &problem))
            return pgf_xapian_failed(&problem, one->err);
    }
    if (one->spec->slot == PGF_NO_SLOT)
        return PGF_OK;
    if ((one->joined.size && pgf_buffer_append_char(&one->joined, PGF_VALUE_GLUE)) ||
        pgf_buffer_append_text(&one->joined, value))
        return pgf_no_memory(one->err);
    return PGF_OK;
}

static pgf_status add_values(field *one, const pgf_document *from)
{
    size_t count;
    const pgf_field *fields = pgf_document_fields(from, &count);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && !status; i++) {
        if (strcmp(fields[i].name, one->spec->name) != 0)
            continue;
        status = add_value(one, fields[i].value);
        if (!(one->spec->uses & PGF_FIELD_MANY))
            break;
    }
    return status;
}

static pgf_status add_year(field *one, const char *date)
{
    char year[5] = {0};
    memcpy(year, date, strnlen(date, 4));
    return add_value(one, year);
}

static pgf_status add_field(field *one, const pgf_document *from, const char *language)
{
    xap_error problem;
    pgf_status status;
    pgf_buffer_clear(&one->joined);
    if (!strcmp(one->spec->name, "language"))
        status = add_value(one, language);
    else if (!strcmp(one->spec->name, "year"))
        status = add_year(one, pgf_document_field(from, "date"));
    else
        status = add_values(one, from);
    if (!status && one->joined.size &&
        xap_document_set_value(one->to, (unsigned)one->spec->slot, one->joined.bytes, one->joined.size, &problem))
        status = pgf_xapian_failed(&problem, one->err);
    return status;
}

pgf_status pgf_fields_add(xap_document *to, const pgf_document *from, const char *language, pgf_error *err)
{
    size_t count;
    const pgf_field_spec *specs = pgf_schema_fields(&count);
    field one = {.to = to, .err = err};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && !status; i++) {
        one.spec = &specs[i];
        status = add_field(&one, from, language);
    }
    pgf_buffer_dispose(&one.joined);
    return status;
}
