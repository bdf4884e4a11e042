#include "query/filters.h"
#include "index/schema.h"
#include "query/dates.h"
#include "text/language.h"
#include <stdio.h>
#include <string.h>

static pgf_status no_such_field(const char *name, pgf_error *err)
{
    char names[256] = "";
    size_t count, size = 0;
    const pgf_field_spec *fields = pgf_schema_fields(&count);
    for (size_t i = 0; i < count; i++)
        if (fields[i].uses & PGF_FIELD_FILTER && size < sizeof names)
            size += (size_t)snprintf(names + size, sizeof names - size, "%s%s", size ? ", " : "", fields[i].name);
    return pgf_fail(err, PGF_EINVAL, "no field \"%s\" to filter by: there are %s", name, names);
}

static pgf_status check_filter(const pgf_filter *filter, pgf_error *err)
{
    const pgf_field_spec *field = pgf_schema_find(filter->field);
    if (!field || !(field->uses & PGF_FIELD_FILTER))
        return no_such_field(filter->field, err);
    if (!*filter->value)
        return pgf_fail(err, PGF_EINVAL, "the filter %s has no value", filter->field);
    return PGF_OK;
}

/*
 * Languages go by many names; documents have the one that normalising gives. Bokmål is "no" where it was detected and
 * "nb" or "no" where it was declared; Norwegian is all of it.
 */
static xap_query *language_query(pgf_builder *builder, const char *code)
{
    static const char *const norwegian[] = {"no", "nb", "nn"};
    bool is_all = !strcmp(code, "no"), is_bokmal = !strcmp(code, "nb");
    pgf_query_list any = {0};
    if (!is_all && !is_bokmal)
        return pgf_build_filter(builder, "language", code);
    for (size_t i = 0; i < (is_all ? 3 : 2); i++)
        pgf_query_list_add(builder, &any, pgf_build_filter(builder, "language", norwegian[i]));
    return pgf_build(builder, XAP_OR, &any);
}

xap_query *pgf_filter_value(pgf_builder *builder, const char *field, const char *value)
{
    char code[PGF_LANGUAGE_MAX];
    if (!strcmp(field, "language") && pgf_language_normalize(value, code))
        return language_query(builder, code);
    return pgf_build_filter(builder, field, value);
}

static bool is_first_of_field(const pgf_request *request, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (!strcmp(request->filters[i].field, request->filters[index].field))
            return false;
    return true;
}

static pgf_status add_filters(pgf_builder *builder, pgf_query_list *all, const pgf_request *request, pgf_error *err)
{
    for (size_t i = 0; i < request->filter_count; i++) {
        pgf_status status = check_filter(&request->filters[i], err);
        if (status)
            return status;
    }
    for (size_t i = 0; i < request->filter_count; i++) {
        pgf_query_list any = {0};
        if (!is_first_of_field(request, i))
            continue;
        for (size_t j = i; j < request->filter_count; j++)
            if (!strcmp(request->filters[j].field, request->filters[i].field))
                pgf_query_list_add(builder, &any,
                                   pgf_filter_value(builder, request->filters[j].field, request->filters[j].value));
        pgf_query_list_add(builder, all, pgf_build(builder, XAP_OR, &any));
    }
    return PGF_OK;
}

static pgf_status add_dates(pgf_builder *builder, pgf_query_list *all, const pgf_request *request, pgf_error *err)
{
    pgf_dates dates;
    pgf_status status = pgf_dates_set(&dates, request->date_from, request->date_to, err);
    if (!status)
        pgf_query_list_add(builder, all, pgf_dates_query(builder, dates.from, dates.to));
    return status;
}

pgf_status pgf_filters_make(xap_query **out, const pgf_request *request, pgf_error *err)
{
    pgf_builder builder = {0};
    pgf_query_list all = {0};
    pgf_status status = add_filters(&builder, &all, request, err);
    if (!status)
        status = add_dates(&builder, &all, request, err);
    xap_query *query = pgf_build(&builder, XAP_AND, &all);
    if (!status)
        status = pgf_builder_status(&builder, err);
    if (status)
        xap_query_free(query);
    else
        *out = query;
    return status;
}
