#include "intake/entities.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>

/* U+00A0 to U+00FF in order. Source: HTML 4.01, section 24.2. */
static const char *const latin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

static const struct {
    const char *name;
    int32_t character;
} others[] = {{"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},     {"apos", '\''},
              {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161}, {"ensp", 0x2002},
              {"emsp", 0x2003},   {"thinsp", 0x2009}, {"zwnj", 0x200C},   {"zwj", 0x200D},   {"ndash", 0x2013},
              {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A}, {"ldquo", 0x201C},
              {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"dagger", 0x2020}, {"bull", 0x2022},  {"hellip", 0x2026},
              {"permil", 0x2030}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"euro", 0x20AC},  {"trade", 0x2122},
              {"larr", 0x2190},   {"rarr", 0x2192},   {"minus", 0x2212},  {"le", 0x2264},    {"ge", 0x2265},
              {"ne", 0x2260}};

static int32_t numbered(const char *name)
{
    bool hexadecimal = name[1] == 'x' || name[1] == 'X';
    char *end;
    unsigned long number = strtoul(name + (hexadecimal ? 2 : 1), &end, hexadecimal ? 16 : 10);
    if (*end || number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF))
        return UTF8_REPLACEMENT;
    return (int32_t)number;
}

static int32_t named(const char *name)
{
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if (strcmp(latin[i], name) == 0)
            return (int32_t)(0xA0 + i);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].name, name) == 0)
            return others[i].character;
    return 0;
}

pgf_status intake_append_entity(const char *text, size_t size, pgf_buffer *out)
{
    char name[16], bytes[UTF8_MAX];
    if (size < 3 || size - 2 >= sizeof name)
        return pgf_buffer_append(out, text, size);
    memcpy(name, text + 1, size - 2);
    name[size - 2] = '\0';
    int32_t character = *name == '#' ? numbered(name) : named(name);
    if (!character)
        return pgf_buffer_append(out, text, size);
    return pgf_buffer_append(out, bytes, pgf_utf8_put(bytes, character));
}
