#include "query/filters.h"
#include "base/calendar.h"
#include "index/schema.h"
#include "query/builder.h"
#include "text/language.h"
#include <stdio.h>
#include <string.h>

enum { DATE_SIZE = 10, DATE_BOUND_SIZE = DATE_SIZE + 2 };

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

static xap_query *filter_query(pgf_builder *builder, const pgf_filter *filter)
{
    char code[PGF_LANGUAGE_MAX];
    if (!strcmp(filter->field, "language") && pgf_language_normalize(filter->value, code))
        return language_query(builder, code);
    return pgf_build_filter(builder, filter->field, filter->value);
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
                pgf_query_list_add(builder, &any, filter_query(builder, &request->filters[j]));
        pgf_query_list_add(builder, all, pgf_build(builder, XAP_OR, &any));
    }
    return PGF_OK;
}

/* -1 when it is none. */
static int read_number(const char *text, size_t size)
{
    int number = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static bool is_date(const char *text)
{
    size_t size = strlen(text);
    if (size != 4 && size != 7 && size != DATE_SIZE)
        return false;
    int year = read_number(text, 4);
    int month = size < 7 ? 1 : text[4] == '-' ? read_number(text + 5, 2) : -1;
    int day = size < DATE_SIZE ? 1 : text[7] == '-' ? read_number(text + 8, 2) : -1;
    return year >= 0 && month >= 1 && month <= 12 && day >= 1 &&
           (unsigned)day <= pgf_days_of_month((unsigned)year, (unsigned)month);
}

static pgf_status check_date(const char *date, pgf_error *err)
{
    if (!date || is_date(date))
        return PGF_OK;
    return pgf_fail(err, PGF_EINVAL, "\"%s\" is no date; write YYYY, YYYY-MM or YYYY-MM-DD", date);
}

static xap_query *date_between(pgf_builder *builder, const char *from, size_t from_size, const char *to, size_t to_size)
{
    xap_query *query = NULL;
    if (builder->failed)
        return NULL;
    if (xap_query_value_range(&query, (unsigned)pgf_schema_find("date")->slot, from, from_size, to, to_size,
                              &builder->problem))
        builder->failed = true;
    return builder->failed ? NULL : query;
}

/*
 * Dates are stored as they are known: 2023, 2023-06 or 2023-06-15, compared as text. Up to 2023-06 takes all that
 * begins so; from 2023-06-15 on takes 2023-06 and 2023, too.
 */
static pgf_status add_dates(pgf_builder *builder, pgf_query_list *all, const pgf_request *request, pgf_error *err)
{
    const char *from = request->date_from, *to = request->date_to;
    char last[DATE_BOUND_SIZE] = "";
    pgf_status status = check_date(from, err);
    if (!status)
        status = check_date(to, err);
    if (status || (!from && !to))
        return status;
    if (to)
        snprintf(last, sizeof last, "%s~", to);
    if (from && to && strcmp(from, last) > 0)
        return pgf_fail(err, PGF_EINVAL, "the dates from %s to %s are no range: it ends before it begins", from, to);
    pgf_query_list any = {0};
    size_t from_size = from ? strlen(from) : 0;
    pgf_query_list_add(builder, &any, date_between(builder, from, from_size, to ? last : NULL, strlen(last)));
    for (size_t size = 4; size < from_size; size += 3)
        pgf_query_list_add(builder, &any, date_between(builder, from, size, from, size));
    pgf_query_list_add(builder, all, pgf_build(builder, XAP_OR, &any));
    return PGF_OK;
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
