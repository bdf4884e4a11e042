/* Of a long query the rarest words: they say most, and cost least. */
#include "query/reading.h"
#include <paragraf/search.h>
#include <stdlib.h>

typedef struct {
    size_t word;
    unsigned documents;
} rarity;

static bool counts(const pgf_query_node *node)
{
    return node->kind == PGF_NODE_WORD || (node->kind == PGF_NODE_PHRASE && !node->is_quoted);
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

/* A node stays when all its words do; of a word of several tokens, those that stay. */
static void drop_nodes(pgf_query *query)
{
    for (size_t i = 0; i < query->root.child_count; i++) {
        pgf_query_node *node = &query->root.children[i];
        size_t used = 0;
        for (size_t j = 0; j < node->token_count; j++)
            used += query->words[node->tokens[j].word].is_used;
        if (counts(node))
            node->is_used = node->kind == PGF_NODE_WORD ? used > 0 : used == node->token_count;
        if (node->kind == PGF_NODE_WORD && node->is_used)
            drop_tokens(query, node);
    }
}

static pgf_status make_sequence(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    size_t tokens = 0;
    for (size_t i = 0; i < query->root.child_count; i++)
        tokens += query->root.children[i].token_count;
    size_t *sequence = pgf_arena_take(&query->arena, (tokens + 1) * sizeof *sequence);
    if (!sequence)
        return pgf_reading_no_memory(reading);
    for (size_t i = 0; i < query->root.child_count; i++) {
        const pgf_query_node *node = &query->root.children[i];
        for (size_t j = 0; j < node->token_count && node->is_used; j++)
            sequence[query->sequence_size++] = node->tokens[j].word;
    }
    query->sequence = sequence;
    return PGF_OK;
}

pgf_status pgf_reading_limit(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    for (size_t i = 0; i < query->root.child_count; i++)
        if (counts(&query->root.children[i]))
            use_tokens(query, &query->root.children[i]);
    pgf_status status = drop_commonest(reading);
    if (status)
        return status;
    drop_nodes(query);
    for (size_t i = 0; i < query->root.child_count; i++)
        if (query->root.children[i].kind == PGF_NODE_PHRASE && query->root.children[i].is_quoted)
            use_tokens(query, &query->root.children[i]);
    return make_sequence(reading);
}
