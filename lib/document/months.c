#include "document/months.h"
#include <string.h>

/* Whole names; abbreviations are beginnings of three letters or more, which are never shared by two months of a row. */
static const char *const names[12][12] = {
    {"january", "januar", "janvier", "januari", "enero", "gennaio", "janeiro", "janner", NULL},
    {"february", "februar", "fevrier", "februari", "febrero", "febbraio", "fevereiro", "feber", NULL},
    {"march", "mars", "marz", "maart", "marzo", "marco", "marts", "mrz", NULL},
    {"april", "avril", "abril", "aprile", NULL},
    {"may", "mai", "maj", "mei", "mayo", "maggio", "maio", NULL},
    {"june", "juni", "juin", "junio", "giugno", "junho", NULL},
    {"july", "juli", "juillet", "julio", "luglio", "julho", NULL},
    {"august", "aout", "augustus", "agosto", "augusti", NULL},
    {"september", "septembre", "septiembre", "settembre", "setembro", "setiembre", NULL},
    {"october", "oktober", "octobre", "octubre", "ottobre", "outubro", NULL},
    {"november", "novembre", "noviembre", "novembro", NULL},
    {"december", "desember", "dezember", "decembre", "diciembre", "dicembre", "dezembro", NULL}};

unsigned pgf_month_named(const char *name, size_t size)
{
    if (size < 3)
        return 0;
    for (unsigned month = 0; month < 12; month++)
        for (const char *const *known = names[month]; *known; known++)
            if (strncmp(*known, name, size) == 0 && ((*known)[size] == '\0' || size <= 5))
                return month + 1;
    return 0;
}

static bool take(const char **at, const char *text)
{
    size_t size = strlen(text);
    if (strncmp(*at, text, size) != 0)
        return false;
    *at += size;
    return true;
}

static unsigned take_numeral(const char **at)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    for (unsigned i = 0; i < 9; i++)
        if (take(at, numerals[i]))
            return i + 1;
    return 0;
}

bool pgf_ideographic_number(const char **at, unsigned *number)
{
    size_t digits = strspn(*at, "0123456789");
    *number = 0;
    if (digits > 4)
        return false;
    if (digits) {
        for (; digits > 0; digits--)
            *number = *number * 10 + (unsigned)(*(*at)++ - '0');
        return true;
    }
    if (take(at, "元")) {
        *number = 1;
        return true;
    }
    unsigned tens = take_numeral(at);
    if (!take(at, "十")) {
        *number = tens;
        return tens > 0;
    }
    *number = (tens ? tens : 1) * 10 + take_numeral(at);
    return true;
}

bool pgf_year_take(const char **at, unsigned *year)
{
    static const struct {
        const char *name;
        unsigned before; /* the year before its first */
    } eras[] = {{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"大正", 1911}, {"明治", 1867}};
    const char *next = *at;
    unsigned before = 0, number;
    for (size_t i = 0; i < sizeof eras / sizeof *eras && !before; i++)
        if (take(&next, eras[i].name))
            before = eras[i].before;
    while (*next == ' ')
        next++;
    if (!pgf_ideographic_number(&next, &number) || (!before && number < 1000) || (before && number > 99))
        return false;
    if (!take(&next, "年") && !take(&next, "년"))
        return false;
    *year = before + number;
    *at = next;
    return true;
}
