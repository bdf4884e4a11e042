#include "document/heading.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

/* Words that number a part of a law or report, and how deep it lies. Matched at the start of a line, capital first. */
static const struct {
    const char *word;
    unsigned level;
} words[] = {{"Part", 1},       {"PART", 1},       {"Partie", 1},       {"PARTIE", 1},         {"Teil", 1},
             {"TEIL", 1},       {"Del", 1},        {"DEL", 1},          {"Title", 1},          {"TITLE", 1},
             {"Titre", 1},      {"TITRE", 1},      {"Titel", 1},        {"Book", 1},           {"Livre", 1},
             {"LIVRE", 1},      {"Buch", 1},       {"Schedule", 1},     {"SCHEDULE", 1},       {"Annex", 1},
             {"ANNEX", 1},      {"Annexe", 1},     {"ANNEXE", 1},       {"Appendix", 1},       {"APPENDIX", 1},
             {"Anlage", 1},     {"Anhang", 1},     {"Vedlegg", 1},      {"Bilag", 1},          {"Bilaga", 1},
             {"Chapter", 2},    {"CHAPTER", 2},    {"Chapitre", 2},     {"CHAPITRE", 2},       {"Kapittel", 2},
             {"KAPITTEL", 2},   {"Kapitel", 2},    {"KAPITEL", 2},      {"Kap.", 2},           {"Chap.", 2},
             {"Section", 3},    {"SECTION", 3},    {"Abschnitt", 3},    {"Avsnitt", 3},        {"Subpart", 3},
             {"SUBPART", 3},    {"Division", 3},   {"DIVISION", 3},     {"Subchapter", 3},     {"Article", 4},
             {"ARTICLE", 4},    {"Artikel", 4},    {"Artikkel", 4},     {"Art.", 4},           {"Rule", 4},
             {"Regulation", 4}, {"Subsection", 4}, {"Sous-section", 4}, {"Unterabschnitt", 4}, {"§§", 4},
             {"§", 4},          {"Título", 1},     {"TÍTULO", 1},       {"Anexo", 1},          {"ANEXO", 1},
             {"Titolo", 1},     {"TITOLO", 1},     {"Allegato", 1},     {"ALLEGATO", 1},       {"Deel", 1},
             {"DEEL", 1},       {"Bijlage", 1},    {"BIJLAGE", 1},      {"Avdelning", 1},      {"Capítulo", 2},
             {"CAPÍTULO", 2},   {"Capo", 2},       {"CAPO", 2},         {"Hoofdstuk", 2},      {"HOOFDSTUK", 2},
             {"Sección", 3},    {"SECCIÓN", 3},    {"Secção", 3},       {"Seção", 3},          {"Sezione", 3},
             {"SEZIONE", 3},    {"Afdeling", 3},   {"AFDELING", 3},     {"Afsnit", 3},         {"Artículo", 4},
             {"ARTÍCULO", 4},   {"Artigo", 4},     {"ARTIGO", 4},       {"Articolo", 4},       {"ARTICOLO", 4}};

static bool is_space_at(const char *text, size_t size, size_t *at)
{
    size_t next = *at;
    if (next >= size || !pgf_is_space(utf8_next(text, size, &next)))
        return false;
    *at = next;
    return true;
}

static bool is_number_byte(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '/';
}

/* "12", "5-3", "3.2", "12a", "IV", "A", at `at`: behind it, or 0. */
static size_t number_end(const char *text, size_t size, size_t at)
{
    size_t start = at, romans = 0, letters = 0;
    if (at < size && text[at] >= '0' && text[at] <= '9') {
        while (at < size && is_number_byte(text[at]))
            at++;
        while (text[at - 1] == '.' || text[at - 1] == '-' || text[at - 1] == '/')
            at--;
        if (size - at >= 2 && (memcmp(text + at, "er", 2) == 0 || memcmp(text + at, "re", 2) == 0))
            return at + 2; /* "1er" */
        size_t dot = at < size && text[at] == '.';
        if (size - at >= 2 + dot && (memcmp(text + at + dot, "º", 2) == 0 || memcmp(text + at + dot, "°", 2) == 0))
            return at + dot + 2; /* "1.º" */
        if (at < size && text[at] >= 'a' && text[at] <= 'z' &&
            (at + 1 == size || !strchr("abcdefghijklmnopqrstuvwxyz", text[at + 1])))
            at++;
        return at;
    }
    for (; at < size && text[at] >= 'A' && text[at] <= 'Z'; at++, letters++)
        romans += strchr("IVXLC", text[at]) != NULL;
    bool is_number = letters == 1 || (letters == romans && letters > 0 && letters < 8);
    return is_number && at > start ? at : 0;
}

/* Behind a number stands nothing, or a mark and words that do not go on with a sentence. */
static bool opens_rest(const char *text, size_t size, size_t *at)
{
    size_t start = *at;
    while (*at < size) {
        size_t next = *at;
        int32_t c = utf8_next(text, size, &next);
        bool mark = c == '.' || c == ':' || c == ')' || c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2012;
        if (!mark && !pgf_is_space(c))
            break;
        *at = next;
    }
    if (*at == size)
        return true;
    if (*at == start)
        return false;
    size_t next = *at;
    int32_t c = utf8_next(text, size, &next);
    return pgf_letter_of(c) != PGF_LETTER_LOWER && c != ',';
}

static heading_number word_number(const char *text, size_t size, unsigned *level, size_t *rest)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (*words[i].word != *text)
            continue;
        size_t at = strlen(words[i].word);
        if (size <= at || memcmp(text, words[i].word, at) != 0)
            continue;
        bool sign = (unsigned char)words[i].word[0] >= 0x80;
        if (!is_space_at(text, size, &at) && !sign)
            continue;
        while (is_space_at(text, size, &at))
            ;
        size_t end = number_end(text, size, at);
        if (!end || !opens_rest(text, size, &end))
            continue;
        *level = words[i].level;
        *rest = end;
        return NUMBER_WORD;
    }
    return NUMBER_NONE;
}

/* "3 Scope", "3.2. Scope": up to three digits a part, which years are not. */
static heading_number decimal_number(const char *text, size_t size, unsigned *level, size_t *rest)
{
    size_t at = 0;
    *level = 0;
    for (;;) {
        size_t digits = 0;
        while (at < size && text[at] >= '0' && text[at] <= '9' && digits < 4) {
            digits++;
            at++;
        }
        if (!digits)
            break;
        if (digits > 3)
            return NUMBER_NONE;
        ++*level;
        if (at == size || text[at] != '.')
            break;
        at++;
    }
    size_t space = at;
    if (!*level || !is_space_at(text, size, &space) || !opens_rest(text, size, &at) || at == size)
        return NUMBER_NONE;
    *rest = at;
    return NUMBER_DECIMAL;
}

/* "IV. Scope": of at least one sign, with its full stop. */
static heading_number roman_number(const char *text, size_t size, unsigned *level, size_t *rest)
{
    size_t at = 0;
    while (at < size && at < 6 && strchr("IVX", text[at]))
        at++;
    if (!at || at == size || text[at] != '.')
        return NUMBER_NONE;
    size_t space = ++at;
    if (!is_space_at(text, size, &space) || !opens_rest(text, size, &at) || at == size)
        return NUMBER_NONE;
    *level = 1;
    *rest = at;
    return NUMBER_DECIMAL;
}

/* --- East Asia ---------------------------------------------------------------------------------------------------- */

static bool take(const char *text, size_t size, size_t *at, const char *what)
{
    size_t length = strlen(what);
    if (size - *at < length || memcmp(text + *at, what, length) != 0)
        return false;
    *at += length;
    return true;
}

static bool take_numeral(const char *text, size_t size, size_t *at)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百",
                                           "千", "０", "１", "２", "３", "４", "５", "６", "７", "８", "９",
                                           "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9"};
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (take(text, size, at, numerals[i]))
            return true;
    return false;
}

/* The unit behind the numeral, its level; 0 for none. */
static unsigned take_unit(const char *text, size_t size, size_t *at)
{
    static const struct {
        const char *sign;
        unsigned level;
    } units[] = {{"編", 1}, {"编", 1}, {"章", 2}, {"장", 2}, {"節", 3}, {"节", 3},
                 {"절", 3}, {"款", 4}, {"条", 4}, {"條", 4}, {"조", 4}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (take(text, size, at, units[i].sign))
            return units[i].level;
    return 0;
}

/* "第一条", "第三章　雑則", "第十二条の二", "附則", "別表第一" */
static heading_number east_asian_number(const char *text, size_t size, unsigned *level, size_t *rest)
{
    static const char *const annexes[] = {"附則", "附　則", "附 則", "別表", "様式", "別紙", "附件", "부칙", "별표"};
    size_t at = 0;
    *level = 0;
    if (take(text, size, &at, "第") || take(text, size, &at, "제")) {
        while (take_numeral(text, size, &at))
            *level = 1;
        *level = *level ? take_unit(text, size, &at) : 0;
    }
    for (size_t i = 0; !*level && i < sizeof annexes / sizeof *annexes; i++) {
        at = 0;
        if (take(text, size, &at, annexes[i])) {
            *level = 1;
            take(text, size, &at, "第");
        }
    }
    if (!*level)
        return NUMBER_NONE;
    while (take(text, size, &at, "の") || take_numeral(text, size, &at))
        ;
    size_t next = at;
    int32_t c = at < size ? utf8_next(text, size, &next) : ' ';
    if (!pgf_is_space(c) && c != 0xFF08 && c != '(' && c != 0xFF1A)
        return NUMBER_NONE;
    while (is_space_at(text, size, &at))
        ;
    *rest = at;
    return NUMBER_WORD;
}

/* "Annex", "Vedlegg": there may be only one. */
static bool is_bare_annex(const char *text, size_t size)
{
    static const char *const annexes[] = {"Schedule", "SCHEDULE", "Annex",  "ANNEX",   "Annexe",  "ANNEXE", "Appendix",
                                          "APPENDIX", "Anlage",   "Anhang", "Vedlegg", "VEDLEGG", "Bilag"};
    for (size_t i = 0; i < sizeof annexes / sizeof *annexes; i++)
        if (*annexes[i] == *text && strlen(annexes[i]) == size && memcmp(annexes[i], text, size) == 0)
            return true;
    return false;
}

heading_number pgf_heading_number(const char *text, size_t size, unsigned *level, size_t *rest)
{
    heading_number found = NUMBER_NONE;
    unsigned char first = (unsigned char)*text;
    if (first >= 'A' && first <= 'Z') {
        if (is_bare_annex(text, size)) {
            *level = 1;
            *rest = size;
            return NUMBER_WORD;
        }
        found = word_number(text, size, level, rest);
        return found ? found : roman_number(text, size, level, rest);
    }
    if (first >= '0' && first <= '9')
        return decimal_number(text, size, level, rest);
    if (first >= 0xE0)
        return east_asian_number(text, size, level, rest);
    return first == 0xC2 ? word_number(text, size, level, rest) : NUMBER_NONE;
}
