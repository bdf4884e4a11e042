/* Filters and dates of a request, as a condition on documents. */
#ifndef PGF_QUERY_FILTERS_H
#define PGF_QUERY_FILTERS_H

#include "query/builder.h"
#include <paragraf/search.h>

/*
 * Several values of one field: any of them; different fields: all of them. A date that is only a year or a month stands
 * for all its days: a document is in the range when one of its days may be.
 *
 * `*out` is NULL when the request has neither. PGF_EINVAL for a field that is no filter, an empty value, and what is no
 * date or range.
 */
pgf_status pgf_filters_make(xap_query **out, const pgf_request *request, pgf_error *err);

/* Documents with a value of a field that is a filter; languages go by many names. */
xap_query *pgf_filter_value(pgf_builder *builder, const char *field, const char *value);

#endif
