/* Dates as people and machines write them, to ISO 8601. */
#ifndef PGF_DOCUMENT_DATE_H
#define PGF_DOCUMENT_DATE_H

#include <stdbool.h>

enum { PGF_DATE_MAX = 11 }; /* bytes of YYYY-MM-DD with its NUL */

/*
 * Bring a date to YYYY, YYYY-MM or YYYY-MM-DD. A time behind it is passed over. Read are: ISO 8601, 20231213, 12/2023,
 * day first with dots, slashes or hyphens ("13.12.2023"; month first only where it cannot be a day: "12/25/2023"),
 * months by name ("13. desember 2023", "December 13th, 2023", "le 1er août 2023", "Wed, 13 Dec 2023 10:00:00 +0100") in
 * English, Norwegian, Danish, Swedish, German, Dutch, French, Spanish, Italian and Portuguese, and years, months and
 * days marked as in Japanese, Chinese and Korean ("2023年12月13日", "令和五年十二月十三日").
 * False, and "" in `date`, when `text` (UTF-8) is no date or names a day that is not in the calendar.
 */
bool pgf_date_read(const char *text, char date[PGF_DATE_MAX]);

#endif
