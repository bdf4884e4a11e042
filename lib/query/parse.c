/*
 * Signs to a tree, by recursive descent:
 *
 *   run    = either { either }                       side by side
 *   either = both { OR both }
 *   both   = near { AND near }
 *   near   = item { NEAR/n item | NEXT/n item }
 *   item   = { NOT } ( word | phrase | "(" run ")" | field value )
 *
 * Nothing is an error: an operator without something on both sides is a word, and a warning says so.
 */
#include "query/dates.h"
#include "query/parser.h"
#include "query/scopes.h"
#include <paragraf/search.h>
#include <string.h>

enum { NESTING_MAX = 20 };

static pgf_status read_run(pgf_parser *p, pgf_query_node *out);

pgf_status pgf_parser_advance(pgf_parser *p)
{
    for (;;) {
        pgf_status status = pgf_scan_next(&p->scan);
        pgf_sign_kind kind = p->scan.sign.kind;
        bool opens = kind == PGF_SIGN_OPEN && p->scan.depth >= NESTING_MAX;
        if (status || !(opens || (kind == PGF_SIGN_CLOSE && p->ignored)))
            return status;
        if (opens && !p->warned_of_depth)
            status = pgf_reading_object(p->scan.reading, p->scan.sign.at, "those behind are not read",
                                        "brackets are nested deeper than %d", NESTING_MAX);
        if (status)
            return status;
        p->warned_of_depth = p->warned_of_depth || opens;
        p->ignored += opens ? 1 : -1U;
    }
}

/* A group's boost is that of all its words. */
static void boost(pgf_query_node *node, double factor)
{
    node->boost *= factor;
    for (size_t i = 0; i < node->child_count; i++)
        boost(&node->children[i], factor);
}

static pgf_status wrap(pgf_parser *p, pgf_query_node *node, pgf_node_kind kind)
{
    pgf_nodes child = {0};
    pgf_status status = pgf_nodes_add(p->scan.reading, &child, node);
    *node = pgf_node_make(kind);
    node->children = child.items;
    node->child_count = child.count;
    return status;
}

/* --- Values of fields --------------------------------------------------------------------------------------------- */

static pgf_query_node leaf_of(const pgf_parser *p, const pgf_sign *sign)
{
    bool is_phrase = sign->kind == PGF_SIGN_PHRASE;
    pgf_query_node node = pgf_node_make(is_phrase ? PGF_NODE_PHRASE : PGF_NODE_WORD);
    node.is_quoted = is_phrase;
    node.is_unclosed = sign->is_unclosed;
    node.at = sign->at;
    node.text = sign->text;
    node.size = sign->size;
    node.field = p->field;
    node.boost = sign->boost;
    return node;
}

static pgf_status read_dates(pgf_parser *p, const pgf_sign *sign, pgf_query_node *out)
{
    pgf_dates dates;
    *out = leaf_of(p, sign);
    if (!pgf_dates_read(&dates, sign->text, sign->size)) {
        out->field = NULL;
        return pgf_reading_object(p->scan.reading, sign->at, "they are searched as words",
                                  "no dates (write date:2023, date:2023-05..2024 or date:>=2023-05-17)");
    }
    out->kind = PGF_NODE_DATE;
    out->from = pgf_arena_copy(&p->scan.reading->query->arena, dates.from, strlen(dates.from));
    out->to = pgf_arena_copy(&p->scan.reading->query->arena, dates.to, strlen(dates.to));
    return out->from && out->to ? PGF_OK : pgf_reading_no_memory(p->scan.reading);
}

/* A value that holds quotation marks could not be printed between them. */
static pgf_status drop_quotes(pgf_parser *p, pgf_query_node *leaf)
{
    char *plain = pgf_arena_copy(&p->scan.reading->query->arena, leaf->text, leaf->size);
    size_t kept = 0;
    if (!plain)
        return pgf_reading_no_memory(p->scan.reading);
    for (size_t i = 0; i < leaf->size; i++)
        if (plain[i] != '"')
            plain[kept++] = plain[i];
    leaf->text = plain;
    leaf->size = kept;
    return PGF_OK;
}

static pgf_status read_value(pgf_parser *p, const pgf_sign *sign, pgf_query_node *out)
{
    if (p->field && !strcmp(p->field, "date"))
        return read_dates(p, sign, out);
    *out = leaf_of(p, sign);
    bool has_quotes = pgf_scope_is_value(p->field) && memchr(out->text, '"', out->size);
    return has_quotes ? drop_quotes(p, out) : PGF_OK;
}

/* --- Items -------------------------------------------------------------------------------------------------------- */

static bool joins(pgf_sign_kind kind)
{
    return kind == PGF_SIGN_AND || kind == PGF_SIGN_OR || kind == PGF_SIGN_NEAR || kind == PGF_SIGN_NEXT;
}

static bool ends(const pgf_parser *p)
{
    return p->scan.sign.kind == PGF_SIGN_END || p->scan.sign.kind == PGF_SIGN_CLOSE;
}

/* An operator that joins nothing. */
static pgf_status read_as_word(pgf_parser *p, const pgf_sign *sign, pgf_query_node *out)
{
    pgf_sign word = *sign;
    word.kind = PGF_SIGN_WORD;
    *out = leaf_of(p, &word);
    if (out->field && !strcmp(out->field, "date"))
        out->field = NULL;
    return pgf_reading_object(p->scan.reading, sign->at, "it is searched as a word", "%.*s has nothing to join",
                              (int)sign->size, sign->text);
}

static pgf_status read_group(pgf_parser *p, pgf_query_node *out)
{
    size_t at = p->scan.sign.at;
    p->scan.depth++;
    pgf_status status = pgf_parser_advance(p);
    if (!status)
        status = read_run(p, out);
    p->scan.depth--;
    if (status)
        return status;
    if (p->scan.sign.kind == PGF_SIGN_END && out->kind == PGF_NODE_RUN && !out->child_count)
        return PGF_OK;
    if (p->scan.sign.kind == PGF_SIGN_END)
        return pgf_reading_object(p->scan.reading, at, "it goes on to the end", "the bracket is not closed");
    boost(out, p->scan.sign.boost);
    return pgf_parser_advance(p);
}

static void make_exact(pgf_query_node *leaf)
{
    if (pgf_scope_is_value(leaf->field) || !pgf_query_is_leaf(leaf))
        return;
    leaf->kind = PGF_NODE_PHRASE;
    leaf->is_quoted = leaf->is_exact = true;
}

/* Behind the colon: a word, a phrase or a group of them. */
static pgf_status read_scope(pgf_parser *p, pgf_query_node *out)
{
    const pgf_sign field = p->scan.sign;
    pgf_status status = pgf_parser_advance(p);
    if (status)
        return status;
    if (ends(p))
        return read_as_word(p, &field, out);
    p->field = field.field;
    status = pgf_parser_read_item(p, out);
    p->field = NULL;
    bool is_date = !strcmp(field.field, "date"); /* its pgf_nodes are conditions by themselves */
    if (!status && !is_date) {
        status = wrap(p, out, PGF_NODE_FIELD);
        out->field = field.field;
    }
    return status;
}

static pgf_status read_one(pgf_parser *p, pgf_query_node *out)
{
    bool is_exact = p->scan.sign.kind == PGF_SIGN_EXACT;
    pgf_status status = is_exact ? pgf_parser_advance(p) : PGF_OK;
    pgf_sign sign = p->scan.sign;
    if (status)
        return status;
    switch (sign.kind) {
    case PGF_SIGN_OPEN:
        return read_group(p, out);
    case PGF_SIGN_FIELD:
        if (!p->field)
            return read_scope(p, out);
        break;
    case PGF_SIGN_WORD:
    case PGF_SIGN_PHRASE:
        status = read_value(p, &sign, out);
        if (is_exact)
            make_exact(out);
        return status ? status : pgf_parser_advance(p);
    default:
        break;
    }
    status = pgf_parser_advance(p);
    return status ? status : read_as_word(p, &sign, out);
}

static pgf_status read_not(pgf_parser *p, pgf_query_node *out, const pgf_sign *sign, bool is_odd)
{
    if (ends(p) || joins(p->scan.sign.kind))
        return read_as_word(p, sign, out);
    pgf_status status = read_one(p, out);
    return status || !is_odd ? status : wrap(p, out, PGF_NODE_NOT);
}

pgf_status pgf_parser_read_item(pgf_parser *p, pgf_query_node *out)
{
    bool is_odd = false;
    pgf_sign sign = p->scan.sign;
    if (sign.kind != PGF_SIGN_NOT)
        return read_one(p, out);
    pgf_status status = PGF_OK;
    while (p->scan.sign.kind == PGF_SIGN_NOT && !status) {
        is_odd = !is_odd;
        status = pgf_parser_advance(p);
    }
    return status ? status : read_not(p, out, &sign, is_odd);
}

/* --- Operators ---------------------------------------------------------------------------------------------------- */

pgf_status pgf_parser_read_right(pgf_parser *p, pgf_sign *sign, pgf_status (*read)(pgf_parser *, pgf_query_node *),
                                 pgf_query_node *out, bool *joined)
{
    *sign = p->scan.sign;
    pgf_status status = pgf_parser_advance(p);
    *joined = !status && !ends(p) && !joins(p->scan.sign.kind);
    if (status)
        return status;
    return *joined ? read(p, out) : read_as_word(p, sign, out);
}

/* Of the values of a field any will do. */
static pgf_node_kind side_by_side(const pgf_parser *p)
{
    return pgf_scope_is_value(p->field) ? PGF_NODE_OR : PGF_NODE_RUN;
}

pgf_status pgf_parser_put_beside(pgf_parser *p, pgf_query_node *out, const pgf_nodes *words)
{
    pgf_nodes all = {0};
    pgf_node_kind kind = side_by_side(p);
    pgf_status status = pgf_nodes_add_flat(p->scan.reading, &all, kind, out);
    for (size_t i = 0; i < words->count && !status; i++)
        status = pgf_nodes_add(p->scan.reading, &all, &words->items[i]);
    pgf_nodes_close(out, kind, &all);
    return status;
}

/* Operands of one operator; a word that the operator turned out to be stands beside them. */
static pgf_status read_joined(pgf_parser *p, pgf_query_node *out, pgf_sign_kind operator_, pgf_node_kind kind,
                              pgf_status (*read)(pgf_parser *, pgf_query_node *))
{
    pgf_nodes operands = {0}, beside = {0};
    pgf_query_node node;
    pgf_status status = read(p, &node);
    if (!status)
        status = pgf_nodes_add_flat(p->scan.reading, &operands, kind, &node);
    while (!status && p->scan.sign.kind == operator_) {
        pgf_sign sign;
        bool joined;
        status = pgf_parser_read_right(p, &sign, read, &node, &joined);
        if (!status)
            status = joined ? pgf_nodes_add_flat(p->scan.reading, &operands, kind, &node)
                            : pgf_nodes_add(p->scan.reading, &beside, &node);
    }
    if (status)
        return status;
    pgf_nodes_close(out, kind, &operands);
    return beside.count ? pgf_parser_put_beside(p, out, &beside) : PGF_OK;
}

static pgf_status read_both(pgf_parser *p, pgf_query_node *out)
{
    return read_joined(p, out, PGF_SIGN_AND, PGF_NODE_AND, pgf_parser_read_near);
}

static pgf_status read_either(pgf_parser *p, pgf_query_node *out)
{
    return read_joined(p, out, PGF_SIGN_OR, PGF_NODE_OR, read_both);
}

static pgf_status read_run(pgf_parser *p, pgf_query_node *out)
{
    pgf_nodes items = {0};
    pgf_node_kind kind = side_by_side(p);
    pgf_status status = PGF_OK;
    while (!status && !ends(p)) {
        pgf_query_node node;
        status = read_either(p, &node);
        if (!status)
            status = pgf_nodes_add_flat(p->scan.reading, &items, kind, &node);
    }
    if (!status)
        pgf_nodes_close(out, kind, &items);
    return status;
}

pgf_status pgf_reading_parse(pgf_reading *reading, const char *text, size_t size)
{
    pgf_query *query = reading->query;
    pgf_parser p = {.scan = {.reading = reading, .text = text, .size = size}};
    pgf_nodes items = {0};
    pgf_query_node node;
    pgf_status status = pgf_parser_advance(&p);
    if (!status)
        status = read_run(&p, &node);
    if (!status)
        status = pgf_nodes_add_flat(reading, &items, PGF_NODE_RUN, &node);
    query->root = pgf_node_make(PGF_NODE_RUN);
    query->root.children = items.items;
    query->root.child_count = items.count;
    return status;
}
