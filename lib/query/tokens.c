/* Words and phrases to tokens, by the chain that documents go through. */
#include "query/reading.h"
#include "text/fold.h"
#include <paragraf/search.h>
#include <string.h>

/* A term as the analyser gave it. */
typedef struct {
    const char *word;
    size_t size;
    size_t begin, end;
    unsigned position;
    pgf_term_kind kind;
} found_term;

typedef struct {
    pgf_reading *reading;
    found_term *terms;
    size_t count, capacity;
} found_terms;

static pgf_status add_found(void *payload, const pgf_term *term)
{
    found_terms *found = payload;
    pgf_arena *arena = &found->reading->query->arena;
    bool is_word = term->kind == PGF_TERM_WORD;
    size_t size = is_word ? term->word_size : term->size;
    const char *word = pgf_arena_copy(arena, is_word ? term->word : term->text, size);
    found->terms = pgf_arena_grow(arena, found->terms, found->count, &found->capacity, sizeof *found->terms);
    if (!word || !found->terms)
        return PGF_ENOMEM;
    found->terms[found->count++] = (found_term){word, size, term->begin, term->end, term->position, term->kind};
    return PGF_OK;
}

/* Is it the last character of a run of several, which the pair before it holds already? */
static bool is_covered(const found_terms *found, size_t i)
{
    return i > 0 && found->terms[i - 1].kind == PGF_TERM_PAIR && found->terms[i - 1].end == found->terms[i].end;
}

static bool begins_pair(const found_terms *found, size_t i)
{
    return i + 1 < found->count && found->terms[i + 1].kind == PGF_TERM_PAIR &&
           found->terms[i + 1].position == found->terms[i].position;
}

/* In a phrase every position needs its term, so that what follows a run of Han stands next to its last character. */
static bool is_wanted(const found_terms *found, size_t i, bool in_phrase)
{
    if (found->terms[i].kind != PGF_TERM_CHARACTER)
        return true;
    if (begins_pair(found, i))
        return false;
    return !is_covered(found, i) || (in_phrase && i + 1 < found->count);
}

static bool has_digit(const found_term *term)
{
    for (size_t i = 0; i < term->size; i++)
        if (term->word[i] >= '0' && term->word[i] <= '9')
            return true;
    return false;
}

/*
 * COVID-19, 5(2), S/RES/1325, 第5条第2項 stand in a row. Not so a sentence without spaces that has a number in it: Han
 * and kana are part of a citation only in runs of one or two.
 */
static bool is_citation(const found_terms *found)
{
    bool any_digit = false;
    size_t tokens = 0;
    for (size_t i = 0, run = 0; i < found->count; i++) {
        const found_term *term = &found->terms[i];
        any_digit = any_digit || (term->kind == PGF_TERM_WORD && has_digit(term));
        tokens += is_wanted(found, i, true);
        run = term->kind == PGF_TERM_CHARACTER ? run + 1 : run;
        if (run > 2)
            return false;
        if (!begins_pair(found, i) && term->kind != PGF_TERM_PAIR)
            run = 0;
    }
    return any_digit && tokens > 1 && tokens <= PGF_PHRASE_WORDS;
}

/* What a stemmer gets of a word that no document has: its span, without the full stops of an acronym. */
static pgf_status lower_span(pgf_reading *reading, const pgf_query_node *node, const found_term *term,
                             pgf_query_word *word)
{
    pgf_buffer plain = {0}, lower = {0};
    pgf_status status = PGF_OK;
    for (size_t at = term->begin; at < term->end && !status; at++)
        if (node->text[at] != '.')
            status = pgf_buffer_append_char(&plain, node->text[at]);
    if (!status)
        status = pgf_lower(plain.bytes, plain.size, &lower);
    if (!status) {
        word->lower = pgf_arena_copy(&reading->query->arena, lower.bytes, lower.size);
        word->lower_size = lower.size;
    }
    pgf_buffer_dispose(&plain);
    pgf_buffer_dispose(&lower);
    return status || !word->lower ? PGF_ENOMEM : PGF_OK;
}

static pgf_status add_word(pgf_reading *reading, const pgf_query_node *node, const found_term *term, size_t *index)
{
    pgf_query *query = reading->query;
    for (size_t i = 0; i < query->word_count; i++) {
        const pgf_query_word *word = &query->words[i];
        if (word->size == term->size && !memcmp(word->word, term->word, term->size)) {
            *index = i;
            return PGF_OK;
        }
    }
    query->words =
        pgf_arena_grow(&query->arena, query->words, query->word_count, &reading->word_capacity, sizeof *query->words);
    if (!query->words)
        return PGF_ENOMEM;
    pgf_query_word *word = &query->words[query->word_count];
    *word = (pgf_query_word){.word = term->word, .size = term->size, .kind = term->kind};
    *index = query->word_count++;
    return term->kind == PGF_TERM_WORD ? lower_span(reading, node, term, word) : PGF_OK;
}

static pgf_status add_tokens(pgf_reading *reading, pgf_query_node *node, const found_terms *found)
{
    pgf_status status = PGF_OK;
    node->tokens = pgf_arena_take(&reading->query->arena, (found->count + 1) * sizeof *node->tokens);
    if (!node->tokens)
        return PGF_ENOMEM;
    for (size_t i = 0; i < found->count && !status; i++) {
        if (!is_wanted(found, i, node->kind == PGF_NODE_PHRASE))
            continue;
        const found_term *term = &found->terms[i];
        pgf_query_token *token = &node->tokens[node->token_count++];
        *token = (pgf_query_token){0, term->position, term->begin, term->end, term->kind};
        status = add_word(reading, node, term, &token->word);
    }
    return status;
}

static pgf_status tokenize(pgf_reading *reading, pgf_query_node *node)
{
    found_terms found = {.reading = reading};
    pgf_status status = pgf_analyze(reading->analyzer, "", node->text, node->size, add_found, &found);
    if (status)
        return pgf_reading_no_memory(reading);
    if (node->kind == PGF_NODE_WORD && is_citation(&found))
        node->kind = PGF_NODE_PHRASE;
    if (add_tokens(reading, node, &found))
        return pgf_reading_no_memory(reading);
    if (node->kind != PGF_NODE_PHRASE || node->token_count <= PGF_PHRASE_WORDS)
        return PGF_OK;
    if (!node->is_unclosed)
        return pgf_fail(reading->err, PGF_ELIMIT,
                        "the query has a phrase of %zu words: %d are the most a phrase may have; shorten it",
                        node->token_count, PGF_PHRASE_WORDS);
    node->kind = PGF_NODE_WORD; /* most likely no phrase was meant */
    node->is_quoted = false;
    return PGF_OK;
}

static bool is_same(const pgf_query_node *a, const pgf_query_node *b)
{
    if (a->kind != b->kind || a->is_quoted != b->is_quoted || a->token_count != b->token_count)
        return false;
    if (a->kind == PGF_NODE_NOT)
        return is_same(a->children, b->children);
    for (size_t i = 0; i < a->token_count; i++)
        if (a->tokens[i].word != b->tokens[i].word)
            return false;
    return true;
}

/* Words may come again: who stands next to whom counts. */
static bool is_repeated(const pgf_query_node *root, size_t count, const pgf_query_node *node)
{
    for (size_t i = 0; i < count && node->kind != PGF_NODE_WORD; i++)
        if (is_same(&root->children[i], node))
            return true;
    return false;
}

pgf_status pgf_reading_tokenize(pgf_reading *reading)
{
    pgf_query_node *root = &reading->query->root;
    size_t kept = 0, strict = 0;
    for (size_t i = 0; i < root->child_count; i++) {
        pgf_query_node *child = &root->children[i];
        pgf_query_node *node = child->kind == PGF_NODE_NOT ? child->children : child;
        pgf_status status = tokenize(reading, node);
        if (status)
            return status;
        if (node->token_count == 0 || is_repeated(root, kept, child))
            continue;
        strict += node->is_quoted;
        root->children[kept++] = *child;
    }
    root->child_count = kept;
    if (strict > PGF_QUERY_WORDS)
        return pgf_fail(reading->err, PGF_ELIMIT,
                        "the query has %zu phrases and exclusions: %d are the most it may have; leave some out", strict,
                        PGF_QUERY_WORDS);
    return PGF_OK;
}
