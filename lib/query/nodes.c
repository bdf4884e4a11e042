#include "query/parser.h"
#include "query/scopes.h"

pgf_status pgf_nodes_add(pgf_parser *p, pgf_nodes *to, const pgf_query_node *node)
{
    pgf_query_node *items = pgf_arena_grow(p->arena, to->items, to->count, &to->capacity, sizeof *items);
    if (!items)
        return pgf_reading_no_memory(p->scan.reading);
    to->items = items;
    to->items[to->count++] = *node;
    return PGF_OK;
}

pgf_query_node pgf_node_make(pgf_node_kind kind)
{
    return (pgf_query_node){.kind = kind, .is_used = true, .boost = 1};
}

/* A group of one is that one; a run in a run, or AND in AND, is no group. */
static bool is_transparent(const pgf_query_node *node, pgf_node_kind within)
{
    return node->kind == within && (within == PGF_NODE_RUN || within == PGF_NODE_AND || within == PGF_NODE_OR);
}

pgf_status pgf_nodes_add_flat(pgf_parser *p, pgf_nodes *to, pgf_node_kind within, const pgf_query_node *node)
{
    if (!is_transparent(node, within))
        return pgf_nodes_add(p, to, node);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < node->child_count && !status; i++)
        status = pgf_nodes_add(p, to, &node->children[i]);
    return status;
}

void pgf_nodes_close(pgf_query_node *out, pgf_node_kind kind, const pgf_nodes *children)
{
    if (children->count == 1) {
        *out = children->items[0];
        return;
    }
    *out = pgf_node_make(kind);
    out->children = children->items;
    out->child_count = children->count;
}

pgf_status pgf_nodes_copy(pgf_parser *p, pgf_query_node *node)
{
    pgf_nodes children = {0};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < node->child_count && !status; i++) {
        status = pgf_nodes_add(p, &children, &node->children[i]);
        if (!status)
            status = pgf_nodes_copy(p, &children.items[i]);
    }
    node->children = children.items;
    return status;
}

pgf_status pgf_nodes_put_beside(pgf_parser *p, pgf_query_node *out, const pgf_nodes *words)
{
    pgf_nodes all = {0};
    pgf_node_kind kind = pgf_scope_is_value(p->field) ? PGF_NODE_OR : PGF_NODE_RUN; /* as read_run() has it */
    pgf_status status = pgf_nodes_add_flat(p, &all, kind, out);
    for (size_t i = 0; i < words->count && !status; i++)
        status = pgf_nodes_add(p, &all, &words->items[i]);
    pgf_nodes_close(out, kind, &all);
    return status;
}
