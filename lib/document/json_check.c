#include "document/json_check.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *json;
    size_t size, at;
    size_t copied; /* what lies before is in `out` */
    pgf_buffer *out;
    size_t depth, values;
    char closing[PGF_JSON_DEPTH]; /* of what is open: ] or } */
    pgf_error *err;
} scan;

static pgf_status expected(const scan *s, size_t at, const char *what)
{
    const char *found = at >= s->size ? " where it ends" : "";
    return pgf_fail(s->err, PGF_EFORMAT, "is no JSON: byte %zu: expected %s%s", at, what, found);
}

static char peek(const scan *s)
{
    return s->at < s->size ? s->json[s->at] : '\0';
}

static void skip_space(scan *s)
{
    while (s->at < s->size && memchr(" \t\r\n", s->json[s->at], 4))
        s->at++;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Everything up to `at`, then `text`. */
static pgf_status copy_until(scan *s, size_t at, const char *text)
{
    pgf_status status = pgf_buffer_append(s->out, s->json + s->copied, at - s->copied);
    s->copied = at;
    if (!status)
        status = pgf_buffer_append_text(s->out, text);
    return status ? pgf_no_memory(s->err) : PGF_OK;
}

/* --- Strings ------------------------------------------------------------------------------------------------------ */

/* The four digits at `at`; -1 when they are none. */
static int unit_at(const scan *s, size_t at)
{
    int unit = 0;
    if (at + 4 > s->size)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        char c = s->json[i];
        int digit = is_digit(c)            ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool is_low(int unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The escape behind the backslash at `at`, which stands before the u. */
static pgf_status check_unit(scan *s)
{
    int unit = unit_at(s, s->at + 2);
    if (unit < 0)
        return expected(s, s->at + 2, "four hexadecimal digits");
    bool high = unit >= 0xD800 && unit <= 0xDBFF;
    if (high && s->at + 12 <= s->size && s->json[s->at + 6] == '\\' && s->json[s->at + 7] == 'u' &&
        is_low(unit_at(s, s->at + 8))) {
        s->at += 12;
        return PGF_OK;
    }
    pgf_status status = PGF_OK;
    if (high || is_low(unit) || unit == 0) {
        status = copy_until(s, s->at, "\\ufffd");
        s->copied = s->at + 6;
    }
    s->at += 6;
    return status;
}

static pgf_status check_escape(scan *s)
{
    char c = s->at + 1 < s->size ? s->json[s->at + 1] : '\0';
    if (c == 'u')
        return check_unit(s);
    if (!c || !strchr("\"\\/bfnrt", c))
        return expected(s, s->at + 1, "an escape of JSON");
    s->at += 2;
    return PGF_OK;
}

/* Bytes from `at` on without a quotation mark or backslash. */
static size_t plain_size(const char *at, const char *end)
{
    const uint64_t ones = 0x0101010101010101U, highs = ones << 7;
    const char *start = at;
    for (uint64_t eight; at + sizeof eight <= end; at += sizeof eight) {
        memcpy(&eight, at, sizeof eight);
        uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\';
        if ((((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & highs)
            break;
    }
    while (at < end && *at != '"' && *at != '\\')
        at++;
    return (size_t)(at - start);
}

static pgf_status check_string(scan *s)
{
    size_t start = s->at++;
    for (;;) {
        s->at += plain_size(s->json + s->at, s->json + s->size);
        if (s->at == s->size)
            return pgf_fail(s->err, PGF_EFORMAT, "is no JSON: byte %zu: this string has no end", start);
        if (s->json[s->at] == '"')
            break;
        pgf_status status = check_escape(s);
        if (status)
            return status;
    }
    s->at++;
    return PGF_OK;
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

static bool skip_digits(scan *s)
{
    size_t start = s->at;
    while (is_digit(peek(s)))
        s->at++;
    return s->at > start;
}

static pgf_status check_number(scan *s)
{
    pgf_status status = copy_until(s, s->at, "\"");
    if (status)
        return status;
    if (peek(s) == '-')
        s->at++;
    if (peek(s) == '0')
        s->at++;
    else if (!skip_digits(s))
        return expected(s, s->at, "a digit");
    if (peek(s) == '.') {
        s->at++;
        if (!skip_digits(s))
            return expected(s, s->at, "a digit");
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-')
            s->at++;
        if (!skip_digits(s))
            return expected(s, s->at, "a digit");
    }
    return copy_until(s, s->at, "\"");
}

static pgf_status check_word(scan *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        if (s->size - s->at >= size && memcmp(s->json + s->at, words[i], size) == 0) {
            s->at += size;
            return PGF_OK;
        }
    }
    return expected(s, s->at, "a value");
}

/* The name of a member and its colon. */
static pgf_status check_name(scan *s)
{
    skip_space(s);
    if (peek(s) != '"')
        return expected(s, s->at, "the name of a member in quotation marks");
    pgf_status status = check_string(s);
    if (status)
        return status;
    skip_space(s);
    if (peek(s) != ':')
        return expected(s, s->at, "a colon");
    s->at++;
    return PGF_OK;
}

/* `*whole`: a value ended here; else something was opened that has something in it. */
static pgf_status check_value(scan *s, bool *whole)
{
    skip_space(s);
    char c = peek(s);
    *whole = true;
    if (++s->values > PGF_JSON_VALUES)
        return pgf_fail(s->err, PGF_ELIMIT, "has more than %d values, the limit for JSON, at byte %zu", PGF_JSON_VALUES,
                        s->at);
    if (c == '"')
        return check_string(s);
    if (c == '-' || is_digit(c))
        return check_number(s);
    if (c != '{' && c != '[')
        return check_word(s);
    if (s->depth == PGF_JSON_DEPTH)
        return pgf_fail(s->err, PGF_ELIMIT, "is nested deeper than %d levels, the limit for JSON, at byte %zu",
                        PGF_JSON_DEPTH, s->at);
    char closing = c == '{' ? '}' : ']';
    s->at++;
    skip_space(s);
    if (peek(s) == closing) {
        s->at++;
        return PGF_OK;
    }
    s->closing[s->depth++] = closing;
    *whole = false;
    return closing == '}' ? check_name(s) : PGF_OK;
}

/* What follows a value: the ends of what is open, or a comma and what goes with it. */
static pgf_status check_rest(scan *s)
{
    while (s->depth) {
        char closing = s->closing[s->depth - 1];
        skip_space(s);
        char c = peek(s);
        if (c == ',') {
            s->at++;
            return closing == '}' ? check_name(s) : PGF_OK;
        }
        if (c != closing)
            return expected(s, s->at, closing == '}' ? "a comma or }" : "a comma or ]");
        s->at++;
        s->depth--;
    }
    return PGF_OK;
}

pgf_status pgf_json_check(const char *json, size_t size, pgf_buffer *out, pgf_error *err)
{
    scan s = {.json = json, .size = size, .out = out, .err = err};
    pgf_status status = pgf_buffer_reserve(out, size);
    if (status)
        return pgf_no_memory(err);
    do {
        bool whole;
        status = check_value(&s, &whole);
        if (!status && whole)
            status = check_rest(&s);
    } while (!status && s.depth);
    if (status)
        return status;
    skip_space(&s);
    if (s.at < size)
        return pgf_fail(err, PGF_EFORMAT, "is no JSON: byte %zu: something follows the end of the value", s.at);
    return copy_until(&s, size, "");
}
