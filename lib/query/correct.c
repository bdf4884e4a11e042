/* The query as it may have been meant: words that no document has, spelled as the index spells them. */
#include "base/memory.h"
#include "query/reading.h"
#include "query/spelling.h"
#include <string.h>

enum { WORDS_MOST = 8 }; /* that are looked for: nobody makes more slips in a query */

typedef struct {
    pgf_query *query;
    pgf_better_spelling *better; /* of each word */
} correction;

static bool may_be_wrong(const pgf_query_word *word)
{
    return word->is_used && !word->term_count && word->kind == PGF_TERM_WORD && word->route < PGF_BY_PATTERN &&
           !word->is_function && !pgf_reading_has_digit(word->word, word->size);
}

static bool is_better(const correction *c, const pgf_query_node *leaf)
{
    bool any = false;
    for (size_t i = 0; i < leaf->token_count; i++) {
        if (leaf->tokens[i].kind != PGF_TERM_WORD)
            return false;
        any = any || c->better[leaf->tokens[i].word].text;
    }
    return any && leaf->is_used && leaf->part != PGF_EXCLUDES;
}

/* The text of a leaf with other words in the places of its own. */
static pgf_status rewrite(const correction *c, pgf_query_node *leaf, pgf_buffer *text)
{
    size_t end = 0;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < leaf->token_count && !status; i++) {
        pgf_query_token *token = &leaf->tokens[i];
        const pgf_better_spelling *better = &c->better[token->word];
        size_t begin = token->begin;
        status = pgf_buffer_append(text, leaf->text + end, begin - end);
        end = token->end;
        token->begin = text->size;
        if (!status && better->text)
            status = pgf_buffer_append(text, better->text, better->size);
        else if (!status)
            status = pgf_buffer_append(text, leaf->text + begin, end - begin);
        token->end = text->size;
    }
    return status ? status : pgf_buffer_append(text, leaf->text + end, leaf->size - end);
}

static bool is_at_root(const pgf_query *query, const pgf_query_node *leaf)
{
    for (size_t i = 0; i < query->root.child_count; i++)
        if (&query->root.children[i] == leaf)
            return leaf->boost == 1;
    return false;
}

/* Two words in the place of one are a phrase where an operator is about that one. */
static void quote(const correction *c, pgf_query_node *leaf)
{
    for (size_t i = 0; i < leaf->token_count; i++)
        if (c->better[leaf->tokens[i].word].is_two && !is_at_root(c->query, leaf)) {
            leaf->kind = PGF_NODE_PHRASE;
            leaf->is_quoted = true;
        }
}

static pgf_status correct_leaf(const correction *c, pgf_query_node *leaf)
{
    pgf_buffer text = {0};
    pgf_arena *arena = &c->query->arena;
    pgf_query_token *tokens = pgf_arena_take(arena, leaf->token_count * sizeof *tokens);
    if (!tokens)
        return PGF_ENOMEM;
    memcpy(tokens, leaf->tokens, leaf->token_count * sizeof *tokens);
    leaf->tokens = tokens;
    pgf_status status = rewrite(c, leaf, &text);
    if (!status) {
        leaf->text = pgf_arena_copy(arena, text.bytes, text.size);
        leaf->size = text.size;
        quote(c, leaf);
    }
    pgf_buffer_dispose(&text);
    return status || !leaf->text ? PGF_ENOMEM : PGF_OK;
}

/* The tree is printed with other leaves, and then it is again what was typed. */
static pgf_status print(const correction *c, pgf_error *err)
{
    pgf_query *query = c->query;
    pgf_query_node *typed = pgf_arena_take(&query->arena, (query->leaf_count + 1) * sizeof *typed);
    pgf_status status = typed ? PGF_OK : PGF_ENOMEM;
    bool any = false;
    for (size_t i = 0; i < query->leaf_count && typed; i++) {
        typed[i] = *query->leaves[i];
        if (status || !is_better(c, query->leaves[i]))
            continue;
        status = correct_leaf(c, query->leaves[i]);
        any = true;
    }
    if (!status && any) {
        query->corrected = pgf_query_print(query);
        status = query->corrected ? PGF_OK : PGF_ENOMEM;
    }
    for (size_t i = 0; i < query->leaf_count && typed; i++)
        *query->leaves[i] = typed[i];
    return status ? pgf_no_memory(err) : PGF_OK;
}

pgf_status pgf_query_correct(pgf_query *query, const pgf_query_index *index, pgf_error *err)
{
    correction c = {.query = query};
    size_t looked = 0, found = 0;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < query->word_count && looked < WORDS_MOST && !status; i++) {
        if (!may_be_wrong(&query->words[i]))
            continue;
        if (!looked++)
            c.better = pgf_arena_take(&query->arena, query->word_count * sizeof *c.better);
        if (!c.better)
            return pgf_no_memory(err);
        status = pgf_spelling_improve(&c.better[i], query, index, &query->words[i], err);
        found += c.better[i].text != NULL;
    }
    return status || !found ? status : print(&c, err);
}
