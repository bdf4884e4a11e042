/* Names of months, and years of the Japanese calendar. All text is folded (pgf_fold). */
#ifndef PGF_DOCUMENT_MONTHS_H
#define PGF_DOCUMENT_MONTHS_H

#include <stdbool.h>
#include <stddef.h>

/* 1 to 12 for a month's name or usual abbreviation, 0 for any other word. */
unsigned pgf_month_named(const char *name, size_t size);

/* Take a number in digits or in Han numerals below a hundred, or 元 (1). False, and nothing taken, where none stands. */
bool pgf_ideographic_number(const char **at, unsigned *number);

/* Take a year with its mark: "2023年", "令和5年", "2023년". */
bool pgf_year_take(const char **at, unsigned *year);

#endif
