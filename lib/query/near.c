/* Chains of NEAR and NEXT. */
#include "query/parser.h"

enum { DISTANCE_MAX = 50 };

/* May it stand near something: words, phrases, and any of several words? */
static bool may_be_near(const pgf_query_node *node)
{
    if (pgf_query_is_leaf(node))
        return true;
    for (size_t i = 0; i < node->child_count && node->kind == PGF_NODE_OR; i++)
        if (!pgf_query_is_leaf(&node->children[i]))
            return false;
    return node->kind == PGF_NODE_OR;
}

static pgf_status warn_of_distance(pgf_parser *p, const pgf_sign *sign)
{
    return pgf_reading_object(p->scan.reading, sign->at, "it is taken as that", "%.*s: %d is the most", (int)sign->size,
                              sign->text, DISTANCE_MAX);
}

/* What a chain of NEAR and NEXT is made of: all of it must hold. */
typedef struct {
    pgf_nodes all, near; /* `near`: operands of the one being made */
    pgf_sign sign;       /* of it */
    pgf_query_node last;
    bool has_last; /* it is in `all` by itself */
} chain;

static unsigned distance_of(const pgf_sign *sign)
{
    return sign->distance < DISTANCE_MAX ? sign->distance : DISTANCE_MAX;
}

/* The one being made is done. */
static pgf_status end_near(pgf_parser *p, chain *c)
{
    if (!c->near.count)
        return PGF_OK;
    pgf_query_node node = pgf_node_make(PGF_NODE_NEAR);
    node.is_ordered = c->sign.kind == PGF_SIGN_NEXT;
    node.distance = distance_of(&c->sign);
    node.children = c->near.items;
    node.child_count = c->near.count;
    c->near = (pgf_nodes){0};
    return pgf_nodes_add(p->scan.reading, &c->all, &node);
}

static pgf_status join_near(pgf_parser *p, chain *c, const pgf_sign *sign, const pgf_query_node *right)
{
    pgf_status status = PGF_OK;
    bool is_same = c->near.count && c->sign.kind == sign->kind && distance_of(&c->sign) == distance_of(sign);
    if (sign->distance > DISTANCE_MAX)
        status = warn_of_distance(p, sign);
    if (!status && !is_same)
        status = end_near(p, c);
    if (!status && !c->near.count) /* a NEAR/3 b NEXT/1 c: b is near both */
        status = pgf_nodes_copy(p->scan.reading, &c->last);
    if (!status && !c->near.count)
        status = pgf_nodes_add(p->scan.reading, &c->near, &c->last);
    c->has_last = false;
    c->sign = *sign;
    return status ? status : pgf_nodes_add(p->scan.reading, &c->near, right);
}

static pgf_status join_far(pgf_parser *p, chain *c, const pgf_sign *sign, const pgf_query_node *right)
{
    pgf_status status = pgf_reading_object(p->scan.reading, sign->at, "it is read as AND",
                                           "%.*s takes words and phrases, no groups", (int)sign->size, sign->text);
    bool is_in = c->near.count > 0 || c->has_last;
    c->has_last = true;
    if (!status)
        status = end_near(p, c);
    if (!status && !is_in)
        status = pgf_nodes_add_flat(p->scan.reading, &c->all, PGF_NODE_AND, &c->last);
    return status ? status : pgf_nodes_add_flat(p->scan.reading, &c->all, PGF_NODE_AND, right);
}

static bool is_near(const pgf_parser *p)
{
    return p->scan.sign.kind == PGF_SIGN_NEAR || p->scan.sign.kind == PGF_SIGN_NEXT;
}

pgf_status pgf_parser_read_near(pgf_parser *p, pgf_query_node *out)
{
    chain c = {0};
    pgf_nodes run = {0};
    pgf_status status = pgf_parser_read_item(p, &c.last);
    *out = c.last;
    bool any = false;
    while (!status && is_near(p)) {
        pgf_sign sign;
        pgf_query_node right;
        bool joined;
        status = pgf_parser_read_right(p, &sign, pgf_parser_read_item, &right, &joined);
        if (!status && !joined)
            status = pgf_nodes_add(p->scan.reading, &run, &right);
        if (status || !joined)
            continue;
        any = true;
        status = may_be_near(&c.last) && may_be_near(&right) ? join_near(p, &c, &sign, &right)
                                                             : join_far(p, &c, &sign, &right);
        c.last = right;
    }
    if (!status)
        status = end_near(p, &c);
    if (!status && any)
        pgf_nodes_close(out, PGF_NODE_AND, &c.all);
    return status || !run.count ? status : pgf_parser_put_beside(p, out, &run);
}
