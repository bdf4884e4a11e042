#include "query/nodes.h"

pgf_status pgf_nodes_add(pgf_reading *reading, pgf_nodes *to, const pgf_query_node *node)
{
    pgf_query_node *items = pgf_arena_grow(&reading->query->arena, to->items, to->count, &to->capacity, sizeof *items);
    if (!items)
        return pgf_reading_no_memory(reading);
    to->items = items;
    to->items[to->count++] = *node;
    return PGF_OK;
}

pgf_query_node pgf_node_make(pgf_node_kind kind)
{
    return (pgf_query_node){.kind = kind, .is_used = true, .boost = 1};
}

bool pgf_nodes_are_flat(pgf_node_kind within, const pgf_query_node *child)
{
    return child->kind == within && (within == PGF_NODE_RUN || within == PGF_NODE_AND || within == PGF_NODE_OR);
}

pgf_status pgf_nodes_add_flat(pgf_reading *reading, pgf_nodes *to, pgf_node_kind within, const pgf_query_node *node)
{
    if (!pgf_nodes_are_flat(within, node))
        return pgf_nodes_add(reading, to, node);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < node->child_count && !status; i++)
        status = pgf_nodes_add(reading, to, &node->children[i]);
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

pgf_status pgf_nodes_copy(pgf_reading *reading, pgf_query_node *node)
{
    pgf_nodes children = {0};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < node->child_count && !status; i++) {
        status = pgf_nodes_add(reading, &children, &node->children[i]);
        if (!status)
            status = pgf_nodes_copy(reading, &children.items[i]);
    }
    node->children = children.items;
    return status;
}
