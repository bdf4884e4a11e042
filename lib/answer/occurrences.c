#include "answer/occurrences.h"
#include "base/memory.h"
#include "index/schema.h"
#include <stdlib.h>
#include <string.h>

/* --- Which words -------------------------------------------------------------------------------------------------- */

typedef struct {
    pgf_score_words *out;
    const pgf_query *query;
    double passages;
    bool everything; /* function words are words like others */
} choosing;

static bool has_same_terms(const pgf_query_word *a, const pgf_query_word *b)
{
    if (a->term_count != b->term_count)
        return false;
    for (size_t i = 0; i < a->term_count; i++)
        if (a->terms[i].size != b->terms[i].size || memcmp(a->terms[i].text, b->terms[i].text, a->terms[i].size) != 0)
            return false;
    return true;
}

/* Its number among those chosen; it is added when there is room. PGF_SCORE_WORDS for none. */
static size_t choose(const choosing *c, const pgf_query_word *word)
{
    pgf_score_query *query = &c->out->query;
    for (size_t i = 0; i < query->word_count; i++)
        if (c->out->words[i] == word || has_same_terms(c->out->words[i], word)) {
            query->words[i].times++;
            return i;
        }
    if (query->word_count == PGF_SCORE_WORDS)
        return PGF_SCORE_WORDS;
    bool is_function = !c->everything && word->is_function && word->kind == PGF_TERM_WORD;
    double weight = pgf_score_weight(query->parameters, word->occurrences, word->documents, c->passages) * word->boost;
    c->out->any_in_text = c->out->any_in_text || !is_function;
    c->out->words[query->word_count] = word;
    query->words[query->word_count] = (pgf_score_word){weight, 1, is_function};
    return query->word_count++;
}

static void add_pair(pgf_score_query *query, size_t before, size_t after, unsigned distance)
{
    if (before == after || query->pair_count == PGF_SCORE_WORDS)
        return;
    for (size_t i = 0; i < query->pair_count; i++)
        if (query->pairs[i].before == before && query->pairs[i].after == after)
            return;
    query->pairs[query->pair_count++] = (pgf_score_pair){before, after, distance, false};
}

/* Neighbours are words of content, over the function words between them. */
static void choose_words(const choosing *c)
{
    pgf_score_query *query = &c->out->query;
    size_t last = PGF_SCORE_WORDS;
    unsigned distance = 0;
    for (size_t i = 0; i < c->query->sequence_size; i++) {
        if (c->query->sequence[i] == PGF_NO_WORD) {
            last = PGF_SCORE_WORDS;
            continue;
        }
        const pgf_query_word *word = &c->query->words[c->query->sequence[i]];
        distance++;
        size_t number = word->term_count ? choose(c, word) : PGF_SCORE_WORDS;
        if (number == PGF_SCORE_WORDS || query->words[number].in_title_only)
            continue;
        if (last < PGF_SCORE_WORDS)
            add_pair(query, last, number, distance);
        last = number;
        distance = 0;
    }
}

static size_t number_of(const pgf_score_words *chosen, const pgf_query_word *word)
{
    size_t i = 0;
    while (i < chosen->query.word_count && chosen->words[i] != word && !has_same_terms(chosen->words[i], word))
        i++;
    return i;
}

/* A quoted phrase every hit has somewhere, and a citation such as 5(2) is one only in a row: there is what to show. */
static void mark_phrase(const choosing *c, const pgf_query_node *phrase)
{
    pgf_score_query *query = &c->out->query;
    size_t last = PGF_SCORE_WORDS;
    for (size_t i = 0; i < phrase->token_count; i++) {
        size_t number = number_of(c->out, &c->query->words[phrase->tokens[i].word]);
        if (number == query->word_count || query->words[number].in_title_only)
            continue;
        for (size_t j = 0; j < query->pair_count; j++)
            if (query->pairs[j].before == last && query->pairs[j].after == number)
                query->pairs[j].in_phrase = true;
        last = number;
    }
}

static void mark_phrases(const choosing *c)
{
    for (size_t i = 0; i < c->query->leaf_count; i++)
        if (c->query->leaves[i]->kind == PGF_NODE_PHRASE && c->query->leaves[i]->part != PGF_EXCLUDES)
            mark_phrase(c, c->query->leaves[i]);
}

void pgf_score_words_choose(pgf_score_words *out, const pgf_query *query, const pgf_score_parameters *parameters,
                            double passages)
{
    choosing c = {out, query, passages, false};
    *out = (pgf_score_words){.query.parameters = parameters};
    choose_words(&c);
    if (!out->any_in_text) {
        c.everything = true;
        *out = (pgf_score_words){.query.parameters = parameters};
        choose_words(&c);
    }
    mark_phrases(&c);
    pgf_score_prepare(&out->query);
}

/* --- Where they stand --------------------------------------------------------------------------------------------- */

enum { TITLE_REACH = 100 }; /* so many positions are free behind a title */

void pgf_occurrences_dispose(pgf_occurrences *occurrences)
{
    free(occurrences->items);
    *occurrences = (pgf_occurrences){0};
}

void pgf_occurrence_reader_dispose(pgf_occurrence_reader *reader)
{
    xap_positions_dispose(&reader->positions);
    pgf_buffer_dispose(&reader->term);
}

/* Two ascending lists become one, from behind: what is there moves, the positions go in between. */
static pgf_status merge(pgf_occurrences *out, const xap_positions *positions, unsigned word)
{
    size_t i = out->count, j = positions->count;
    pgf_occurrence *items = pgf_array_grow(out->items, i + j, &out->capacity, sizeof *items);
    if (!items)
        return PGF_ENOMEM;
    out->items = items;
    out->count = i + j;
    while (j > 0) {
        bool is_old = i > 0 && items[i - 1].position > positions->items[j - 1];
        items[i + j - 1] = is_old ? items[i - 1] : (pgf_occurrence){positions->items[j - 1], word};
        i -= is_old;
        j -= !is_old;
    }
    return PGF_OK;
}

/* The same positions, of the title alone: a short list even of a very common word. */
static pgf_status title_term(pgf_buffer *out, const pgf_query_term *term)
{
    pgf_buffer_clear(out);
    pgf_status status = pgf_buffer_append_text(out, pgf_schema_find("title")->prefix);
    return status ? status : pgf_buffer_append(out, term->text, term->size);
}

pgf_status pgf_occurrences_add(pgf_occurrences *out, pgf_occurrence_reader *scratch, pgf_reader *reader, unsigned docid,
                               const pgf_score_words *words, size_t word, size_t term, pgf_error *err)
{
    const pgf_query_term *given = &words->words[word]->terms[term];
    const char *text = given->text;
    size_t size = given->size;
    xap_error problem;
    if (words->query.words[word].in_title_only) {
        if (title_term(&scratch->term, given))
            return pgf_no_memory(err);
        text = scratch->term.bytes;
        size = scratch->term.size;
    }
    if (xap_document_positions(pgf_reader_database(reader), docid, text, size, &scratch->positions, &problem))
        return pgf_reader_failed(reader, &problem, err);
    if (merge(out, &scratch->positions, (unsigned)word))
        return pgf_no_memory(err);
    return PGF_OK;
}

bool pgf_occurrences_may_be_titled(const pgf_occurrences *occurrences)
{
    return occurrences->count > 0 && occurrences->items[0].position <= TITLE_REACH;
}
