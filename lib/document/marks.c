#include "document/marks.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

static int32_t first_character(const char *text, size_t size)
{
    size_t at = 0;
    return size ? utf8_next(text, size, &at) : 0;
}

static bool starts_with(const char *text, size_t size, const char *prefix)
{
    if (!size || *text != *prefix)
        return false;
    size_t length = strlen(prefix);
    return size >= length && memcmp(text, prefix, length) == 0;
}

/* --- Enumerators -------------------------------------------------------------------------------------------------- */

static bool is_bullet_mark(int32_t c)
{
    return c == '*' || c == '-' || c == 0x2022 || c == 0xB7 || c == 0x25AA || c == 0x25CF || c == 0x25CB ||
           c == 0x25E6 || c == 0x25A0 || c == 0x25A1 || c == 0x2023 || c == 0x2043 || c == 0x2212 || c == 0x2013 ||
           c == 0x2014 || c == 0xF0B7 || c == 0x27A2 || c == 0x30FB;
}

static bool is_dash(int32_t c)
{
    return c == 0x2013 || c == 0x2014 || c == 0x2015 || c == 0x2212;
}

/* Bytes of white space at `at`, which ends an enumerator as the end of the line does. */
static size_t space_at(const char *text, size_t size, size_t at)
{
    size_t start = at;
    for (size_t next = at; at < size && pgf_is_space(utf8_next(text, size, &next)); at = next)
        ;
    return at - start;
}

/* Letters or digits at `at`: a number, a roman number, a letter or two ("iv", "12", "a", "1a", "aa"). */
static size_t sign_at(const char *text, size_t size, size_t at)
{
    size_t start = at, digits = 0, letters = 0, romans = 0;
    while (at < size && at - start < 6) {
        size_t next = at;
        pgf_letter letter = pgf_letter_of(utf8_next(text, size, &next));
        if (letter == PGF_LETTER_DIGIT)
            digits++;
        else if (letter == PGF_LETTER_UPPER || letter == PGF_LETTER_LOWER)
            letters++;
        else
            break;
        romans += strchr("ivxlcIVXLC", text[at]) != NULL;
        at = next;
    }
    bool is_sign = (letters == 0 && digits > 0) || letters == 1 || (digits == 0 && letters == romans) ||
                   (digits == 0 && letters == 2 && text[start] == text[start + 1]);
    return is_sign ? at - start : 0;
}

/* "(a)", "a)", "1.", "1.2.3", "1.2.3.", "12.a)" */
static size_t enumerator_size(const char *text, size_t size)
{
    bool bracket = size > 0 && (*text == '(' || *text == '[');
    size_t at = bracket, parts = 0;
    for (;; parts++) {
        size_t sign = sign_at(text, size, at);
        if (!sign)
            break;
        at += sign;
        if (at < size && (text[at] == ')' || text[at] == ']'))
            return at + 1;
        if (bracket || at == size || text[at] != '.')
            return !bracket && parts > 0 ? at : 0;
        at++;
    }
    return parts ? at : 0;
}

static bool is_circled(int32_t c)
{
    return (c >= 0x2460 && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793) || (c >= 0x2160 && c <= 0x217F);
}

static bool is_han_numeral(int32_t c)
{
    static const char numerals[] = "一二三四五六七八九十百〇";
    char bytes[UTF8_MAX + 1] = {0};
    return c >= 0x3007 && pgf_utf8_put(bytes, c) == 3 && strstr(numerals, bytes);
}

/* A number as East Asia writes it, or one kana of its order: "１２", "十二", "（一）", "イ" */
static size_t east_asian_size(const char *text, size_t size)
{
    size_t at = 0, signs = 0;
    int32_t c = first_character(text, size);
    bool bracket = c == 0xFF08;
    if (bracket)
        at = 3;
    for (size_t next = at; at < size && signs < 5; at = next, signs++) {
        c = utf8_next(text, size, &next);
        bool kana = c >= 0x30A1 && c <= 0x30FA && signs == 0;
        if (!is_han_numeral(c) && !(c >= 0xFF10 && c <= 0xFF19) && !kana)
            break;
        if (kana) {
            at = next;
            signs++;
            break;
        }
    }
    if (!signs)
        return 0;
    c = first_character(text + at, size - at);
    if (c == 0xFF09 || c == 0x3001 || c == 0xFF0E)
        return at + 3;
    return bracket ? 0 : at;
}

size_t pgf_mark_size(const char *text, size_t size)
{
    size_t at = 0, mark;
    int32_t c = first_character(text, size);
    if (is_bullet_mark(c) || is_circled(c)) {
        utf8_next(text, size, &at);
        mark = at;
    } else {
        mark = c < 0x80 ? enumerator_size(text, size) : east_asian_size(text, size);
    }
    if (!mark)
        return 0;
    size_t space = space_at(text, size, mark);
    bool closed = mark >= 3 && (strncmp(text + mark - 3, "\xEF\xBC\x89", 3) == 0 ||
                                strncmp(text + mark - 3, "\xE3\x80\x81", 3) == 0);
    return space || closed || is_circled(c) ? mark + space : 0;
}

bool pgf_is_bullet(const char *text, size_t size)
{
    return is_bullet_mark(first_character(text, size)) && pgf_mark_size(text, size) > 0;
}

/* Of an enumerator: what stands around its sign, and whether that is a digit, a small or a great letter. */
unsigned pgf_mark_style(const char *text, size_t size)
{
    enum { OPEN = 1 << 22, CLOSED = 1 << 23, DOTTED = 1 << 24, DIGIT = 1 << 25, SMALL = 1 << 26, GREAT = 1 << 27 };
    size_t at = 0;
    unsigned style = 0;
    int32_t first = first_character(text, size);
    if (is_bullet_mark(first) || is_circled(first))
        return (unsigned)first;
    for (; at < size && at < 24 && !pgf_is_space(first_character(text + at, size - at));) {
        int32_t c = utf8_next(text, size, &at);
        pgf_letter letter = pgf_letter_of(c);
        if (letter == PGF_LETTER_DIGIT || letter == PGF_LETTER_CJK)
            style |= DIGIT;
        else if (letter == PGF_LETTER_LOWER || letter == PGF_LETTER_UPPER)
            style |= letter == PGF_LETTER_LOWER ? SMALL : GREAT;
        else
            style |= c == '(' || c == 0xFF08 ? OPEN : c == ')' || c == 0xFF09 ? CLOSED : DOTTED;
    }
    return style;
}

/* "2.Guidance.1.", "8-191.02(Perm)", "12(3)": a number with what hangs on it. */
static bool is_reference(const char *text, size_t size)
{
    size_t letters = 0, digits = 0, marks = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        bool digit = c >= '0' && c <= '9', letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        bool mark = c == '.' || c == '(' || c == ')' || c == '-';
        letters = letter ? letters + 1 : 0;
        digits += digit;
        marks += mark;
        if (letters > 8 || (!digit && !letter && !mark) || (i == 0 && !digit && c != '('))
            return false;
    }
    return digits && marks;
}

bool pgf_is_label(const char *text, size_t size)
{
    size_t digits = 0;
    if (size > 24 || !size)
        return false;
    if (*text == '*') /* "* 10" of a provision that has a note, and "*" of the note */
        return size == 1 || (size > 2 && text[1] == ' ' && pgf_is_label(text + 2, size - 2));
    if ((unsigned char)*text >= 0x80)
        return east_asian_size(text, size) == size || (size <= 4 && is_circled(first_character(text, size)));
    while (digits < size && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    if (digits == size)
        return size <= 4;
    return enumerator_size(text, size) == size || is_reference(text, size);
}

/* --- Kinds -------------------------------------------------------------------------------------------------------- */

static bool is_caption(const char *text, size_t size)
{
    static const char *const credits[] = {
        "Photo:",   "Photo :", "Foto:",         "Bild:",         "Image:",       "Image :",
        "Picture:", "Bilde:",  "Illustration:", "Illustrasjon:", "Crédit photo", "Fotograf:",
        "写真：",   "(Photo:", "(Foto:",        "Photograph:",   "Caption:"};
    static const char *const numbered[] = {"Figure ",  "Fig. ",    "Figur ", "Abbildung ", "Abb. ", "Table ", "Tabell ",
                                           "Tabelle ", "Tableau ", "Chart ", "Diagram ",   "Box ",  "図",     "表"};
    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++)
        if (starts_with(text, size, credits[i]))
            return true;
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
        if (!starts_with(text, size, numbered[i]))
            continue;
        size_t at = strlen(numbered[i]), sign = 0;
        while (at + sign < size && strchr("0123456789.-ABCDIVX", text[at + sign]))
            sign++;
        at += sign;
        /* "Figure 3 shows…" is running text; "図１" has digits of full width. */
        return (sign && at < size && strchr(":.\t", text[at])) || (sign && text[at - 1] == '.') ||
               starts_with(text + at, size - at, " –") || starts_with(text + at, size - at, " —") ||
               starts_with(text + at, size - at, "　") || (sign && at == size);
    }
    return false;
}

static bool is_closing_quote(int32_t opening, int32_t c)
{
    switch (opening) {
    case '"':
        return c == '"';
    case 0x201C:
        return c == 0x201D;
    case 0x201E:
        return c == 0x201C || c == 0x201D;
    case 0xAB:
        return c == 0xBB;
    case 0xBB:
        return c == 0xAB;
    case 0x300C:
        return c == 0x300D;
    default:
        return false;
    }
}

/* Somebody's words fill more than a term does: '"Breach" means…' is no quote. */
static bool is_quotation(const char *text, size_t size)
{
    size_t at = 0, characters = 0;
    int32_t opening = utf8_next(text, size, &at);
    if (!is_closing_quote(opening, opening) && opening != 0x201C && opening != 0x201E && opening != 0xAB &&
        opening != 0xBB && opening != 0x300C)
        return false;
    unsigned enough = opening == 0x300C ? 20 : 40;
    for (; at < size && characters < enough; characters++)
        if (is_closing_quote(opening, utf8_next(text, size, &at)))
            return false;
    return characters == enough;
}

/* "– We see a great need…": a dash opens speech when what follows begins a sentence, else an item of a list. */
static bool is_speech(const char *text, size_t size)
{
    size_t at = 0;
    if (!is_dash(utf8_next(text, size, &at)))
        return false;
    at += space_at(text, size, at);
    return at < size && pgf_letter_of(utf8_next(text, size, &at)) == PGF_LETTER_UPPER &&
           pgf_ending_of(text, size) == ENDS_STOP;
}

static bool is_row(const char *text, size_t size)
{
    if (*text == '|')
        return size > 2 && memchr(text + 1, '|', size - 1);
    size_t mark = pgf_mark_size(text, size);
    return memchr(text + mark, '\t', size - mark) != NULL;
}

pgf_paragraph_kind pgf_kind_of(const char *text, size_t size)
{
    if (*text == '>' && size > 1 && text[1] == ' ')
        return PGF_QUOTE;
    if (is_caption(text, size))
        return PGF_CAPTION;
    if (is_speech(text, size) || is_quotation(text, size))
        return PGF_QUOTE;
    if (is_row(text, size))
        return PGF_ROW;
    return pgf_mark_size(text, size) ? PGF_ITEM : PGF_TEXT;
}

/* --- Endings ------------------------------------------------------------------------------------------------------ */

static bool closes(int32_t c)
{
    return c == ')' || c == ']' || c == '"' || c == '\'' || c == 0x201D || c == 0x201C || c == 0x2019 || c == 0xBB ||
           c == 0x300D || c == 0x300F || c == 0xFF09 || c == '*' || c == '_' || c == ' ' || c == 0xA0;
}

line_ending pgf_ending_of(const char *text, size_t size)
{
    int32_t c = 0;
    while (size > 0) {
        c = pgf_utf8_previous(text, &size);
        if (!closes(c))
            break;
    }
    if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x0964 ||
        c == 0x06D4 || c == 0x061F)
        return ENDS_STOP;
    if (c == ';' || c == 0xFF1B)
        return ENDS_SEMICOLON;
    if (c == ':' || c == 0xFF1A || c == 0x2014)
        return ENDS_COLON;
    return c == ',' || c == 0x3001 || c == 0xFF0C ? ENDS_COMMA : ENDS_OPEN;
}
