#include "query/builder.h"
#include "base/memory.h"
#include "index/schema.h"
#include <stdlib.h>

void pgf_builder_no_memory(pgf_builder *builder)
{
    builder->failed = true;
    builder->problem.status = XAP_ENOMEM;
}

void pgf_query_list_add(pgf_builder *builder, pgf_query_list *list, xap_query *query)
{
    if (!query)
        return;
    xap_query **items = pgf_array_grow(list->items, list->count, &list->capacity, sizeof(xap_query *));
    if (!items) {
        pgf_builder_no_memory(builder);
        xap_query_free(query);
        return;
    }
    list->items = items;
    list->items[list->count++] = query;
}

void pgf_query_list_dispose(pgf_query_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        xap_query_free(list->items[i]);
    free(list->items);
    *list = (pgf_query_list){0};
}

/* The query, once its status is known. */
static xap_query *made(pgf_builder *builder, xap_status status, xap_query *const *query)
{
    if (status)
        builder->failed = true;
    return status ? NULL : *query;
}

xap_query *pgf_build_term(pgf_builder *builder, const char *term, size_t size)
{
    xap_query *query = NULL;
    return builder->failed ? NULL : made(builder, xap_query_term(&query, term, size, &builder->problem), &query);
}

xap_query *pgf_build_filter(pgf_builder *builder, const char *field, const char *value)
{
    char term[PGF_FILTER_TERM_MAX];
    size_t size = pgf_schema_filter_term(pgf_schema_find(field), value, term);
    if (size)
        return pgf_build_term(builder, term, size);
    pgf_builder_no_memory(builder);
    return NULL;
}

xap_query *pgf_build_everything(pgf_builder *builder)
{
    xap_query *query = NULL;
    return builder->failed ? NULL : made(builder, xap_query_match_all(&query, &builder->problem), &query);
}

xap_query *pgf_build_nothing(pgf_builder *builder)
{
    xap_query *query = NULL;
    return builder->failed ? NULL : made(builder, xap_query_match_nothing(&query, &builder->problem), &query);
}

xap_query *pgf_build(pgf_builder *builder, xap_operator operator_, pgf_query_list *list)
{
    xap_query *query = NULL;
    if (!builder->failed && list->count == 1) {
        query = list->items[0];
        list->count = 0;
    } else if (!builder->failed && list->count > 1) {
        xap_status status = xap_query_combine(&query, operator_, list->items, list->count, 0, &builder->problem);
        query = made(builder, status, &query);
    }
    pgf_query_list_dispose(list);
    return query;
}

xap_query *pgf_build_pair(pgf_builder *builder, xap_operator operator_, xap_query *left, xap_query *right)
{
    if (!left || !right) {
        if (!left)
            xap_query_free(right);
        return left;
    }
    pgf_query_list list = {0};
    pgf_query_list_add(builder, &list, left);
    pgf_query_list_add(builder, &list, right);
    return pgf_build(builder, operator_, &list);
}

pgf_status pgf_builder_status(const pgf_builder *builder, pgf_error *err)
{
    if (!builder->failed)
        return PGF_OK;
    if (builder->problem.status == XAP_ENOMEM)
        return pgf_no_memory(err);
    return pgf_fail(err, PGF_EINTERNAL, "the query could not be made: %s", builder->problem.message);
}
