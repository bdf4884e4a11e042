/* Putting nodes of the tree together. All of it lies in the query's arena; each function is PGF_OK or PGF_ENOMEM. */
#ifndef PGF_QUERY_NODES_H
#define PGF_QUERY_NODES_H

#include "query/reading.h"

/* Children on their way into a node. Start from {0}. */
typedef struct {
    pgf_query_node *items;
    size_t count, capacity;
} pgf_nodes;

pgf_query_node pgf_node_make(pgf_node_kind kind);

/* Is a child of the kind of the node it is in no group of its own? A run in a run, AND in AND. */
bool pgf_nodes_are_flat(pgf_node_kind within, const pgf_query_node *child);

pgf_status pgf_nodes_add(pgf_reading *reading, pgf_nodes *to, const pgf_query_node *node);
/* The children of `node` where it would be no group of its own. */
pgf_status pgf_nodes_add_flat(pgf_reading *reading, pgf_nodes *to, pgf_node_kind within, const pgf_query_node *node);
/* A node with these children; of one child, that child. */
void pgf_nodes_close(pgf_query_node *out, pgf_node_kind kind, const pgf_nodes *children);
/* Its own copies of all that it is made of, so that it may stand in two places. */
pgf_status pgf_nodes_copy(pgf_reading *reading, pgf_query_node *node);

#endif
