/* Inside of the parser: signs become nodes. parse.c has the grammar, near.c its chains of NEAR. */
#ifndef PGF_QUERY_PARSER_H
#define PGF_QUERY_PARSER_H

#include "query/nodes.h"
#include "query/scan.h"

typedef struct {
    pgf_scan scan;
    unsigned ignored; /* brackets that are open beyond NESTING_MAX */
    bool warned_of_depth;
    const char *field; /* in whose scope we are; NULL for none      */
} pgf_parser;

/* The next sign that counts: of brackets nested too deep neither that which opens nor that which closes does. */
pgf_status pgf_parser_advance(pgf_parser *p);
pgf_status pgf_parser_read_item(pgf_parser *p, pgf_query_node *out);
pgf_status pgf_parser_read_near(pgf_parser *p, pgf_query_node *out);
/* Words that operators turned out to be stand beside what they did not join. */
pgf_status pgf_parser_put_beside(pgf_parser *p, pgf_query_node *out, const pgf_nodes *words);
/* The operator at hand and what stands behind it; `*joined` false when nothing does, and `out` is the word it is then. */
typedef pgf_status pgf_parser_fn(pgf_parser *p, pgf_query_node *out);
pgf_status pgf_parser_read_right(pgf_parser *p, pgf_sign *sign, pgf_parser_fn *read, pgf_query_node *out, bool *joined);

#endif
