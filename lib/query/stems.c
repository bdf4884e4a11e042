/*
 * Words to terms: in each language the stems that the vocabulary records, or what the stemmer makes of a word that it
 * does not know. Languages with less than a hundredth of the documents are mostly texts whose language was mistaken:
 * there only records count.
 */
#include "query/function_words.h"
#include "query/reading.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>

enum { LANGUAGES = 64 }; /* of the index, the most frequent */

/* Of one language: how many words of the query it has, and in how many documents. */
typedef struct {
    size_t index;
    unsigned words;
    double documents;
} standing;

typedef struct {
    pgf_reading *reading;
    pgf_query_word *word;
    size_t capacity;
    uint64_t known;                /* bit i: documents of language i have the word                        */
    double documents, as_function; /* that have it; of these, those in whose language it is function word */
    standing *standings;           /* of LANGUAGES */
} look_up;

/* `language`: where it holds, LANGUAGES for one that does not matter. */
static pgf_status add_term(look_up *look, const char *stem, size_t size, size_t language)
{
    pgf_query_word *word = look->word;
    pgf_arena *arena = &look->reading->query->arena;
    uint32_t holds = language < look->reading->query->stemmed_count ? UINT32_C(1) << (language & 31) : 0;
    for (size_t i = 0; i < word->term_count; i++)
        if (word->terms[i].size == size && !memcmp(word->terms[i].text, stem, size)) {
            word->terms[i].foreign &= ~holds;
            return PGF_OK;
        }
    word->terms = pgf_arena_grow(arena, word->terms, word->term_count, &look->capacity, sizeof *word->terms);
    const char *text = pgf_arena_copy(arena, stem, size);
    if (!word->terms || !text)
        return pgf_reading_no_memory(look->reading);
    uint32_t all = (UINT32_C(1) << look->reading->query->stemmed_count) - 1;
    word->terms[word->term_count++] = (pgf_query_term){.text = text, .size = size, .foreign = all & ~holds};
    return PGF_OK;
}

static size_t language_index(const pgf_query_index *index, const char *code)
{
    for (size_t i = 0; i < index->language_count && i < LANGUAGES; i++)
        if (!strcmp(index->languages[i].code, code))
            return i;
    return LANGUAGES;
}

static pgf_status add_record(void *payload, const pgf_query_record *record)
{
    look_up *look = payload;
    size_t language = language_index(look->reading->index, record->language);
    if (language < LANGUAGES) {
        look->known |= UINT64_C(1) << language;
        look->standings[language].documents += record->documents;
    }
    look->documents += record->documents;
    if (pgf_is_function_word(record->language, look->word->word, look->word->size))
        look->as_function += record->documents;
    return add_term(look, record->stem, record->stem_size, language);
}

/* Characters of Han, kana and Hangul have no vocabulary: they tell a language by themselves, or leave a few. */
static void note_script(look_up *look)
{
    const pgf_query_word *word = look->word;
    size_t at = 0;
    int32_t c = utf8_next(word->word, word->size, &at);
    const char *languages = c >= 0xAC00 && c <= 0xD7A3 ? "ko" : c >= 0x3040 && c <= 0x30FF ? "ja" : "ja zh ko";
    for (size_t i = 0; i < look->reading->index->language_count && i < LANGUAGES; i++) {
        const pgf_query_language *language = &look->reading->index->languages[i];
        if (strlen(language->code) != 2 || !strstr(languages, language->code))
            continue;
        look->standings[i].words++;
        look->standings[i].documents += language->documents;
    }
}

static pgf_status find_word(look_up *look)
{
    const pgf_query_index *source = look->reading->index;
    pgf_query_word *word = look->word;
    if (word->kind != PGF_TERM_WORD) {
        pgf_status status = add_term(look, word->word, word->size, LANGUAGES);
        if (!status)
            word->terms[0].foreign = 0;
        note_script(look);
        return status;
    }
    if (word->route >= PGF_BY_PATTERN)
        return pgf_reading_expand(look->reading, word, add_record, look);
    pgf_status status = source->find(source->payload, word->word, word->size, add_record, look, look->reading->err);
    word->is_function = look->documents > 0 && look->as_function * 2 >= look->documents;
    for (size_t i = 0; i < LANGUAGES; i++)
        if (look->known >> i & 1 && !pgf_reading_has_digit(word->word, word->size))
            look->standings[i].words++;
    return status;
}

/* Where no record says otherwise, the stemmer does. */
static pgf_status add_stems(look_up *look)
{
    const pgf_query *query = look->reading->query;
    pgf_query_word *word = look->word;
    bool is_stemmed = word->kind == PGF_TERM_WORD && word->route < PGF_BY_PATTERN;
    for (size_t i = 0; i < query->stemmed_count && is_stemmed; i++) {
        const char *stem;
        size_t size;
        if (look->known >> i & 1)
            continue;
        if (pgf_stem(look->reading->analyzer, query->stemmed[i], word->lower, word->lower_size, &stem, &size))
            return pgf_reading_no_memory(look->reading);
        pgf_status status = size > 0 && size <= PGF_TERM_MAX ? add_term(look, stem, size, i) : PGF_OK;
        if (status)
            return status;
        if (look->documents == 0)
            word->is_function |= pgf_is_function_word(query->stemmed[i], word->word, word->size);
    }
    return PGF_OK;
}

static int by_documents(const void *a, const void *b)
{
    const pgf_query_term *left = a, *right = b;
    if (left->documents != right->documents)
        return left->documents < right->documents ? 1 : -1;
    size_t shorter = left->size < right->size ? left->size : right->size;
    int order = memcmp(left->text, right->text, shorter);
    return order ? order : (left->size > right->size) - (left->size < right->size);
}

/* Terms that no document has go, and the rarest of too many. */
static pgf_status count_terms(look_up *look)
{
    const pgf_query_index *index = look->reading->index;
    pgf_query_word *word = look->word;
    size_t kept = 0;
    for (size_t i = 0; i < word->term_count; i++) {
        pgf_query_term term = word->terms[i];
        pgf_status status =
            index->count(index->payload, term.text, term.size, &term.documents, &term.occurrences, look->reading->err);
        if (status)
            return status;
        if (term.documents > 0)
            word->terms[kept++] = term;
    }
    word->term_count = kept;
    if (kept > 1)
        qsort(word->terms, kept, sizeof *word->terms, by_documents);
    size_t most = word->route < PGF_BY_PATTERN ? PGF_WORD_TERMS : PGF_EXPANSIONS;
    word->term_count = kept < most ? kept : most;
    uint64_t documents = 0;
    for (size_t i = 0; i < word->term_count; i++) {
        documents += word->terms[i].documents;
        word->occurrences += word->terms[i].occurrences;
    }
    word->documents = documents < index->documents ? (unsigned)documents : index->documents;
    return PGF_OK;
}

static int by_standing(const void *a, const void *b)
{
    const standing *left = a, *right = b;
    if (left->words != right->words)
        return left->words < right->words ? 1 : -1;
    if (left->documents < right->documents || left->documents > right->documents)
        return left->documents < right->documents ? 1 : -1;
    return left->index < right->index ? -1 : 1;
}

/* Those that know as many words as the best one, and are no mere quotation of it: a tenth of its documents. */
static pgf_status set_languages(pgf_reading *reading, standing *standings)
{
    pgf_query *query = reading->query;
    for (size_t i = 0; i < LANGUAGES; i++)
        standings[i].index = i;
    qsort(standings, LANGUAGES, sizeof *standings, by_standing);
    const char **languages = pgf_arena_take(&query->arena, LANGUAGES * sizeof *languages);
    if (!languages)
        return pgf_reading_no_memory(reading);
    query->languages = languages;
    for (size_t i = 0; i < LANGUAGES && standings[i].words > 0 && standings[i].words == standings[0].words; i++) {
        if (standings[i].documents * 10 < standings[0].documents)
            break;
        const char *code = reading->index->languages[standings[i].index].code;
        languages[query->language_count] = pgf_arena_copy(&query->arena, code, strlen(code));
        if (!languages[query->language_count++])
            return pgf_reading_no_memory(reading);
    }
    return PGF_OK;
}

static pgf_status set_stemmed(pgf_reading *reading)
{
    const pgf_query_index *index = reading->index;
    pgf_query *query = reading->query;
    for (size_t i = 0; i < index->language_count && i < PGF_STEMMED_LANGUAGES; i++) {
        const pgf_query_language *language = &index->languages[i];
        if (i > 0 && (double)language->documents * 100 < index->documents)
            break;
        query->stemmed[i] = pgf_arena_copy(&query->arena, language->code, strlen(language->code));
        if (!query->stemmed[i])
            return pgf_reading_no_memory(reading);
        query->stemmed_count++;
    }
    return PGF_OK;
}

pgf_status pgf_reading_look_up(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    standing standings[LANGUAGES] = {{0}};
    look_up *looks = pgf_arena_take(&query->arena, (query->word_count + 1) * sizeof *looks);
    if (!looks)
        return pgf_reading_no_memory(reading);
    pgf_status status = set_stemmed(reading);
    for (size_t i = 0; i < query->word_count && !status; i++) {
        looks[i] = (look_up){.reading = reading, .word = &query->words[i], .standings = standings};
        status = find_word(&looks[i]);
    }
    for (size_t i = 0; i < query->word_count && !status; i++) {
        status = add_stems(&looks[i]);
        if (!status)
            status = count_terms(&looks[i]);
    }
    return status ? status : set_languages(reading, standings);
}
