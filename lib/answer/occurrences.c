#include "answer/occurrences.h"
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
    double weight = pgf_score_weight(query->parameters, word->occurrences, word->documents, c->passages);
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
    query->pairs[query->pair_count++] = (pgf_score_pair){before, after, distance};
}

/* Neighbours are words of content, over the function words between them. */
static void choose_words(const choosing *c)
{
    pgf_score_query *query = &c->out->query;
    size_t last = PGF_SCORE_WORDS;
    unsigned distance = 0;
    for (size_t i = 0; i < c->query->sequence_size; i++) {
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

void pgf_score_words_choose(pgf_score_words *out, const pgf_query *query, const pgf_score_parameters *parameters,
                            double index_words)
{
    choosing c = {out, query, index_words / parameters->passage_words + 1, false};
    *out = (pgf_score_words){.query.parameters = parameters};
    choose_words(&c);
    if (out->any_in_text)
        return;
    c.everything = true;
    *out = (pgf_score_words){.query.parameters = parameters};
    choose_words(&c);
}

/* --- Where they stand --------------------------------------------------------------------------------------------- */

void pgf_occurrences_dispose(pgf_occurrences *occurrences)
{
    free(occurrences->items);
    free(occurrences->spare);
    xap_positions_dispose(&occurrences->positions);
    pgf_buffer_dispose(&occurrences->term);
    *occurrences = (pgf_occurrences){0};
}

static pgf_status reserve(pgf_occurrences *out, size_t count)
{
    if (count <= out->capacity)
        return PGF_OK;
    size_t capacity = count > out->capacity * 2 ? count : out->capacity * 2;
    pgf_occurrence *items = realloc(out->items, capacity * sizeof *items);
    out->items = items ? items : out->items;
    pgf_occurrence *spare = items ? realloc(out->spare, capacity * sizeof *spare) : NULL;
    out->spare = spare ? spare : out->spare;
    out->capacity = spare ? capacity : out->capacity;
    return spare ? PGF_OK : PGF_ENOMEM;
}

/* Two ascending lists become one: the positions just read go in between what is there. */
static pgf_status merge(pgf_occurrences *out, unsigned word)
{
    const xap_positions *positions = &out->positions;
    size_t count = out->count + positions->count, i = 0, j = 0;
    if (reserve(out, count))
        return PGF_ENOMEM;
    for (size_t at = 0; at < count; at++) {
        bool is_old = j == positions->count || (i < out->count && out->items[i].position <= positions->items[j]);
        out->spare[at] = is_old ? out->items[i] : (pgf_occurrence){positions->items[j], word};
        i += is_old;
        j += !is_old;
    }
    pgf_occurrence *merged = out->spare;
    out->spare = out->items;
    out->items = merged;
    out->count = count;
    return PGF_OK;
}

typedef struct {
    pgf_occurrences *out;
    pgf_reader *reader;
    unsigned docid;
    pgf_error *err;
} reading;

static pgf_status read_term(const reading *r, const char *term, size_t size, unsigned word)
{
    xap_error problem;
    if (xap_document_positions(pgf_reader_database(r->reader), r->docid, term, size, &r->out->positions, &problem))
        return pgf_reader_failed(r->reader, &problem, r->err);
    if (r->out->positions.count && merge(r->out, word))
        return pgf_fail(r->err, PGF_ENOMEM, "out of memory");
    return PGF_OK;
}

/* The same positions, of the title alone: a short list even of a very common word. */
static pgf_status read_title_term(const reading *r, const pgf_query_term *term, unsigned word)
{
    pgf_buffer *titled = &r->out->term;
    pgf_buffer_clear(titled);
    pgf_status status = pgf_buffer_append_text(titled, pgf_schema_find("title")->prefix);
    if (!status)
        status = pgf_buffer_append(titled, term->text, term->size);
    return status ? pgf_fail(r->err, status, "out of memory") : read_term(r, titled->bytes, titled->size, word);
}

static pgf_status read_words(const reading *r, const pgf_score_words *words, bool in_title_only)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < words->query.word_count && !status; i++) {
        const pgf_query_word *word = words->words[i];
        if (words->query.words[i].in_title_only != in_title_only)
            continue;
        for (size_t j = 0; j < word->term_count && !status; j++)
            status = in_title_only ? read_title_term(r, &word->terms[j], (unsigned)i)
                                   : read_term(r, word->terms[j].text, word->terms[j].size, (unsigned)i);
    }
    return status;
}

pgf_status pgf_occurrences_read(pgf_occurrences *out, pgf_reader *reader, unsigned docid, unsigned title_words,
                                const pgf_score_words *words, pgf_error *err)
{
    reading r = {out, reader, docid, err};
    out->count = 0;
    pgf_status status = read_words(&r, words, false);
    /* a title without a word of content says nothing by its function words */
    if (status || !out->count || out->items[0].position > title_words)
        return status;
    return read_words(&r, words, true);
}
