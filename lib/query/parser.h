/* Inside of the parser: signs become nodes. parse.c has the grammar, near.c its chains of NEAR, nodes.c puts nodes together. */
#ifndef PGF_QUERY_PARSER_H
#define PGF_QUERY_PARSER_H

#include "query/scan.h"

typedef struct {
    pgf_scan scan;
    pgf_arena *arena;
    unsigned ignored; /* brackets that are open beyond NESTING_MAX */
    bool warned_of_depth;
    const char *field; /* in whose scope we are; NULL for none      */
} pgf_parser;

/* Children on their way into a node. */
typedef struct {
    pgf_query_node *items;
    size_t count, capacity;
} pgf_nodes;

pgf_query_node pgf_node_make(pgf_node_kind kind);

/* All of the arena. PGF_OK or PGF_ENOMEM. */
pgf_status pgf_nodes_add(pgf_parser *p, pgf_nodes *to, const pgf_query_node *node);
/* The children of `node` when it is of the kind of what they are put into: a run in a run is no group. */
pgf_status pgf_nodes_add_flat(pgf_parser *p, pgf_nodes *to, pgf_node_kind within, const pgf_query_node *node);
/* A node with these children; of one child, that child. */
void pgf_nodes_close(pgf_query_node *out, pgf_node_kind kind, const pgf_nodes *children);
/* Its own copies of all that it is made of, so that it may stand in two places. */
pgf_status pgf_nodes_copy(pgf_parser *p, pgf_query_node *node);
/* Words that operators turned out to be stand beside what they did not join. */
pgf_status pgf_nodes_put_beside(pgf_parser *p, pgf_query_node *out, const pgf_nodes *words);

/* The next sign that counts: of brackets nested too deep neither that which opens nor that which closes does. */
pgf_status pgf_parser_advance(pgf_parser *p);
pgf_status pgf_parser_read_item(pgf_parser *p, pgf_query_node *out);
pgf_status pgf_parser_read_near(pgf_parser *p, pgf_query_node *out);
/* The operator at hand and what stands behind it; `*joined` false when nothing does, and `out` is the word it is then. */
typedef pgf_status pgf_parser_fn(pgf_parser *p, pgf_query_node *out);
pgf_status pgf_parser_read_right(pgf_parser *p, pgf_sign *sign, pgf_parser_fn *read, pgf_query_node *out, bool *joined);

#endif
