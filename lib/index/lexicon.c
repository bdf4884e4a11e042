#include "index/lexicon.h"
#include "base/memory.h"
#include "index/schema.h"
#include "text/fold.h"
#include "text/language.h"
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { NONE = UINT32_MAX, FIRST_SLOTS = 1 << 13 };

typedef pgf_lexicon_slice slice;
typedef pgf_lexicon_term term;
typedef pgf_lexeme lexeme;

typedef struct {
    uint32_t *slots; /* index + 1 of an entry; 0: free */
    size_t capacity; /* a power of two                 */
} table;

typedef struct {
    char code[PGF_LANGUAGE_MAX];
} language_code;

struct pgf_lexicon {
    pgf_buffer arena, lowered;
    term *terms;
    size_t term_count, term_capacity;
    lexeme *lexemes; /* of places where they were not met, the terms are NONE */
    size_t lexeme_count, lexeme_capacity;
    table term_table, lexeme_table;
    language_code *languages;
    size_t language_count, language_capacity;
};

pgf_status pgf_lexicon_new(pgf_lexicon **out, pgf_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? PGF_OK : pgf_no_memory(err);
}

void pgf_lexicon_free(pgf_lexicon *lexicon)
{
    if (!lexicon)
        return;
    pgf_buffer_dispose(&lexicon->arena);
    pgf_buffer_dispose(&lexicon->lowered);
    free(lexicon->terms);
    free(lexicon->lexemes);
    free(lexicon->term_table.slots);
    free(lexicon->lexeme_table.slots);
    free(lexicon->languages);
    free(lexicon);
}

static void table_clear(table *wide)
{
    if (wide->slots)
        memset(wide->slots, 0, wide->capacity * sizeof *wide->slots);
}

void pgf_lexicon_clear(pgf_lexicon *lexicon)
{
    pgf_buffer_clear(&lexicon->arena);
    lexicon->term_count = 0;
    lexicon->lexeme_count = 0;
    lexicon->language_count = 0;
    table_clear(&lexicon->term_table);
    table_clear(&lexicon->lexeme_table);
}

size_t pgf_lexicon_memory(const pgf_lexicon *lexicon)
{
    return lexicon->arena.capacity + lexicon->term_capacity * sizeof(term) + lexicon->lexeme_capacity * sizeof(lexeme) +
           (lexicon->term_table.capacity + lexicon->lexeme_table.capacity) * sizeof(uint32_t);
}

const char *pgf_lexicon_language(const pgf_lexicon *lexicon, uint32_t number)
{
    return lexicon->languages[number].code;
}

pgf_lexeme *pgf_lexicon_lexeme(pgf_lexicon *lexicon, uint32_t number)
{
    return &lexicon->lexemes[number];
}

pgf_lexicon_term *pgf_lexicon_term_at(pgf_lexicon *lexicon, uint32_t number)
{
    return &lexicon->terms[number];
}

const char *pgf_lexicon_bytes(const pgf_lexicon *lexicon, pgf_lexicon_slice where)
{
    return lexicon->arena.bytes + where.at;
}

/* --- Adding ------------------------------------------------------------------------------------------------------- */

pgf_status pgf_lexicon_add_language(pgf_lexicon *lexicon, const char *code, uint32_t *out)
{
    for (*out = 0; *out < lexicon->language_count; (*out)++)
        if (!strcmp(lexicon->languages[*out].code, code))
            return PGF_OK;
    language_code *languages =
        pgf_array_grow(lexicon->languages, lexicon->language_count, &lexicon->language_capacity, sizeof *languages);
    if (!languages)
        return PGF_ENOMEM;
    lexicon->languages = languages;
    char *fresh = languages[lexicon->language_count++].code;
    memset(fresh, 0, PGF_LANGUAGE_MAX);
    strncpy(fresh, code, PGF_LANGUAGE_MAX - 1);
    return PGF_OK;
}

static slice keep(pgf_lexicon *lexicon, const char *bytes, size_t size, pgf_status *status)
{
    slice kept = {(uint32_t)lexicon->arena.size, (uint32_t)size};
    if (lexicon->arena.size + size > UINT32_MAX || pgf_buffer_append(&lexicon->arena, bytes, size))
        *status = PGF_ENOMEM;
    return kept;
}

static bool same(const pgf_lexicon *lexicon, slice kept, const char *bytes, size_t size)
{
    return kept.size == size && !memcmp(lexicon->arena.bytes + kept.at, bytes, size);
}

static uint64_t hash_of(const char *bytes, size_t size, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, size, seed);
}

/* Where hashes of entries already there belong in a table twice as large. */
typedef uint64_t rehash_fn(const pgf_lexicon *lexicon, uint32_t entry);

static uint64_t hash_term(const pgf_lexicon *lexicon, uint32_t entry)
{
    slice text = lexicon->terms[entry].text;
    return hash_of(lexicon->arena.bytes + text.at, text.size, 0);
}

static uint64_t hash_lexeme(const pgf_lexicon *lexicon, uint32_t entry)
{
    const lexeme *one = &lexicon->lexemes[entry];
    return hash_of(lexicon->arena.bytes + one->form.at, one->form.size, one->language);
}

static pgf_status table_reserve(pgf_lexicon *lexicon, table *wide, size_t count, rehash_fn *rehash)
{
    if (count * 3 < wide->capacity * 2)
        return PGF_OK;
    size_t capacity = wide->capacity ? wide->capacity * 2 : FIRST_SLOTS;
    uint32_t *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return PGF_ENOMEM;
    for (size_t i = 0; i < wide->capacity; i++) {
        if (!wide->slots[i])
            continue;
        size_t at = rehash(lexicon, wide->slots[i] - 1) & (capacity - 1);
        while (slots[at])
            at = (at + 1) & (capacity - 1);
        slots[at] = wide->slots[i];
    }
    free(wide->slots);
    *wide = (table){slots, capacity};
    return PGF_OK;
}

static pgf_status reserve_term(pgf_lexicon *lexicon)
{
    term *terms = pgf_array_grow(lexicon->terms, lexicon->term_count, &lexicon->term_capacity, sizeof *terms);
    if (!terms)
        return PGF_ENOMEM;
    lexicon->terms = terms;
    return table_reserve(lexicon, &lexicon->term_table, lexicon->term_count, hash_term);
}

static pgf_status add_term(pgf_lexicon *lexicon, const char *bytes, size_t size, uint32_t *out)
{
    if (reserve_term(lexicon))
        return PGF_ENOMEM;
    table *wide = &lexicon->term_table;
    size_t at = hash_of(bytes, size, 0) & (wide->capacity - 1);
    for (; wide->slots[at]; at = (at + 1) & (wide->capacity - 1)) {
        *out = wide->slots[at] - 1;
        if (same(lexicon, lexicon->terms[*out].text, bytes, size))
            return PGF_OK;
    }
    pgf_status status = PGF_OK;
    term fresh = {.text = keep(lexicon, bytes, size, &status)};
    if (status)
        return status;
    *out = (uint32_t)lexicon->term_count;
    lexicon->terms[lexicon->term_count++] = fresh;
    wide->slots[at] = *out + 1;
    return PGF_OK;
}

/* A word's lower-case form: the folded word itself when it was ASCII, where folding is lower-casing. */
static pgf_status form_of(pgf_lexicon *lexicon, const char *text, const pgf_term *found, const char **form,
                          size_t *size)
{
    bool ascii = true;
    for (size_t i = found->begin; i < found->end && ascii; i++)
        ascii = (unsigned char)text[i] < 0x80;
    *form = found->word_size ? found->word : found->text;
    *size = found->word_size ? found->word_size : found->size;
    if (ascii || !found->word_size)
        return PGF_OK;
    pgf_buffer *lowered = &lexicon->lowered;
    pgf_buffer_clear(lowered);
    pgf_status status = pgf_lower(text + found->begin, found->end - found->begin, lowered);
    if (!status && lowered->size && lowered->size <= PGF_TERM_MAX) {
        *form = lowered->bytes;
        *size = lowered->size;
    }
    return status;
}

static pgf_status reserve_lexeme(pgf_lexicon *lexicon)
{
    lexeme *lexemes =
        pgf_array_grow(lexicon->lexemes, lexicon->lexeme_count, &lexicon->lexeme_capacity, sizeof *lexemes);
    if (!lexemes)
        return PGF_ENOMEM;
    lexicon->lexemes = lexemes;
    return table_reserve(lexicon, &lexicon->lexeme_table, lexicon->lexeme_count, hash_lexeme);
}

pgf_status pgf_lexicon_add(pgf_lexicon *lexicon, uint32_t language, const char *text, const pgf_term *found,
                           uint32_t *out)
{
    const char *form;
    size_t size;
    if (form_of(lexicon, text, found, &form, &size) || reserve_lexeme(lexicon))
        return PGF_ENOMEM;
    table *wide = &lexicon->lexeme_table;
    size_t at = hash_of(form, size, language) & (wide->capacity - 1);
    for (; wide->slots[at]; at = (at + 1) & (wide->capacity - 1)) {
        *out = wide->slots[at] - 1;
        const lexeme *one = &lexicon->lexemes[*out];
        if (one->language == language && same(lexicon, one->form, form, size) &&
            (one->word.size != 0) == (found->word_size != 0))
            return PGF_OK;
    }
    pgf_status status = PGF_OK;
    lexeme fresh = {.language = language, .terms = {NONE, NONE, NONE}};
    fresh.form = keep(lexicon, form, size, &status);
    fresh.word = keep(lexicon, found->word, found->word_size, &status);
    if (!status)
        status = add_term(lexicon, found->text, found->size, &fresh.terms[PGF_IN_BODY]);
    if (status)
        return status;
    *out = (uint32_t)lexicon->lexeme_count;
    lexicon->lexemes[lexicon->lexeme_count++] = fresh;
    wide->slots[at] = *out + 1;
    return PGF_OK;
}

pgf_status pgf_lexicon_term_in(pgf_lexicon *lexicon, uint32_t number, pgf_text_place place, uint32_t *out)
{
    lexeme *one = &lexicon->lexemes[number];
    if (one->terms[place] == NONE) {
        const char *prefix = pgf_schema_find(place == PGF_IN_TITLE ? "title" : "heading")->prefix;
        char bytes[PGF_TERM_MAX + 8];
        slice text = lexicon->terms[one->terms[PGF_IN_BODY]].text;
        size_t size = strlen(prefix);
        memcpy(bytes, prefix, size);
        memcpy(bytes + size, lexicon->arena.bytes + text.at, text.size);
        if (add_term(lexicon, bytes, size + text.size, &one->terms[place]))
            return PGF_ENOMEM;
    }
    *out = one->terms[place];
    return PGF_OK;
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

static int compare_slices(const pgf_lexicon *lexicon, slice a, slice b)
{
    size_t least = a.size < b.size ? a.size : b.size;
    int order = memcmp(lexicon->arena.bytes + a.at, lexicon->arena.bytes + b.at, least);
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

static int compare_lexemes(const void *left, const void *right, void *payload)
{
    const pgf_lexicon *lexicon = payload;
    const lexeme *a = left, *b = right;
    int order = compare_slices(lexicon, a->word, b->word);
    if (!order)
        order = strcmp(lexicon->languages[a->language].code, lexicon->languages[b->language].code);
    return order ? order : compare_slices(lexicon, a->form, b->form);
}

pgf_status pgf_lexicon_words(pgf_lexicon *lexicon, pgf_word_count_fn *each, void *payload)
{
    pgf_status status = PGF_OK;
    if (lexicon->lexeme_count)
        qsort_r(lexicon->lexemes, lexicon->lexeme_count, sizeof(lexeme), compare_lexemes, lexicon);
    for (size_t i = 0; i < lexicon->lexeme_count && !status; i++) {
        const lexeme *one = &lexicon->lexemes[i];
        if (!one->word.size || !one->documents)
            continue;
        const char *arena = lexicon->arena.bytes;
        slice stem = lexicon->terms[one->terms[PGF_IN_BODY]].text;
        pgf_word_count word = {arena + one->word.at,
                               arena + one->form.at,
                               arena + stem.at,
                               one->word.size,
                               one->form.size,
                               stem.size,
                               lexicon->languages[one->language].code,
                               one->documents};
        status = each(payload, &word);
    }
    return status;
}
