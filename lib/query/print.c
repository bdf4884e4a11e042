/* The tree as it could be typed. */
#include "query/reading.h"
#include "query/scan.h"
#include "query/scopes.h"
#include "text/fold.h"
#include "text/utf8.h"
#include <string.h>

/* Tokens as they were typed, a space for what parted them; the pairs of a run of Han overlap and stay together. */
static pgf_status print_tokens(const pgf_query_node *node, pgf_buffer *out)
{
    size_t end = 0;
    bool any = false;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < node->token_count && !status; i++) {
        const pgf_query_token *token = &node->tokens[i];
        size_t begin = token->begin;
        if (any && begin < end)
            begin = end;
        else if (any && begin > end)
            status = pgf_buffer_append_char(out, ' ');
        if (!status && token->end > begin)
            status = pgf_buffer_append(out, node->text + begin, token->end - begin);
        end = token->end;
        any = true;
    }
    return status;
}

/* Would it be read as something that it was not? */
static bool is_sign(int32_t c)
{
    return c == '*' || c == '~' || c == '^' || pgf_reading_is_quote(c);
}

static bool opens(int32_t c)
{
    return c == '(' || c == 0xFF08;
}

static bool closes(int32_t c)
{
    return c == ')' || c == 0xFF09;
}

/* How many brackets the end of [at, end) leaves open. */
static size_t left_open(const char *text, size_t at, size_t end)
{
    size_t open = 0;
    while (at < end) {
        int32_t c = utf8_next(text, end, &at);
        open += opens(c);
        open -= closes(c) && open;
    }
    return open;
}

/*
 * A word of several tokens as it was typed, with the bracket that its end leaves open: 5(2). No mark in it may be read as
 * a sign, and no bracket that has not its other half.
 */
static pgf_status write_whole(const pgf_query_node *node, pgf_buffer *out)
{
    size_t at = node->tokens[0].begin, end = node->tokens[node->token_count - 1].end, open = 0;
    bool is_closed = left_open(node->text, at, end) == 1 && end < node->size && node->text[end] == ')';
    pgf_status status = PGF_OK;
    while (at < end && !status) {
        size_t begin = at;
        int32_t c = utf8_next(node->text, end, &at);
        bool is_half = (closes(c) && !open) || (opens(c) && !is_closed && left_open(node->text, begin, end) > 0);
        open += opens(c) && !is_half;
        open -= closes(c) && open;
        status = is_sign(c) || is_half ? pgf_buffer_append_char(out, '/')
                                       : pgf_buffer_append(out, node->text + begin, at - begin);
    }
    return status || !is_closed ? status : pgf_buffer_append_char(out, ')');
}

/* AND was a word, and so was date:soon. */
static pgf_status print_whole(const pgf_query_node *node, pgf_buffer *out)
{
    pgf_buffer word = {0}, lower = {0};
    pgf_status status = write_whole(node, &word);
    size_t length;
    if (!status && word.bytes && pgf_scope_find(word.bytes, word.size, &length))
        word.bytes[length - 1] = '/';
    bool is_operator = !status && pgf_scan_is_operator(word.bytes, word.size);
    if (is_operator)
        status = pgf_lower(word.bytes, word.size, &lower);
    const pgf_buffer *printed = is_operator ? &lower : &word;
    if (!status)
        status = pgf_buffer_append(out, printed->bytes, printed->size);
    pgf_buffer_dispose(&word);
    pgf_buffer_dispose(&lower);
    return status;
}

/* What stands in brackets inside of what: the later binds closer. */
static int closeness(const pgf_query_node *node)
{
    switch (node->kind) {
    case PGF_NODE_RUN:
        return 0;
    case PGF_NODE_OR:
        return 1;
    case PGF_NODE_AND:
        return 2;
    case PGF_NODE_NEAR:
        return 3;
    case PGF_NODE_NOT:
        return 4;
    default:
        return 5;
    }
}

static pgf_status print_boost(const pgf_query_node *node, pgf_buffer *out)
{
    return node->boost == 1 ? PGF_OK : pgf_buffer_printf(out, "^%.4g", node->boost);
}

static pgf_status print_quoted(const pgf_query_node *node, pgf_buffer *out)
{
    pgf_status status = pgf_buffer_append_text(out, node->is_exact ? "=\"" : "\"");
    if (!status)
        status = node->token_count ? print_tokens(node, out) : pgf_buffer_append(out, node->text, node->size);
    return status ? status : pgf_buffer_append_char(out, '"');
}

static bool is_pattern(const pgf_query *query, const pgf_query_node *node)
{
    return node->token_count == 1 && query->words[node->tokens[0].word].route >= PGF_BY_PATTERN;
}

/* What would be read as something else stands in quotes. */
static bool is_plain_value(const pgf_query_node *node)
{
    unsigned char first = node->size ? (unsigned char)node->text[0] : 0;
    if (first < '.' || first >= 0x80 || strchr(":;<=>?@", first)) /* "-x" would leave out, "=x" be exact */
        return false;
    for (size_t i = 0; i < node->size; i++)
        if (strchr("()\"^", node->text[i]))
            return false;
    size_t length;
    return !node->is_quoted && node->size > 0 && !pgf_scan_is_operator(node->text, node->size) &&
           !pgf_scope_find(node->text, node->size, &length);
}

static pgf_status print_leaf(const pgf_query *query, const pgf_query_node *node, pgf_buffer *out)
{
    pgf_status status;
    if (pgf_scope_is_value(node->field))
        status = is_plain_value(node) ? pgf_buffer_append(out, node->text, node->size) : print_quoted(node, out);
    else if (node->is_quoted)
        status = print_quoted(node, out);
    else if (is_pattern(query, node))
        status = pgf_buffer_append(out, node->text, node->size);
    else if (node->is_cut || node->is_unclosed) /* what was to be a phrase is words with spaces between */
        status = print_tokens(node, out);
    else
        status = print_whole(node, out);
    return status ? status : print_boost(node, out);
}

static pgf_status print_dates(const pgf_query_node *node, pgf_buffer *out)
{
    if (strcmp(node->from, node->to) == 0)
        return pgf_buffer_printf(out, "date:%s", node->from);
    return pgf_buffer_printf(out, "date:%s..%s", node->from, node->to);
}

static pgf_status print_operator(const pgf_query_node *node, pgf_buffer *out)
{
    switch (node->kind) {
    case PGF_NODE_OR:
        return pgf_buffer_append_text(out, " OR ");
    case PGF_NODE_AND:
        return pgf_buffer_append_text(out, " AND ");
    case PGF_NODE_NEAR:
        return pgf_buffer_printf(out, " %s/%u ", node->is_ordered ? "NEXT" : "NEAR", node->distance);
    default:
        return pgf_buffer_append_char(out, ' ');
    }
}

static pgf_status print_node(const pgf_query *query, const pgf_query_node *node, int around, pgf_buffer *out);

static pgf_status print_children(const pgf_query *query, const pgf_query_node *node, pgf_buffer *out)
{
    pgf_status status = PGF_OK;
    bool any = false;
    for (size_t i = 0; i < node->child_count && !status; i++) {
        if (!node->children[i].is_used)
            continue;
        status = any ? print_operator(node, out) : PGF_OK;
        any = true;
        if (!status)
            status = print_node(query, &node->children[i], closeness(node), out);
    }
    return status;
}

/* `around`: how close the node around it binds; one that binds no closer is put in brackets. */
static pgf_status print_node(const pgf_query *query, const pgf_query_node *node, int around, pgf_buffer *out)
{
    if (pgf_query_is_leaf(node))
        return print_leaf(query, node, out);
    if (node->kind == PGF_NODE_DATE)
        return print_dates(node, out);
    bool in_brackets = node->kind != PGF_NODE_FIELD && closeness(node) <= around;
    pgf_status status = in_brackets ? pgf_buffer_append_char(out, '(') : PGF_OK;
    if (!status && node->kind == PGF_NODE_NOT)
        status = pgf_buffer_append_char(out, '-');
    if (!status && node->kind == PGF_NODE_FIELD)
        status = pgf_buffer_printf(out, "%s:", pgf_scope_name(node->field));
    if (!status)
        status = print_children(query, node, out);
    if (!status && in_brackets)
        status = pgf_buffer_append_char(out, ')');
    return status;
}

const char *pgf_query_print(pgf_query *query)
{
    pgf_buffer out = {0};
    pgf_status status = print_children(query, &query->root, &out);
    const char *printed = status ? NULL : pgf_arena_copy(&query->arena, out.bytes, out.size);
    pgf_buffer_dispose(&out);
    return printed;
}

pgf_status pgf_reading_print(pgf_reading *reading)
{
    reading->query->parsed = pgf_query_print(reading->query);
    return reading->query->parsed ? PGF_OK : pgf_reading_no_memory(reading);
}
