#include "query/dates.h"
#include "base/calendar.h"
#include "index/schema.h"
#include <stdio.h>
#include <string.h>

typedef struct {
    int year, month, day; /* month and day 0 where they are not said */
} parts;

/* --- Reading ------------------------------------------------------------------------------------------------------ */

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

static bool read_parts(parts *out, const char *text, size_t size)
{
    if (size != 4 && size != 7 && size != 10)
        return false;
    *out = (parts){.year = read_number(text, 4)};
    if (size >= 7)
        out->month = text[4] == '-' ? read_number(text + 5, 2) : -1;
    if (size == 10)
        out->day = text[7] == '-' ? read_number(text + 8, 2) : -1;
    if (out->year < 0 || (size >= 7 && (out->month < 1 || out->month > 12)))
        return false;
    return size < 10 ||
           (out->day >= 1 && (unsigned)out->day <= pgf_days_of_month((unsigned)out->year, (unsigned)out->month));
}

static void write_parts(char out[PGF_DATE_SIZE], const parts *date)
{
    if (date->day)
        snprintf(out, PGF_DATE_SIZE, "%04u-%02u-%02u", (unsigned)date->year % 10000, (unsigned)date->month % 100,
                 (unsigned)date->day % 100);
    else if (date->month)
        snprintf(out, PGF_DATE_SIZE, "%04u-%02u", (unsigned)date->year % 10000, (unsigned)date->month % 100);
    else
        snprintf(out, PGF_DATE_SIZE, "%04u", (unsigned)date->year % 10000);
}

/* The year, month or day before (-1) or behind (1). False when there is none of four digits. */
static bool step(parts *date, int by)
{
    if (date->day) {
        date->day += by;
        if (date->day >= 1 && (unsigned)date->day <= pgf_days_of_month((unsigned)date->year, (unsigned)date->month))
            return true;
    }
    if (date->month) {
        date->month += by;
        if (date->month < 1 || date->month > 12) {
            date->year += by;
            date->month = by > 0 ? 1 : 12;
        }
        if (date->day && date->year >= 0)
            date->day = by > 0 ? 1 : (int)pgf_days_of_month((unsigned)date->year, (unsigned)date->month);
    } else {
        date->year += by;
    }
    return date->year >= 0 && date->year <= 9999;
}

/* To 2023-06 takes all that begins so; ~ is behind every character of a date. */
static bool is_range(const pgf_dates *dates)
{
    char last[PGF_DATE_SIZE + 1];
    snprintf(last, sizeof last, "%s~", dates->to);
    return !*dates->from || !*dates->to || strcmp(dates->from, last) <= 0;
}

static pgf_status set_date(char out[PGF_DATE_SIZE], const char *date, pgf_error *err)
{
    parts ignored;
    if (date && !read_parts(&ignored, date, strlen(date)))
        return pgf_fail(err, PGF_EINVAL, "\"%s\" is no date; write YYYY, YYYY-MM or YYYY-MM-DD", date);
    snprintf(out, PGF_DATE_SIZE, "%s", date ? date : "");
    return PGF_OK;
}

pgf_status pgf_dates_set(pgf_dates *out, const char *from, const char *to, pgf_error *err)
{
    pgf_status status = set_date(out->from, from, err);
    if (!status)
        status = set_date(out->to, to, err);
    if (!status && !is_range(out))
        status = pgf_fail(err, PGF_EINVAL, "the dates from %s to %s are no range: it ends before it begins", from, to);
    return status;
}

static bool read_compared(pgf_dates *out, const char *text, size_t size)
{
    bool is_from = text[0] == '>', is_equal = size > 1 && text[1] == '=';
    size_t sign = is_equal ? 2 : 1;
    parts date;
    if (!read_parts(&date, text + sign, size - sign) || (!is_equal && !step(&date, is_from ? 1 : -1)))
        return false;
    write_parts(is_from ? out->from : out->to, &date);
    return true;
}

static bool read_side(char out[PGF_DATE_SIZE], const char *text, size_t size)
{
    parts date;
    if (size && !read_parts(&date, text, size))
        return false;
    if (size)
        write_parts(out, &date);
    return true;
}

bool pgf_dates_read(pgf_dates *out, const char *text, size_t size)
{
    *out = (pgf_dates){"", ""};
    if (size && (text[0] == '>' || text[0] == '<'))
        return read_compared(out, text, size);
    for (size_t i = 0; i + 1 < size; i++)
        if (text[i] == '.' && text[i + 1] == '.')
            return size > 2 && read_side(out->from, text, i) && read_side(out->to, text + i + 2, size - i - 2) &&
                   is_range(out);
    return size && read_side(out->from, text, size) && read_side(out->to, text, size);
}

/* --- Asking ------------------------------------------------------------------------------------------------------- */

static xap_query *between(pgf_builder *builder, const char *from, size_t from_size, const char *to, size_t to_size)
{
    xap_query *query = NULL;
    if (builder->failed)
        return NULL;
    if (xap_query_value_range(&query, (unsigned)pgf_schema_find("date")->slot, from, from_size, to, to_size,
                              &builder->problem))
        builder->failed = true;
    return builder->failed ? NULL : query;
}

/* From 2023-06-15 on takes 2023-06 and 2023, too. */
xap_query *pgf_dates_query(pgf_builder *builder, const char *from, const char *to)
{
    char last[PGF_DATE_SIZE + 1];
    size_t from_size = strlen(from);
    pgf_query_list any = {0};
    if (!*from && !*to)
        return NULL;
    snprintf(last, sizeof last, "%s~", to);
    pgf_query_list_add(builder, &any,
                       between(builder, *from ? from : NULL, from_size, *to ? last : NULL, strlen(last)));
    for (size_t size = 4; size < from_size; size += 3)
        pgf_query_list_add(builder, &any, between(builder, from, size, from, size));
    return pgf_build(builder, XAP_OR, &any);
}
