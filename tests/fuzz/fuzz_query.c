/* Any bytes as a query: a tree whose parts lie in its text, and that is the same when it is printed and read again. */
#include "query/plan.h"
#include "text/charset.h"
#include "text/utf8.h"
#include <paragraf/search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(condition) must_hold(condition, #condition)

static void must_hold(bool holds, const char *condition)
{
    if (holds)
        return;
    fprintf(stderr, "not so: %s\n", condition);
    abort();
}

/* A word that begins with a letter before n is known in two languages; its length says how often. */
static pgf_status find(void *payload, const char *word, size_t size, pgf_query_record_fn *each, void *each_payload,
                       pgf_error *err)
{
    (void)payload;
    (void)err;
    pgf_query_record english = {word, size, word, size > 5 ? 5 : size, "en", (unsigned)size * 9, word, size};
    pgf_query_record french = {word, size, word, size > 4 ? 4 : size, "fr", (unsigned)size, word, size};
    if (word[0] > 'n')
        return PGF_OK;
    pgf_status status = each(each_payload, &english);
    return status ? status : each(each_payload, &french);
}

/* Words that begin so: the prefix itself, and longer ones. */
static pgf_status walk(void *payload, const char *prefix, size_t size, pgf_query_record_fn *each, void *each_payload,
                       pgf_error *err)
{
    char word[600];
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < 4 && size + i < sizeof word && !status; i++) {
        memcpy(word, prefix, size);
        memset(word + size, 'e', i);
        status = size + i ? find(payload, word, size + i, each, each_payload, err) : PGF_OK;
    }
    return status;
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

typedef struct {
    const char *word;
    size_t size;
    size_t terms;
    bool is_same;
} given_word;

static pgf_status look_at(void *payload, const pgf_term *term)
{
    given_word *of = payload;
    of->terms++;
    of->is_same = term->word_size == of->size && memcmp(term->word, of->word, of->size) == 0;
    return PGF_OK;
}

/* Could a text have given the vocabulary this word? Not l'accord, of which l' comes off. */
static bool may_be_known(pgf_analyzer *analyzer, const char *word, size_t size)
{
    given_word of = {.word = word, .size = size};
    return pgf_analyze(analyzer, "", word, size, look_at, &of) == PGF_OK && of.terms == 1 && of.is_same;
}

static pgf_status offer(pgf_analyzer *analyzer, const char *word, size_t size, pgf_query_record_fn *each,
                        void *each_payload, pgf_error *err)
{
    return may_be_known(analyzer, word, size) ? find(NULL, word, size, each, each_payload, err) : PGF_OK;
}

/* The word without its first letter, and with its last one twice. */
static pgf_status near(void *payload, const char *word, size_t size, size_t same, unsigned edits,
                       pgf_query_record_fn *each, void *each_payload, pgf_error *err)
{
    char longer[PGF_TERM_MAX + 1];
    size_t first = 0;
    (void)edits;
    utf8_next(word, size, &first);
    if (size >= PGF_TERM_MAX)
        return PGF_OK;
    memcpy(longer, word, size);
    longer[size] = 'e';
    pgf_status status = same ? PGF_OK : offer(payload, word + first, size - first, each, each_payload, err);
    return status ? status : offer(payload, longer, size + 1, each, each_payload, err);
}

static void check_leaf(const pgf_query *query, const pgf_query_node *leaf)
{
    must(leaf->kind == PGF_NODE_WORD || leaf->kind == PGF_NODE_PHRASE);
    must(leaf->token_count > 0 && (leaf->kind == PGF_NODE_WORD || leaf->token_count <= PGF_PHRASE_WORDS));
    for (size_t i = 0; i < leaf->token_count; i++) {
        const pgf_query_token *token = &leaf->tokens[i];
        must(token->word < query->word_count && token->begin < token->end && token->end <= leaf->size);
        const pgf_query_word *word = &query->words[token->word];
        must(!leaf->is_used || word->term_count <= (word->route < PGF_BY_PATTERN ? PGF_WORD_TERMS : PGF_EXPANSIONS));
    }
}

static void check_node(const pgf_query_node *node, unsigned depth)
{
    must(depth < 200);
    must(node->kind != PGF_NODE_NOT || node->child_count == 1);
    must(node->kind != PGF_NODE_NEAR || (node->child_count > 1 && node->distance > 0 && node->distance <= 50));
    for (size_t i = 0; i < node->child_count; i++)
        check_node(&node->children[i], depth + 1);
}

/* Xapian takes what is made of it. */
static void check_plan(const pgf_query *query)
{
    pgf_plan plan;
    must(pgf_plan_make(&plan, query, NULL, false, NULL) == PGF_OK);
    pgf_plan_dispose(&plan);
}

static void check(const pgf_query *query)
{
    size_t used = 0;
    check_node(&query->root, 0);
    for (size_t i = 0; i < query->leaf_count; i++)
        check_leaf(query, query->leaves[i]);
    check_plan(query);
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
    for (size_t i = 0; i < query->leaf_count; i++)
        cut = cut || (query->leaves[i]->is_unclosed && !query->leaves[i]->is_quoted);
    return cut;
}

/* Another spelling reads as it was printed, and the query is what it was. */
static void check_corrected(pgf_query *query, pgf_analyzer *analyzer, const pgf_query_index *index)
{
    pgf_query *again = NULL;
    must(pgf_query_correct(query, index, NULL) == PGF_OK);
    check(query);
    if (!query->corrected)
        return;
    pgf_status status =
        pgf_query_read(&again, analyzer, index, query->corrected, strlen(query->corrected), false, NULL);
    must(status == PGF_OK || status == PGF_ELIMIT);
    if (!status && !is_cut(again) && strcmp(again->parsed, query->corrected) != 0) {
        fprintf(stderr, "corrected: %s\nagain:     %s\n", query->corrected, again->parsed);
        abort();
    }
    pgf_query_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pgf_analyzer *analyzer;
    static const pgf_query_language languages[] = {{"en", 900}, {"fr", 100}};
    pgf_query *query = NULL, *again = NULL;
    if (!analyzer && pgf_analyzer_new(&analyzer, NULL) != PGF_OK)
        return 0;
    const pgf_query_index index = {find, walk, count, near, analyzer, languages, 2, 1000};
    pgf_status status = pgf_query_read(&query, analyzer, &index, (const char *)data, size, false, NULL);
    must(status == PGF_OK || status == PGF_ELIMIT);
    if (status)
        return 0;
    check(query);
    status = pgf_query_read(&again, analyzer, &index, query->parsed, strlen(query->parsed), false, NULL);
    must(status == PGF_OK);
    if (!is_cut(query) && strcmp(again->parsed, query->parsed) != 0) {
        fprintf(stderr, "parsed: %s\nagain:  %s\n", query->parsed, again->parsed);
        abort();
    }
    pgf_query_free(again);
    if (!is_cut(query))
        check_corrected(query, analyzer, &index);
    pgf_query_free(query);
    return 0;
}
