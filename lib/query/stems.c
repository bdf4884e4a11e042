/* Words to terms: the stems that the vocabulary records, or what the stemmers make of a word it does not know. */
#include "query/function_words.h"
#include "query/reading.h"
#include <stdlib.h>
#include <string.h>

enum {
    LANGUAGES = 64,        /* of the index, the most frequent: others know no word for sure   */
    STEMMED_LANGUAGES = 12 /* an unknown word goes through so many stemmers                   */
};

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

static pgf_status add_term(look_up *look, const char *stem, size_t size)
{
    pgf_query_word *word = look->word;
    pgf_arena *arena = &look->reading->query->arena;
    for (size_t i = 0; i < word->term_count; i++)
        if (word->terms[i].size == size && !memcmp(word->terms[i].text, stem, size))
            return PGF_OK;
    word->terms = pgf_arena_grow(arena, word->terms, word->term_count, &look->capacity, sizeof *word->terms);
    const char *text = pgf_arena_copy(arena, stem, size);
    if (!word->terms || !text)
        return pgf_reading_no_memory(look->reading);
    word->terms[word->term_count++] = (pgf_query_term){.text = text, .size = size};
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
    return add_term(look, record->stem, record->stem_size);
}

static bool is_number(const pgf_query_word *word)
{
    for (size_t i = 0; i < word->size; i++)
        if (word->word[i] >= '0' && word->word[i] <= '9')
            return true;
    return false;
}

static pgf_status find_word(look_up *look)
{
    const pgf_query_index *source = look->reading->index;
    pgf_query_word *word = look->word;
    if (word->kind != PGF_TERM_WORD)
        return add_term(look, word->word, word->size);
    pgf_status status = source->find(source->payload, word->word, word->size, add_record, look, look->reading->err);
    word->is_function = look->documents > 0 && look->as_function * 2 >= look->documents;
    for (size_t i = 0; i < LANGUAGES; i++)
        if (look->known >> i & 1 && !is_number(word))
            look->standings[i].words++;
    return status;
}

static pgf_status add_stem(look_up *look, const char *language)
{
    const pgf_query_word *word = look->word;
    const char *stem;
    size_t size;
    if (pgf_stem(look->reading->analyzer, language, word->lower, word->lower_size, &stem, &size))
        return pgf_reading_no_memory(look->reading);
    return size > 0 && size <= PGF_TERM_MAX ? add_term(look, stem, size) : PGF_OK;
}

/* Languages with less than a hundredth of the documents are mostly texts whose language was mistaken. */
static pgf_status stem_unknown(look_up *look)
{
    const pgf_query_index *index = look->reading->index;
    pgf_status status = add_term(look, look->word->word, look->word->size);
    for (size_t i = 0; i < index->language_count && i < STEMMED_LANGUAGES && !status; i++) {
        const pgf_query_language *language = &index->languages[i];
        if (i > 0 && (double)language->documents * 100 < index->documents)
            break;
        look->word->is_function |= pgf_is_function_word(language->code, look->word->word, look->word->size);
        status = add_stem(look, language->code);
    }
    return status;
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
    word->term_count = kept < PGF_WORD_TERMS ? kept : PGF_WORD_TERMS;
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

/*
 * The terms that the records did not give. A word may be recorded only where it is quoted in another language, which
 * stems it otherwise: when two words or more agree on a language, its stem counts too.
 */
static pgf_status stem(look_up *look, const standing *main)
{
    const pgf_query_index *source = look->reading->index;
    if (look->word->kind != PGF_TERM_WORD)
        return PGF_OK;
    if (look->word->term_count == 0)
        return stem_unknown(look);
    if (main->words < 2 || look->known >> main->index & 1)
        return PGF_OK;
    return add_stem(look, source->languages[main->index].code);
}

pgf_status pgf_reading_look_up(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    standing standings[LANGUAGES] = {{0}};
    look_up *looks = pgf_arena_take(&query->arena, (query->word_count + 1) * sizeof *looks);
    pgf_status status = looks ? PGF_OK : pgf_reading_no_memory(reading);
    for (size_t i = 0; i < query->word_count && !status; i++) {
        looks[i] = (look_up){.reading = reading, .word = &query->words[i], .standings = standings};
        status = find_word(&looks[i]);
    }
    if (!status)
        status = set_languages(reading, standings);
    for (size_t i = 0; i < query->word_count && !status; i++) {
        status = stem(&looks[i], &standings[0]);
        if (!status)
            status = count_terms(&looks[i]);
    }
    return status;
}
