#include "answer/occurrences.h"
#include <stdlib.h>
#include <string.h>

/* --- Which words -------------------------------------------------------------------------------------------------- */

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
static size_t choose(pgf_score_words *out, const pgf_query_word *word, double passages)
{
    pgf_score_query *query = &out->query;
    for (size_t i = 0; i < query->word_count; i++)
        if (out->words[i] == word || has_same_terms(out->words[i], word))
            return i;
    if (query->word_count == PGF_SCORE_WORDS)
        return PGF_SCORE_WORDS;
    out->words[query->word_count] = word;
    query->weights[query->word_count] = pgf_score_weight(word->occurrences, passages);
    return query->word_count++;
}

static void add_pair(pgf_score_query *query, size_t before, size_t after, unsigned distance)
{
    if (before == after || query->pair_count == PGF_SCORE_WORDS)
        return;
    for (size_t i = 0; i < query->pair_count; i++)
        if (query->pairs[i].before == before && query->pairs[i].after == after)
            return;
    double weight = (query->weights[before] + query->weights[after]) / 2;
    query->pairs[query->pair_count++] = (pgf_score_pair){before, after, distance, weight};
}

static void choose_words(pgf_score_words *out, const pgf_query *query, double passages, double most)
{
    size_t last = PGF_SCORE_WORDS;
    unsigned distance = 0;
    for (size_t i = 0; i < query->sequence_size; i++) {
        const pgf_query_word *word = &query->words[query->sequence[i]];
        distance++;
        if (word->term_count == 0 || (double)word->occurrences > most)
            continue;
        size_t number = choose(out, word, passages);
        if (number == PGF_SCORE_WORDS)
            continue;
        if (last < PGF_SCORE_WORDS)
            add_pair(&out->query, last, number, distance);
        last = number;
        distance = 0;
    }
}

void pgf_score_words_choose(pgf_score_words *out, const pgf_query *query, const pgf_score_parameters *parameters,
                            double index_words)
{
    double passages = index_words / parameters->passage_words + 1;
    *out = (pgf_score_words){.query.parameters = parameters};
    choose_words(out, query, passages, parameters->common * passages);
    if (!out->query.word_count)
        choose_words(out, query, passages, index_words);
}

/* --- Where they stand --------------------------------------------------------------------------------------------- */

void pgf_occurrences_dispose(pgf_occurrences *occurrences)
{
    free(occurrences->items);
    free(occurrences->spare);
    xap_positions_dispose(&occurrences->positions);
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

pgf_status pgf_occurrences_read(pgf_occurrences *out, pgf_reader *reader, unsigned docid, const pgf_score_words *words,
                                pgf_error *err)
{
    xap_database *database = pgf_reader_database(reader);
    xap_error problem;
    out->count = 0;
    for (size_t i = 0; i < words->query.word_count; i++) {
        const pgf_query_word *word = words->words[i];
        for (size_t j = 0; j < word->term_count; j++) {
            const pgf_query_term *term = &word->terms[j];
            if (xap_document_positions(database, docid, term->text, term->size, &out->positions, &problem))
                return pgf_reader_failed(reader, &problem, err);
            if (out->positions.count && merge(out, (unsigned)i))
                return pgf_fail(err, PGF_ENOMEM, "out of memory");
        }
    }
    return PGF_OK;
}
