#include "query/conditions.h"
#include "index/schema.h"
#include "query/dates.h"
#include "query/filters.h"
#include "query/scopes.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Words -------------------------------------------------------------------------------------------------------- */

static xap_query *prefixed_term(pgf_builder *builder, const char *prefix, const pgf_query_term *of)
{
    char term[PGF_TERM_MAX + 8];
    int size = snprintf(term, sizeof term, "%s%.*s", prefix, (int)of->size, of->text);
    return pgf_build_term(builder, term, (size_t)size);
}

xap_query *pgf_condition_word(pgf_builder *builder, const pgf_query *query, size_t index, const char *field)
{
    const pgf_query_word *word = &query->words[index];
    const char *prefix = field ? pgf_schema_find(field)->prefix : "";
    pgf_query_list terms = {0};
    if (word->term_count == 0)
        return pgf_build_nothing(builder);
    for (size_t i = 0; i < word->term_count; i++)
        pgf_query_list_add(builder, &terms, prefixed_term(builder, prefix, &word->terms[i]));
    return pgf_build(builder, XAP_OR, &terms);
}

static bool is_known(const pgf_query *query, const pgf_query_node *leaf)
{
    for (size_t i = 0; i < leaf->token_count; i++)
        if (query->words[leaf->tokens[i].word].term_count == 0)
            return false;
    return true;
}

xap_query *pgf_condition_phrase(pgf_builder *builder, const pgf_query *query, const pgf_query_node *leaf)
{
    pgf_query_list words = {0};
    if (!is_known(query, leaf))
        return pgf_build_nothing(builder);
    for (size_t i = 0; i < leaf->token_count; i++)
        pgf_query_list_add(builder, &words, pgf_condition_word(builder, query, leaf->tokens[i].word, leaf->field));
    return pgf_build(builder, XAP_PHRASE, &words);
}

/* All its words of content, or all when there are none. */
static xap_query *words_condition(pgf_builder *builder, const pgf_query *query, const pgf_query_node *leaf)
{
    pgf_query_list all = {0};
    bool any = false;
    for (size_t i = 0; i < leaf->token_count; i++)
        any = any || !query->words[leaf->tokens[i].word].is_function;
    for (size_t i = 0; i < leaf->token_count; i++)
        if (!any || !query->words[leaf->tokens[i].word].is_function)
            pgf_query_list_add(builder, &all, pgf_condition_word(builder, query, leaf->tokens[i].word, leaf->field));
    return pgf_build(builder, XAP_AND, &all);
}

static bool is_function(const pgf_query *query, const pgf_query_node *node)
{
    if (node->kind != PGF_NODE_WORD || pgf_scope_is_value(node->field))
        return false;
    for (size_t i = 0; i < node->token_count; i++)
        if (!query->words[node->tokens[i].word].is_function)
            return false;
    return true;
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

static xap_query *value_condition(pgf_builder *builder, const pgf_query_node *leaf)
{
    char *value = strndup(leaf->text, leaf->size);
    xap_query *query = value ? pgf_filter_value(builder, leaf->field, value) : NULL;
    if (!value)
        pgf_builder_no_memory(builder);
    free(value);
    return query;
}

static xap_query *verified_condition(pgf_builder *builder, const pgf_query_node *leaf)
{
    pgf_query_list any = {0};
    for (size_t i = 0; i < leaf->id_count; i++)
        pgf_query_list_add(builder, &any, pgf_build_filter(builder, "id", leaf->ids[i]));
    return any.count ? pgf_build(builder, XAP_OR, &any) : pgf_build_nothing(builder);
}

/* --- Nodes -------------------------------------------------------------------------------------------------------- */

static xap_query *leaf_condition(pgf_builder *builder, const pgf_query *query, const pgf_query_node *leaf)
{
    if (pgf_scope_is_value(leaf->field))
        return value_condition(builder, leaf);
    if (leaf->is_verified)
        return verified_condition(builder, leaf);
    return leaf->kind == PGF_NODE_PHRASE ? pgf_condition_phrase(builder, query, leaf)
                                         : words_condition(builder, query, leaf);
}

/*
 * What Xapian may be asked to be near of an operand: any of its words, of a phrase the word at the side where the other
 * operand stands.
 */
static xap_query *near_operand(pgf_builder *builder, const pgf_query *query, const pgf_query_node *node, bool is_left)
{
    pgf_query_list any = {0};
    if (node->kind == PGF_NODE_PHRASE || node->token_count > 1) {
        size_t side = is_left ? node->token_count - 1 : 0;
        return pgf_condition_word(builder, query, node->tokens[side].word, node->field);
    }
    if (node->token_count == 1)
        return pgf_condition_word(builder, query, node->tokens[0].word, node->field);
    for (size_t i = 0; i < node->child_count; i++)
        if (is_known(query, &node->children[i]))
            pgf_query_list_add(builder, &any, near_operand(builder, query, &node->children[i], is_left));
    return any.count ? pgf_build(builder, XAP_OR, &any) : pgf_build_nothing(builder);
}

/* Xapian has an OR of terms in NEAR, but nothing of what no document has. */
static bool may_match(const pgf_query *query, const pgf_query_node *operand)
{
    bool any = operand->kind != PGF_NODE_OR;
    for (size_t i = 0; i < operand->child_count; i++)
        any = any || is_known(query, &operand->children[i]);
    return any && is_known(query, operand);
}

static xap_query *pair_condition(pgf_builder *builder, const pgf_query *query, const pgf_query_node *near,
                                 const pgf_query_node *left)
{
    const pgf_query_node *right = left + 1;
    xap_query *both[2] = {NULL, NULL}, *pair = NULL;
    if (!may_match(query, left) || !may_match(query, right))
        return pgf_build_nothing(builder);
    both[0] = near_operand(builder, query, left, true);
    both[1] = near_operand(builder, query, right, false);
    if (!builder->failed && xap_query_combine(&pair, near->is_ordered ? XAP_PHRASE : XAP_NEAR, both, 2,
                                              near->distance + 1, &builder->problem))
        builder->failed = true;
    xap_query_free(both[0]);
    xap_query_free(both[1]);
    return builder->failed ? NULL : pair;
}

static xap_query *near_condition(pgf_builder *builder, const pgf_query *query, const pgf_query_node *near)
{
    pgf_query_list all = {0};
    for (size_t i = 0; i + 1 < near->child_count; i++)
        pgf_query_list_add(builder, &all, pair_condition(builder, query, near, &near->children[i]));
    for (size_t i = 0; i < near->child_count; i++)
        if (near->children[i].kind != PGF_NODE_WORD || near->children[i].token_count > 1)
            pgf_query_list_add(builder, &all, pgf_condition(builder, query, &near->children[i]));
    return pgf_build(builder, XAP_AND, &all);
}

static xap_query *not_condition(pgf_builder *builder, const pgf_query *query, const pgf_query_node *node)
{
    xap_query *without = pgf_condition(builder, query, node->children);
    return without ? pgf_build_pair(builder, XAP_AND_NOT, pgf_build_everything(builder), without) : NULL;
}

/* Function words between others are no condition: "the AND of" has no others. */
static xap_query *all_condition(pgf_builder *builder, const pgf_query *query, const pgf_query_node *node)
{
    pgf_query_list all = {0};
    bool any = false;
    for (size_t i = 0; i < node->child_count; i++)
        any = any || !is_function(query, &node->children[i]);
    for (size_t i = 0; i < node->child_count; i++)
        if (node->kind == PGF_NODE_AND || !any || !is_function(query, &node->children[i]))
            pgf_query_list_add(builder, &all, pgf_condition(builder, query, &node->children[i]));
    return pgf_build(builder, XAP_AND, &all);
}

xap_query *pgf_condition(pgf_builder *builder, const pgf_query *query, const pgf_query_node *node)
{
    pgf_query_list any = {0};
    switch (node->kind) {
    case PGF_NODE_WORD:
    case PGF_NODE_PHRASE:
        return leaf_condition(builder, query, node);
    case PGF_NODE_RUN:
    case PGF_NODE_AND:
        return all_condition(builder, query, node);
    case PGF_NODE_OR:
        for (size_t i = 0; i < node->child_count; i++)
            pgf_query_list_add(builder, &any, pgf_condition(builder, query, &node->children[i]));
        return pgf_build(builder, XAP_OR, &any);
    case PGF_NODE_NEAR:
        return near_condition(builder, query, node);
    case PGF_NODE_NOT:
        return not_condition(builder, query, node);
    case PGF_NODE_FIELD:
        return pgf_condition(builder, query, node->children);
    case PGF_NODE_DATE:
        return pgf_dates_query(builder, node->from, node->to);
    }
    return NULL;
}
