/* Words and phrases to tokens, by the chain that documents go through. */
#include "query/reading.h"
#include "query/scopes.h"
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

bool pgf_reading_has_digit(const char *word, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (word[i] >= '0' && word[i] <= '9')
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
        any_digit = any_digit || (term->kind == PGF_TERM_WORD && pgf_reading_has_digit(term->word, term->size));
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

static bool is_same_word(const pgf_query_word *a, const pgf_query_word *b)
{
    if (a->route != b->route || a->edits != b->edits || a->size != b->size || memcmp(a->word, b->word, a->size) != 0)
        return false;
    return a->route != PGF_BY_FORM || (a->lower_size == b->lower_size && !memcmp(a->lower, b->lower, a->lower_size));
}

/* A word that is asked for again has the highest of its boosts. */
static pgf_status keep_word(pgf_reading *reading, const pgf_query_word *model, const pgf_query_node *node,
                            size_t *index)
{
    pgf_query *query = reading->query;
    size_t i = 0;
    while (i < query->word_count && !is_same_word(&query->words[i], model))
        i++;
    *index = i;
    if (i == query->word_count) {
        query->words = pgf_arena_grow(&query->arena, query->words, query->word_count, &reading->word_capacity,
                                      sizeof *query->words);
        if (!query->words)
            return PGF_ENOMEM;
        query->words[query->word_count++] = *model;
        query->words[i].boost = node->boost;
    }
    pgf_query_word *word = &query->words[i];
    word->boost = word->boost > node->boost ? word->boost : node->boost;
    return PGF_OK;
}

static pgf_status add_word(pgf_reading *reading, const pgf_query_node *node, const found_term *term, size_t *index)
{
    pgf_query_word model = {.word = term->word, .size = term->size, .kind = term->kind};
    if (term->kind == PGF_TERM_WORD && lower_span(reading, node, term, &model))
        return PGF_ENOMEM;
    if (node->is_exact && term->kind == PGF_TERM_WORD)
        model.route = PGF_BY_FORM;
    return keep_word(reading, &model, node, index);
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

static pgf_status add_pattern(pgf_reading *reading, pgf_query_node *node, const pgf_query_word *model, size_t size)
{
    node->tokens = pgf_arena_take(&reading->query->arena, sizeof *node->tokens);
    if (!node->tokens)
        return pgf_reading_no_memory(reading);
    node->tokens[0] = (pgf_query_token){.position = 1, .end = size, .kind = PGF_TERM_WORD};
    node->token_count = 1;
    if (keep_word(reading, model, node, &node->tokens[0].word))
        return pgf_reading_no_memory(reading);
    return PGF_OK;
}

static pgf_status tokenize_words(pgf_reading *reading, pgf_query_node *node)
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

/* What is excluded is excluded where it stands in a row; when that is too long it is refused, not taken for words. */
static void exclude(pgf_query_node *leaf)
{
    leaf->is_quoted = leaf->is_quoted || leaf->kind == PGF_NODE_WORD;
    leaf->kind = PGF_NODE_PHRASE;
    leaf->is_unclosed = false;
}

static pgf_status tokenize_leaf(pgf_reading *reading, pgf_query_node *node, bool is_excluded)
{
    pgf_query_word model;
    size_t size;
    bool is_pattern = false;
    pgf_status status = PGF_OK;
    if (pgf_scope_is_value(node->field))
        return PGF_OK;
    if (node->kind == PGF_NODE_WORD)
        status = pgf_reading_pattern(reading, node, &model, &size, &is_pattern);
    if (status)
        return status;
    if (is_excluded && !is_pattern)
        exclude(node);
    return is_pattern ? add_pattern(reading, node, &model, size) : tokenize_words(reading, node);
}

static pgf_status tokenize(pgf_reading *reading, pgf_query_node *node, bool is_excluded)
{
    pgf_status status = PGF_OK;
    is_excluded = is_excluded || node->kind == PGF_NODE_NOT;
    if (pgf_query_is_leaf(node))
        status = tokenize_leaf(reading, node, is_excluded);
    for (size_t i = 0; i < node->child_count && !status; i++)
        status = tokenize(reading, &node->children[i], is_excluded);
    return status;
}

pgf_status pgf_reading_tokenize(pgf_reading *reading)
{
    return tokenize(reading, &reading->query->root, false);
}
