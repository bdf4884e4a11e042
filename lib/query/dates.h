/* Dates and ranges of them, as conditions on documents. */
#ifndef PGF_QUERY_DATES_H
#define PGF_QUERY_DATES_H

#include "query/builder.h"
#include <stdbool.h>

enum { PGF_DATE_SIZE = 11 }; /* of YYYY-MM-DD with its NUL */

/* Both included; "" is open. */
typedef struct {
    char from[PGF_DATE_SIZE], to[PGF_DATE_SIZE];
} pgf_dates;

/* From a request, either NULL. PGF_EINVAL for what is no date (YYYY, YYYY-MM or YYYY-MM-DD) or no range. */
pgf_status pgf_dates_set(pgf_dates *out, const char *from, const char *to, pgf_error *err);

/*
 * From a query: 2023, 2023-05..2024, ..2024, 2023.., >2023, >=2023-05-17, <2024, <=2024-06. False for anything else,
 * and for a range that ends before it begins.
 */
bool pgf_dates_read(pgf_dates *out, const char *text, size_t size);

/*
 * Documents that have a day of the range. Dates are stored as they are known, 2023, 2023-06 or 2023-06-15: one that is
 * only a year or a month stands for all its days. "" is open; NULL for a range that is open on both sides.
 */
xap_query *pgf_dates_query(pgf_builder *builder, const char *from, const char *to);

#endif
