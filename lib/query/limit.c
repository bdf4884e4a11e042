/* Of a long query the rarest words: they say most, and cost least. */
#include "query/reading.h"
#include <paragraf/search.h>
#include <stdlib.h>

typedef struct {
    size_t word;
    unsigned documents;
} rarity;

static bool counts(const pgf_query_node *leaf)
{
    return leaf->part == PGF_RANKS;
}

/* A word that no document has finds nothing: it goes before the commonest. */
static int by_rarity(const void *a, const void *b)
{
    const rarity *left = a, *right = b;
    if (!left->documents != !right->documents)
        return left->documents ? -1 : 1;
    if (left->documents != right->documents)
        return left->documents < right->documents ? -1 : 1;
    return left->word < right->word ? -1 : 1;
}

static void use_tokens(pgf_query *query, const pgf_query_node *node)
{
    for (size_t i = 0; i < node->token_count; i++)
        query->words[node->tokens[i].word].is_used = true;
}

static pgf_status drop_commonest(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    rarity *words = pgf_arena_take(&query->arena, (query->word_count + 1) * sizeof *words);
    if (!words)
        return pgf_reading_no_memory(reading);
    size_t used = 0;
    for (size_t i = 0; i < query->word_count; i++)
        if (query->words[i].is_used)
            words[used++] = (rarity){i, query->words[i].documents};
    if (used <= PGF_QUERY_WORDS)
        return PGF_OK;
    qsort(words, used, sizeof *words, by_rarity);
    for (size_t i = PGF_QUERY_WORDS; i < used; i++)
        query->words[words[i].word].is_used = false;
    return pgf_reading_warn(reading, "The query has %zu words: the %d rarest are used", used, PGF_QUERY_WORDS);
}

/* Tokens whose word was dropped go now: a phrase may have the word, too, and then it is used after all. */
static void drop_tokens(const pgf_query *query, pgf_query_node *node)
{
    size_t kept = 0;
    for (size_t i = 0; i < node->token_count; i++)
        if (query->words[node->tokens[i].word].is_used)
            node->tokens[kept++] = node->tokens[i];
    node->is_cut = kept < node->token_count;
    node->token_count = kept;
}

/* A citation stays when all its words do; of a word of several tokens, those that stay. */
static void drop_leaves(pgf_query *query)
{
    for (size_t i = 0; i < query->leaf_count; i++) {
        pgf_query_node *leaf = query->leaves[i];
        size_t used = 0;
        for (size_t j = 0; j < leaf->token_count; j++)
            used += query->words[leaf->tokens[j].word].is_used;
        if (counts(leaf))
            leaf->is_used = leaf->kind == PGF_NODE_WORD ? used > 0 : used == leaf->token_count;
        if (counts(leaf) && leaf->kind == PGF_NODE_WORD && leaf->is_used)
            drop_tokens(query, leaf);
    }
}

/* Of any of several words, what is left of them. */
static void drop_groups(pgf_query_node *root)
{
    for (size_t i = 0; i < root->child_count; i++) {
        pgf_query_node *node = &root->children[i];
        size_t kept = 0;
        if (node->part != PGF_RANKS || node->kind != PGF_NODE_OR)
            continue;
        for (size_t j = 0; j < node->child_count; j++)
            kept += node->children[j].is_used;
        node->is_used = kept > 0;
    }
}

static void add_to_sequence(pgf_query *query, size_t *sequence, const pgf_query_node *node)
{
    for (size_t i = 0; i < node->token_count && node->is_used && node->part != PGF_EXCLUDES; i++)
        sequence[query->sequence_size++] = node->tokens[i].word;
    for (size_t i = 0; i < node->child_count; i++) {
        sequence[query->sequence_size++] = PGF_NO_WORD;
        add_to_sequence(query, sequence, &node->children[i]);
    }
    if (!pgf_query_is_leaf(node))
        sequence[query->sequence_size++] = PGF_NO_WORD;
}

static size_t count_nodes(const pgf_query_node *node)
{
    size_t count = 2 + node->token_count;
    for (size_t i = 0; i < node->child_count; i++)
        count += count_nodes(&node->children[i]);
    return count;
}

static pgf_status make_sequence(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    size_t *sequence = pgf_arena_take(&query->arena, (count_nodes(&query->root) + 1) * sizeof *sequence);
    if (!sequence)
        return pgf_reading_no_memory(reading);
    for (size_t i = 0; i < query->root.child_count; i++)
        add_to_sequence(query, sequence, &query->root.children[i]);
    query->sequence = sequence;
    return PGF_OK;
}

pgf_status pgf_reading_limit(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    for (size_t i = 0; i < query->leaf_count; i++)
        if (counts(query->leaves[i]))
            use_tokens(query, query->leaves[i]);
    pgf_status status = drop_commonest(reading);
    if (status)
        return status;
    drop_leaves(query);
    drop_groups(&query->root);
    for (size_t i = 0; i < query->leaf_count; i++)
        if (query->leaves[i]->part == PGF_HOLDS)
            use_tokens(query, query->leaves[i]);
    return make_sequence(reading);
}
