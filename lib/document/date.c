#include "document/date.h"
#include "base/calendar.h"
#include "document/months.h"
#include "text/fold.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DATE_TEXT_MAX = 200 }; /* bytes of what may be a date */

typedef struct {
    unsigned year, month, day; /* month and day 0 where they are not said */
} calendar_date;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Between `least` and `most` digits at `*at`, no more behind them. */
static bool take_number(const char **at, size_t least, size_t most, unsigned *number)
{
    size_t size = 0;
    *number = 0;
    while (is_digit((*at)[size])) {
        if (size == most)
            return false;
        *number = *number * 10 + (unsigned)((*at)[size++] - '0');
    }
    if (size < least)
        return false;
    *at += size;
    return true;
}

static bool take(const char **at, const char *text)
{
    size_t size = strlen(text);
    if (strncmp(*at, text, size) != 0)
        return false;
    *at += size;
    return true;
}

static void skip(const char **at, const char *characters)
{
    *at += strspn(*at, characters);
}

static bool exists(const calendar_date *date)
{
    if (date->year < 1000 || date->year > 9999 || date->month > 12 || (date->day && !date->month))
        return false;
    return !date->day || date->day <= pgf_days_of_month(date->year, date->month);
}

/* Nothing, or a time: "T10:00:00Z", ", 10:00", " kl. 10.00", " (Wednesday)". */
static bool ends(const char *at)
{
    skip(&at, " .,)");
    if (!*at || *at == '(' || *at == '+' || *at == 'z')
        return true;
    if (*at == 't')
        return is_digit(at[1]);
    static const char *const words[] = {"at ", "kl ", "kl. ", "um ", "a ", "klokken ", NULL};
    const char *const *word = words;
    while (*word && !take(&at, *word))
        word++;
    size_t hour = strspn(at, "0123456789");
    bool closed = at[hour] == ':' || at[hour] == '.' || at[hour] == 'h' || at[hour] == ' ' || (*word && !at[hour]);
    return hour > 0 && hour <= 2 && closed;
}

/* 2023, 2023-12, 2023-12-13, 2023/12/13, 2023.12.13 */
static bool read_year_first(const char *at, calendar_date *date)
{
    unsigned part;
    if (!take_number(&at, 4, 4, &date->year))
        return false;
    char mark = *at;
    if (!mark || !strchr("-/.", mark))
        return ends(at);
    at++;
    if (!take_number(&at, 1, 2, &part) || !part)
        return false;
    date->month = part;
    if (*at != mark)
        return ends(at);
    at++;
    if (!take_number(&at, 1, 2, &part) || !part)
        return false;
    date->day = part;
    return ends(at);
}

/* 20231213, 20231213T100000Z, 20231213100000 */
static bool read_compact(const char *at, calendar_date *date)
{
    size_t digits = strspn(at, "0123456789");
    if (digits != 8 && digits != 14)
        return false;
    char part[9] = {0};
    memcpy(part, at, 8);
    unsigned long number = strtoul(part, NULL, 10);
    date->year = (unsigned)(number / 10000);
    date->month = (unsigned)(number / 100 % 100);
    date->day = (unsigned)(number % 100);
    return date->month && date->day && (digits == 14 || ends(at + 8));
}

/* 12/2023, 12.2023 */
static bool read_month_first(const char *at, calendar_date *date)
{
    if (!take_number(&at, 1, 2, &date->month) || !*at || !strchr("./-", *at))
        return false;
    at++;
    return take_number(&at, 4, 4, &date->year) && !*at && date->month;
}

/* 13.12.2023, 13. 12. 2023, 13/12/2023, 13-12-2023 */
static bool read_day_first(const char *at, calendar_date *date)
{
    unsigned first, second;
    if (!take_number(&at, 1, 2, &first) || !*at || !strchr("./-", *at))
        return false;
    char mark = *at++;
    skip(&at, " ");
    if (!take_number(&at, 1, 2, &second) || *at != mark)
        return false;
    at++;
    skip(&at, " ");
    if (!take_number(&at, 4, 4, &date->year) || !ends(at))
        return false;
    bool month_first = mark == '/' && first <= 12 && second > 12;
    date->day = month_first ? second : first;
    date->month = month_first ? first : second;
    return date->day && date->month;
}

/* 2023年12月13日, 2023년 12월 13일; what stands behind the day is passed over: a weekday, a time. */
static bool read_marked(const char *at, calendar_date *date)
{
    if (!pgf_year_take(&at, &date->year))
        return false;
    skip(&at, " ");
    if (!*at || !pgf_ideographic_number(&at, &date->month))
        return !*at;
    if (!take(&at, "月") && !take(&at, "월"))
        return false;
    skip(&at, " ");
    if (!*at || !pgf_ideographic_number(&at, &date->day))
        return !*at && date->month;
    return date->month && date->day && (take(&at, "日") || take(&at, "일") || take(&at, "号"));
}

/* "1", "13.", "13th", "1er", "1º", with the "de", "den" or "le" that may follow */
static bool take_day(const char **at, unsigned *day)
{
    static const char *const marks[] = {".", "st", "nd", "rd", "th", "er", "º", "°", "ª", "a", "o", NULL};
    const char *next = *at;
    unsigned number;
    if (!take_number(&next, 1, 2, &number) || !number)
        return false;
    for (const char *const *mark = marks; *mark; mark++)
        if (take(&next, *mark))
            break;
    if (*next && !strchr(" .,-", *next))
        return false;
    skip(&next, " .,-");
    if (!take(&next, "de ") && !take(&next, "of "))
        take(&next, "d'");
    *day = number;
    *at = next;
    return true;
}

static bool take_month(const char **at, unsigned *month)
{
    size_t size = 0;
    while ((*at)[size] && !strchr(" .,-/0123456789", (*at)[size]))
        size++;
    *month = pgf_month_named(*at, size);
    *at += *month ? size : 0;
    return *month != 0;
}

/* [weekday] [the, le, den] 13 December 2023; December 13, 2023; December 2023 */
static bool read_written(const char *at, calendar_date *date)
{
    skip(&at, " ");
    const char *start = at;
    while (!take_day(&at, &date->day) && !take_month(&at, &date->month)) {
        at += strcspn(at, " ");
        skip(&at, " ");
        if (!*at || at - start > 40)
            return false;
    }
    skip(&at, " .,-/");
    if (!date->month && !take_month(&at, &date->month))
        return false;
    if (!date->day && strspn(at, "0123456789") <= 2)
        take_day(&at, &date->day);
    skip(&at, " .,-/");
    if (!take(&at, "de ") && !take(&at, "del "))
        take(&at, "of ");
    return take_number(&at, 4, 4, &date->year) && ends(at);
}

typedef bool read_fn(const char *at, calendar_date *date);

static bool read_any(const char *text, calendar_date *date)
{
    static read_fn *const readers[] = {read_year_first,  read_compact, read_day_first,
                                       read_month_first, read_marked,  read_written};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        *date = (calendar_date){0};
        if (readers[i](text, date) && exists(date))
            return true;
    }
    return false;
}

bool pgf_date_read(const char *text, char date[PGF_DATE_MAX])
{
    pgf_buffer folded = {0};
    calendar_date found;
    date[0] = '\0';
    size_t size = strnlen(text, DATE_TEXT_MAX);
    bool read = size < DATE_TEXT_MAX && pgf_fold(text, size, &folded) == PGF_OK && folded.bytes;
    if (read) {
        const char *at = folded.bytes;
        skip(&at, " ");
        read = read_any(at, &found);
    }
    if (read && found.day)
        snprintf(date, PGF_DATE_MAX, "%04u-%02u-%02u", found.year % 10000, found.month % 100, found.day % 100);
    else if (read && found.month)
        snprintf(date, PGF_DATE_MAX, "%04u-%02u", found.year % 10000, found.month % 100);
    else if (read)
        snprintf(date, PGF_DATE_MAX, "%04u", found.year % 10000);
    pgf_buffer_dispose(&folded);
    return read;
}
