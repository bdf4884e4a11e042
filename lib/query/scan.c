#include "query/scan.h"
#include "query/scopes.h"
#include "text/utf8.h"
#include <paragraf/search.h>
#include <string.h>

enum { NEAR_USUAL = 10, NEXT_USUAL = 1 };

/* --- Characters --------------------------------------------------------------------------------------------------- */

typedef struct {
    int32_t open;
    int32_t close[3];
} quotes;

/* German closes “ what it opened with „, Swedish ” with ”, Danish « with »; and many a text mixes them. */
static const quotes pairs[] = {
    {'"', {'"', 0, 0}},
    {0x201C, {0x201D, '"', 0}},      /* “…” */
    {0x201D, {0x201D, 0, 0}},        /* ”…” */
    {0x201E, {0x201C, 0x201D, '"'}}, /* „…“ */
    {0x201F, {0x201D, '"', 0}},      /* ‟…” */
    {0x00AB, {0x00BB, 0, 0}},        /* «…» */
    {0x00BB, {0x00AB, 0x00BB, 0}},   /* »…« */
    {0x300C, {0x300D, 0, 0}},        /* 「…」 */
    {0x300E, {0x300F, 0, 0}},        /* 『…』 */
    {0xFF02, {0xFF02, 0, 0}},        /* ＂…＂ */
};

static bool is_space(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Not the dashes – and —, which part clauses. */
static bool is_minus(int32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2212 || c == 0xFF0D;
}

static bool is_open(int32_t c)
{
    return c == '(' || c == 0xFF08;
}

static bool is_close(int32_t c)
{
    return c == ')' || c == 0xFF09;
}

static int32_t peek(const pgf_scan *in, size_t at, size_t *next)
{
    *next = at;
    return at < in->size ? utf8_next(in->text, in->size, next) : 0;
}

static const quotes *quotes_of(int32_t c)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].open == c)
            return &pairs[i];
    return NULL;
}

bool pgf_reading_is_quote(int32_t c)
{
    return quotes_of(c) != NULL;
}

static bool closes(const quotes *pair, int32_t c)
{
    return c && (c == pair->close[0] || c == pair->close[1] || c == pair->close[2]);
}

/* Where the quotation that begins at `at` closes, and `*behind` that; false when it never does. */
static bool find_close(pgf_scan *in, const quotes *pair, size_t at, size_t *end, size_t *behind)
{
    unsigned bit = 1U << (pair - pairs);
    while (!(in->unclosed & bit) && at < in->size) {
        size_t next;
        if (closes(pair, peek(in, at, &next))) {
            *end = at;
            *behind = next;
            return true;
        }
        at = next;
    }
    in->unclosed |= bit;
    return false;
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

/*
 * Brackets within a word belong to it, as in 5(2)(b); one that it did not open ends it when a group is open. A quotation
 * mark ends it where another closes the quotation; in 5" it is nothing.
 */
static size_t end_of_word(pgf_scan *in, size_t begin)
{
    size_t at = begin;
    unsigned open = 0;
    while (at < in->size) {
        size_t next, end, behind;
        int32_t c = peek(in, at, &next);
        const quotes *pair = at > begin ? quotes_of(c) : NULL;
        if (is_space(c) || (pair && find_close(in, pair, next, &end, &behind) && end > next))
            break;
        if (is_close(c) && !open && in->depth)
            break;
        open += is_open(c);
        open -= is_close(c) && open;
        at = next;
    }
    return at;
}

/* "^2" or "^0.5" at the end of [at, end): its number and where it begins; false for none. */
static bool ends_in_boost(const pgf_scan *in, size_t at, size_t end, double *boost, size_t *begin)
{
    double whole = 0, unit = 1;
    bool any = false, is_fraction = false;
    size_t mark = end;
    while (mark > at && in->text[mark - 1] != '^')
        mark--;
    if (mark == at || end - mark > 6)
        return false;
    for (size_t i = mark; i < end; i++) {
        char c = in->text[i];
        if (c == '.' && !is_fraction) {
            is_fraction = true;
        } else if (c >= '0' && c <= '9') {
            any = true;
            unit = is_fraction ? unit / 10 : unit;
            whole = is_fraction ? whole + unit * (c - '0') : whole * 10 + (c - '0');
        } else {
            return false;
        }
    }
    if (!any || whole < 0.1 || whole > 100)
        return false;
    *begin = mark - 1;
    *boost = whole;
    return true;
}

/* A boost that stands right behind a phrase or a group. */
static void read_boost(pgf_scan *in, pgf_sign *sign)
{
    size_t end = in->at, begin;
    if (in->at >= in->size || in->text[in->at] != '^')
        return;
    for (end++; end < in->size && ((in->text[end] >= '0' && in->text[end] <= '9') || in->text[end] == '.'); end++)
        ;
    if (ends_in_boost(in, in->at, end, &sign->boost, &begin))
        in->at = end;
}

/* NEAR, NEAR/5: 0 when the word is no such operator. */
static unsigned distance_of(const char *word, size_t size, const char *name, unsigned usual)
{
    size_t length = strlen(name);
    unsigned distance = 0;
    if (size < length || memcmp(word, name, length) != 0)
        return 0;
    if (size == length)
        return usual;
    if (word[length] != '/' || size == length + 1 || size > length + 4)
        return 0;
    for (size_t i = length + 1; i < size; i++) {
        if (word[i] < '0' || word[i] > '9')
            return 0;
        distance = distance * 10 + (unsigned)(word[i] - '0');
    }
    return distance ? distance : 1;
}

static pgf_sign_kind kind_of(const char *word, size_t size, unsigned *distance)
{
    static const struct {
        const char *name;
        pgf_sign_kind kind;
    } names[] = {{"AND", PGF_SIGN_AND}, {"OR", PGF_SIGN_OR}, {"NOT", PGF_SIGN_NOT}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (size == strlen(names[i].name) && !memcmp(word, names[i].name, size))
            return names[i].kind;
    if ((*distance = distance_of(word, size, "NEAR", NEAR_USUAL)))
        return PGF_SIGN_NEAR;
    if ((*distance = distance_of(word, size, "NEXT", NEXT_USUAL)))
        return PGF_SIGN_NEXT;
    return PGF_SIGN_WORD;
}

bool pgf_scan_is_operator(const char *word, size_t size)
{
    unsigned ignored;
    return kind_of(word, size, &ignored) != PGF_SIGN_WORD;
}

/* NEAR/x and word^1000 were meant as something. */
static pgf_status object_to(pgf_scan *in, const pgf_sign *sign)
{
    const char *mark = memchr(sign->text, '^', sign->size), *then = "it is searched as words";
    size_t behind = mark ? (size_t)(sign->text + sign->size - mark) - 1 : 0;
    int shown = pgf_reading_shown(sign->text, sign->size);
    bool is_number = behind > 0;
    for (size_t i = 1; i <= behind; i++)
        is_number = is_number && ((mark[i] >= '0' && mark[i] <= '9') || mark[i] == '.');
    if (is_number && mark > sign->text)
        return pgf_reading_object(in->reading, sign->at, then, "%.*s: a weight is a number from 0.1 to 100", shown,
                                  sign->text);
    if (sign->size > 5 && (!memcmp(sign->text, "NEAR/", 5) || !memcmp(sign->text, "NEXT/", 5)))
        return pgf_reading_object(in->reading, sign->at, then, "%.*s is no operator (write NEAR/5 or NEXT/3)", shown,
                                  sign->text);
    return PGF_OK;
}

static pgf_status read_word(pgf_scan *in, pgf_sign *sign)
{
    size_t end = end_of_word(in, in->at), begin;
    double boost;
    in->at = end;
    if (ends_in_boost(in, sign->at + 1, end, &boost, &begin)) {
        sign->boost = boost;
        end = begin;
    }
    sign->text = in->text + sign->at;
    sign->size = end - sign->at;
    sign->kind = kind_of(sign->text, sign->size, &sign->distance);
    return sign->kind == PGF_SIGN_WORD ? object_to(in, sign) : PGF_OK;
}

/* --- Signs -------------------------------------------------------------------------------------------------------- */

static pgf_status read_phrase(pgf_scan *in, pgf_sign *sign, const quotes *pair, size_t begin)
{
    size_t end = in->size, behind = in->size;
    sign->kind = PGF_SIGN_PHRASE;
    sign->is_unclosed = !find_close(in, pair, begin, &end, &behind);
    sign->text = in->text + begin;
    sign->size = end - begin;
    in->at = behind;
    read_boost(in, sign);
    if (!sign->is_unclosed)
        return PGF_OK;
    return pgf_reading_object(in->reading, sign->at, "the phrase goes on to the end",
                              "the quotation mark is not closed");
}

/* In "me too"-movement the dash joins. */
static bool stands_apart(const pgf_scan *in, size_t at)
{
    if (at == 0)
        return true;
    int32_t before = pgf_utf8_previous(in->text, &at);
    return is_space(before) || is_open(before) || before == ':' || is_minus(before);
}

static bool is_negation(const pgf_scan *in, size_t at, size_t next)
{
    size_t ignored;
    int32_t following = peek(in, next, &ignored);
    return next < in->size && stands_apart(in, at) && !is_space(following) && !is_minus(following) &&
           !is_close(following);
}

/* =word, ="a phrase" */
static bool is_exact(const pgf_scan *in, size_t at, size_t next)
{
    size_t ignored;
    int32_t following = peek(in, next, &ignored);
    bool begins_word = following >= 0x80 || (following >= '0' && following <= '9') ||
                       (following >= 'A' && following <= 'Z') || (following >= 'a' && following <= 'z');
    return next < in->size && stands_apart(in, at) && !is_space(following) && (begins_word || quotes_of(following));
}

/* "(1)(b)" is a word; "(sea OR ocean)" opens a group. */
static bool opens_group(const pgf_scan *in, size_t at)
{
    unsigned open = 0;
    while (at < in->size) {
        size_t next, ignored;
        int32_t c = peek(in, at, &next);
        open += is_open(c);
        open -= is_close(c);
        if (is_space(c) || quotes_of(c))
            return true;
        if (!open) {
            int32_t following = peek(in, next, &ignored);
            return next == in->size || is_space(following) || is_close(following) || following == '^';
        }
        at = next;
    }
    return true;
}

/* type:act. What follows must touch the colon. */
static bool read_field(pgf_scan *in, pgf_sign *sign)
{
    size_t next, length = 0;
    const char *field = pgf_scope_find(in->text + in->at, in->size - in->at, &length);
    if (!field || in->at + length >= in->size || is_space(peek(in, in->at + length, &next)))
        return false;
    sign->kind = PGF_SIGN_FIELD;
    sign->field = field;
    sign->text = in->text + in->at;
    sign->size = length;
    in->at += length;
    return true;
}

static pgf_status read_sign(pgf_scan *in, pgf_sign *sign)
{
    size_t next;
    int32_t c = peek(in, in->at, &next);
    const quotes *pair = quotes_of(c);
    if (pair)
        return read_phrase(in, sign, pair, next);
    if (is_minus(c) && is_negation(in, in->at, next))
        sign->kind = PGF_SIGN_NOT;
    else if (c == '=' && is_exact(in, in->at, next))
        sign->kind = PGF_SIGN_EXACT;
    else if (is_open(c) && opens_group(in, in->at))
        sign->kind = PGF_SIGN_OPEN;
    else if (is_close(c) && in->depth)
        sign->kind = PGF_SIGN_CLOSE;
    else if (read_field(in, sign))
        return PGF_OK;
    else
        return read_word(in, sign);
    sign->text = in->text + in->at;
    sign->size = next - in->at;
    in->at = next;
    if (sign->kind == PGF_SIGN_CLOSE)
        read_boost(in, sign);
    return PGF_OK;
}

pgf_status pgf_scan_next(pgf_scan *in)
{
    size_t next;
    while (in->at < in->size && is_space(peek(in, in->at, &next)))
        in->at = next;
    in->sign = (pgf_sign){.kind = PGF_SIGN_END, .at = in->at, .boost = 1};
    return in->at < in->size ? read_sign(in, &in->sign) : PGF_OK;
}
