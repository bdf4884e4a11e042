/* Any bytes as a query: a tree whose parts lie in its text, and that is the same when it is printed and read again. */
#include "query/query.h"
#include "text/charset.h"
#include <paragraf/search.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

/* A word that begins with a letter before n is known in two languages; its length says how often. */
static pgf_status find(void *payload, const char *word, size_t size, pgf_query_record_fn *each, void *each_payload,
                       pgf_error *err)
{
    (void)payload;
    (void)err;
    pgf_query_record english = {word, size > 5 ? 5 : size, "en", (unsigned)size * 9};
    pgf_query_record french = {word, size > 4 ? 4 : size, "fr", (unsigned)size};
    if (word[0] > 'n')
        return PGF_OK;
    pgf_status status = each(each_payload, &english);
    return status ? status : each(each_payload, &french);
}

static pgf_status count(void *payload, const char *term, size_t size, unsigned *documents, uint64_t *occurrences,
                        pgf_error *err)
{
    (void)payload;
    (void)err;
    *documents = (unsigned char)term[0] % 7 ? (unsigned)size * 10 : 0;
    *occurrences = (uint64_t)*documents * 3;
    return PGF_OK;
}

static void check_node(const pgf_query *query, const pgf_query_node *node)
{
    must(node->kind == PGF_NODE_WORD || node->kind == PGF_NODE_PHRASE);
    must(node->token_count > 0 && (node->kind == PGF_NODE_WORD || node->token_count <= PGF_PHRASE_WORDS));
    for (size_t i = 0; i < node->token_count; i++) {
        const pgf_query_token *token = &node->tokens[i];
        must(token->word < query->word_count && token->begin < token->end && token->end <= node->size);
    }
}

static void check(const pgf_query *query)
{
    size_t used = 0;
    for (size_t i = 0; i < query->root.child_count; i++) {
        const pgf_query_node *node = &query->root.children[i];
        check_node(query, node->kind == PGF_NODE_NOT ? node->children : node);
        for (size_t j = 0; node->kind == PGF_NODE_WORD && j < node->token_count; j++)
            must(!node->is_used || query->words[node->tokens[j].word].term_count <= PGF_WORD_TERMS);
    }
    for (size_t i = 0; i < query->word_count; i++)
        used += query->words[i].is_content;
    must(used <= PGF_QUERY_WORDS);
    must(pgf_utf8_valid(query->text, query->size) == query->size);
    must(pgf_utf8_valid(query->parsed, strlen(query->parsed)) == strlen(query->parsed));
    for (size_t i = 0; i < query->warning_count; i++)
        must(pgf_utf8_valid(query->warnings[i], strlen(query->warnings[i])) == strlen(query->warnings[i]));
}

/* Words were dropped, or are no phrase because it was too long. */
static bool is_cut(const pgf_query *query)
{
    bool cut = query->word_count > PGF_QUERY_WORDS;
    for (size_t i = 0; i < query->root.child_count; i++)
        cut = cut || (query->root.children[i].is_unclosed && !query->root.children[i].is_quoted);
    return cut;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pgf_analyzer *analyzer;
    static const pgf_query_language languages[] = {{"en", 900}, {"fr", 100}};
    const pgf_query_index index = {find, count, NULL, languages, 2, 1000};
    pgf_query *query = NULL, *again = NULL;
    if (!analyzer && pgf_analyzer_new(&analyzer, NULL) != PGF_OK)
        return 0;
    pgf_status status = pgf_query_read(&query, analyzer, &index, (const char *)data, size, NULL);
    must(status == PGF_OK || status == PGF_ELIMIT);
    if (status)
        return 0;
    check(query);
    status = pgf_query_read(&again, analyzer, &index, query->parsed, strlen(query->parsed), NULL);
    must(status == PGF_OK);
    must(is_cut(query) || strcmp(again->parsed, query->parsed) == 0);
    pgf_query_free(again);
    pgf_query_free(query);
    return 0;
}
