/* Where what was typed falls apart: words at white space, quotes, the dash of an exclusion. */
#include "index/schema.h"
#include "query/reading.h"
#include "text/utf8.h"
#include <string.h>

enum { OPERATOR_MAX = 64 }; /* bytes: of longer words nobody is warned */

typedef struct {
    pgf_reading *reading;
    const char *text;
    size_t size, at;
    size_t capacity;   /* of the root's children */
    unsigned unclosed; /* bit i: no more mark that closes pairs[i], so nobody need look again */
} source;

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

static int32_t peek(const source *in, size_t at, size_t *next)
{
    *next = at;
    return at < in->size ? utf8_next(in->text, in->size, next) : 0;
}

static bool is_shouted(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((text[i] >= 'a' && text[i] <= 'z') || (text[i] & 0x80))
            return false;
    return true;
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
static bool find_close(source *in, const quotes *pair, size_t at, size_t *end, size_t *behind)
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

static pgf_status add(source *in, bool is_negative, pgf_query_node node)
{
    pgf_query_node *root = &in->reading->query->root;
    root->children = pgf_arena_grow(&in->reading->query->arena, root->children, root->child_count, &in->capacity,
                                    sizeof *root->children);
    if (!root->children)
        return pgf_reading_no_memory(in->reading);
    node.is_used = true;
    pgf_query_node *place = &root->children[root->child_count++];
    *place = node;
    if (!is_negative)
        return PGF_OK;
    node.kind = PGF_NODE_PHRASE;
    node.is_quoted = true;
    *place = (pgf_query_node){.kind = PGF_NODE_NOT, .is_used = true, .child_count = 1};
    place->children = pgf_arena_take(&in->reading->query->arena, sizeof node);
    if (!place->children)
        return pgf_reading_no_memory(in->reading);
    *place->children = node;
    return PGF_OK;
}

static pgf_status read_phrase(source *in, bool is_negative, const quotes *pair, size_t begin)
{
    size_t end = in->size, behind = in->size;
    pgf_query_node node = {.kind = PGF_NODE_PHRASE, .is_quoted = true, .text = in->text + begin};
    if (!find_close(in, pair, begin, &end, &behind)) {
        node.is_unclosed = !is_negative;
        pgf_status status =
            pgf_reading_warn(in->reading, "A quotation mark is not closed: the phrase goes on to the end");
        if (status)
            return status;
    }
    node.size = end - begin;
    in->at = behind;
    return add(in, is_negative, node);
}

/* A quotation mark within a word ends it where another closes the quotation; in 5" it is nothing. */
static size_t end_of_word(source *in, size_t begin)
{
    size_t at = begin;
    while (at < in->size) {
        size_t next, end, behind;
        int32_t c = peek(in, at, &next);
        const quotes *pair = at > begin ? quotes_of(c) : NULL;
        if (is_space(c) || (pair && find_close(in, pair, next, &end, &behind) && end > next))
            break;
        at = next;
    }
    return at;
}

static bool is_operator(const char *word, size_t size)
{
    static const char *const names[] = {"AND", "OR", "NOT", "NEAR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (size >= length && memcmp(word, names[i], length) == 0 && (size == length || word[length] == '/'))
            return true;
    }
    return size > 1 && (word[size - 1] == '*' || word[size - 1] == '~');
}

/* type:act, as other engines narrow. The length of the field's name, 0 when the word is no such thing. */
static size_t narrows(const char *word, size_t size)
{
    char name[OPERATOR_MAX + 1];
    const char *colon = memchr(word, ':', size);
    if (size > OPERATOR_MAX || !colon || colon + 1 == word + size)
        return 0;
    memcpy(name, word, (size_t)(colon - word));
    name[colon - word] = '\0';
    const pgf_field_spec *field = pgf_schema_find(name);
    return field && field->uses & PGF_FIELD_FILTER ? (size_t)(colon - word) : 0;
}

static pgf_status read_word(source *in, bool is_negative, size_t begin)
{
    size_t end = end_of_word(in, begin), size = end - begin;
    size_t name = narrows(in->text + begin, size);
    pgf_status status = PGF_OK;
    in->at = end;
    if (name)
        status = pgf_reading_warn(in->reading, "%.*s is searched as words; to narrow, filter by %.*s=%.*s", (int)size,
                                  in->text + begin, (int)name, in->text + begin, (int)(size - name - 1),
                                  in->text + begin + name + 1);
    if (size <= OPERATOR_MAX && is_operator(in->text + begin, size) && !is_shouted(in->text, in->size))
        status = pgf_reading_warn(in->reading, "%.*s is searched as a word: no operator but \"…\" and - is known yet",
                                  (int)size, in->text + begin);
    pgf_query_node node = {.kind = PGF_NODE_WORD, .text = in->text + begin, .size = size};
    return status ? status : add(in, is_negative, node);
}

/* In "me too"-movement the dash joins. */
static bool stands_apart(const source *in, size_t at)
{
    return at == 0 || is_space(pgf_utf8_previous(in->text, &at));
}

/* What stands at in->at, which is no space: the one place where operators are recognised. */
static pgf_status read_item(source *in)
{
    size_t begin = in->at, next, ignored;
    int32_t c = peek(in, begin, &next);
    bool is_negative = false;
    if (is_minus(c) && next < in->size && stands_apart(in, begin)) {
        int32_t following = peek(in, next, &ignored);
        is_negative = !is_space(following) && !is_minus(following);
    }
    if (is_negative) {
        begin = next;
        c = peek(in, begin, &next);
    }
    const quotes *pair = quotes_of(c);
    return pair ? read_phrase(in, is_negative, pair, next) : read_word(in, is_negative, begin);
}

pgf_status pgf_reading_parse(pgf_reading *reading, const char *text, size_t size)
{
    source in = {.reading = reading, .text = text, .size = size};
    pgf_status status = PGF_OK;
    reading->query->root = (pgf_query_node){.kind = PGF_NODE_RUN, .is_used = true};
    while (!status && in.at < size) {
        size_t next;
        if (is_space(peek(&in, in.at, &next)))
            in.at = next;
        else
            status = read_item(&in);
    }
    return status;
}
