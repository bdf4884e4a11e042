/* What is left of the tree once its words are known: which part each node has, and its leaves in a row. */
#include "query/nodes.h"
#include "query/scopes.h"
#include <paragraf/search.h>
#include <string.h>

static bool is_value(const pgf_query_node *node)
{
    return pgf_query_is_leaf(node) && pgf_scope_is_value(node->field);
}

/* --- Nodes that say nothing --------------------------------------------------------------------------------------- */

static bool is_empty(const pgf_query_node *node)
{
    if (node->kind == PGF_NODE_DATE)
        return false;
    if (is_value(node))
        return node->size == 0;
    return pgf_query_is_leaf(node) ? node->token_count == 0 : node->child_count == 0;
}

static bool is_same(const pgf_query_node *a, const pgf_query_node *b)
{
    if (a->kind != b->kind || a->is_quoted != b->is_quoted || a->is_exact != b->is_exact ||
        a->token_count != b->token_count || a->child_count != b->child_count || a->distance != b->distance ||
        a->is_ordered != b->is_ordered)
        return false;
    if ((a->field != b->field && (!a->field || !b->field || strcmp(a->field, b->field) != 0)) ||
        a->kind == PGF_NODE_DATE || is_value(a))
        return false;
    for (size_t i = 0; i < a->token_count; i++)
        if (a->tokens[i].word != b->tokens[i].word)
            return false;
    for (size_t i = 0; i < a->child_count; i++)
        if (!is_same(&a->children[i], &b->children[i]))
            return false;
    return true;
}

/* Words may come again: who stands next to whom counts. */
static bool is_repeated(const pgf_query_node *parent, size_t count, const pgf_query_node *node)
{
    for (size_t i = 0; i < count && node->kind != PGF_NODE_WORD; i++)
        if (is_same(&parent->children[i], node))
            return true;
    return false;
}

static bool is_needless(const pgf_query_node *node)
{
    return node->child_count == 1 && (node->kind == PGF_NODE_RUN || node->kind == PGF_NODE_AND ||
                                      node->kind == PGF_NODE_OR || node->kind == PGF_NODE_NEAR);
}

static bool has_group(const pgf_query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++)
        if (pgf_nodes_are_flat(node->kind, &node->children[i]))
            return true;
    return false;
}

/* What is left of "(* AND (a b)) c" is a run in a run. */
static pgf_status flatten(pgf_reading *reading, pgf_query_node *node)
{
    pgf_nodes children = {0};
    pgf_status status = PGF_OK;
    if (!has_group(node))
        return PGF_OK;
    for (size_t i = 0; i < node->child_count && !status; i++)
        status = pgf_nodes_add_flat(reading, &children, node->kind, &node->children[i]);
    node->children = children.items;
    node->child_count = children.count;
    return status;
}

static pgf_status prune(pgf_reading *reading, pgf_query_node *node)
{
    size_t kept = 0;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < node->child_count && !status; i++) {
        pgf_query_node *child = &node->children[i];
        status = prune(reading, child);
        if (!is_empty(child) && !is_repeated(node, kept, child))
            node->children[kept++] = *child;
    }
    node->child_count = kept;
    if (!status)
        status = flatten(reading, node);
    if (!status && node != &reading->query->root && is_needless(node)) {
        pgf_query_node only = node->children[0];
        *node = only;
    }
    return status;
}

/* --- Parts -------------------------------------------------------------------------------------------------------- */

/* Does it count like a word: words, and any of several words? */
static bool is_like_a_word(const pgf_query_node *node)
{
    if (pgf_query_is_leaf(node))
        return !node->is_quoted && !node->field;
    for (size_t i = 0; i < node->child_count && node->kind == PGF_NODE_OR; i++)
        if (node->children[i].kind != PGF_NODE_WORD || node->children[i].field)
            return false;
    return node->kind == PGF_NODE_OR;
}

static void set_part(pgf_query_node *node, pgf_node_part part)
{
    if (node->kind == PGF_NODE_NOT)
        part = PGF_EXCLUDES;
    node->part = part;
    for (size_t i = 0; i < node->child_count; i++)
        set_part(&node->children[i], part);
}

/* --- Leaves ------------------------------------------------------------------------------------------------------- */

static size_t count_leaves(const pgf_query_node *node)
{
    size_t count = pgf_query_is_leaf(node) && !is_value(node);
    for (size_t i = 0; i < node->child_count; i++)
        count += count_leaves(&node->children[i]);
    return count;
}

static void add_leaves(pgf_query *query, pgf_query_node *node)
{
    if (pgf_query_is_leaf(node) && !is_value(node))
        query->leaves[query->leaf_count++] = node;
    for (size_t i = 0; i < node->child_count; i++)
        add_leaves(query, &node->children[i]);
}

/* Conditions are not dropped from a long query, as words are: there must not be too many. */
static size_t count_conditions(const pgf_query_node *node)
{
    size_t count = (pgf_query_is_leaf(node) || node->kind == PGF_NODE_DATE) && node->part != PGF_RANKS;
    for (size_t i = 0; i < node->child_count; i++)
        count += count_conditions(&node->children[i]);
    return count;
}

pgf_status pgf_reading_arrange(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    pgf_query_node *root = &query->root;
    pgf_status status = prune(reading, root);
    if (status)
        return status;
    for (size_t i = 0; i < root->child_count; i++)
        set_part(&root->children[i], is_like_a_word(&root->children[i]) ? PGF_RANKS : PGF_HOLDS);
    query->leaves = pgf_arena_take(&query->arena, (count_leaves(root) + 1) * sizeof(pgf_query_node *));
    if (!query->leaves)
        return pgf_reading_no_memory(reading);
    add_leaves(query, root);
    size_t conditions = count_conditions(root);
    if (conditions > PGF_QUERY_WORDS)
        return pgf_fail(reading->err, PGF_ELIMIT,
                        "the query has %zu phrases, exclusions and words with operators: %d are the most it may have; "
                        "leave some out",
                        conditions, PGF_QUERY_WORDS);
    return PGF_OK;
}
