#include "index/postings.h"
#include "base/memory.h"
#include "index/failed.h"
#include "index/hash.h"
#include "index/schema.h"
#include "text/analyzer.h"
#include "text/fold.h"
#include "text/language.h"
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { NONE = UINT32_MAX, FIRST_SLOTS = 1 << 13 };

/* Bytes in the arena. */
typedef struct {
    uint32_t at, size;
} slice;

typedef struct {
    slice text;
    uint32_t document; /* the last one that had it */
    uint32_t local;    /* its number in that one   */
} term;

/* A form of a word in a language. `word` is empty for characters and pairs, which are no words. */
typedef struct {
    slice form, word;
    uint32_t terms[PGF_IN_PLACES]; /* NONE until met in such a place */
    uint32_t document;
    uint32_t language;
    int64_t documents;
} lexeme;

typedef struct {
    uint32_t *slots; /* index + 1 of an entry; 0: free */
    size_t capacity; /* a power of two                 */
} table;

typedef struct {
    uint32_t local, position;
} occurrence;

typedef struct {
    char code[PGF_LANGUAGE_MAX];
} language_code;

#define VECTOR(type)                                                                                                   \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count, capacity;                                                                                        \
    }

struct pgf_postings {
    pgf_analyzer *analyzer;
    pgf_buffer arena, lowered;
    VECTOR(term) terms;
    VECTOR(lexeme) lexemes;
    table term_table, lexeme_table;
    VECTOR(language_code) languages;
    uint32_t document, language;
    uint32_t tables; /* how often they were begun anew, from 1 */
    int count;
    unsigned next;
    VECTOR(uint32_t) locals;        /* local number -> term */
    VECTOR(occurrence) occurrences; /* of this document, in text order */
    VECTOR(uint32_t) starts, positions;
    /* of the text being added */
    const char *text;
    pgf_text_place place;
    unsigned base;
};

/* Room for one more item; the vector is unchanged when it fails. */
static pgf_status grow(void *items, size_t *capacity, size_t count, size_t item)
{
    if (count < *capacity)
        return PGF_OK;
    size_t wanted = *capacity ? *capacity * 2 : 256;
    void **at = items;
    void *bigger = realloc(*at, wanted * item);
    if (!bigger)
        return PGF_ENOMEM;
    *at = bigger;
    *capacity = wanted;
    return PGF_OK;
}
#define GROW(vector) grow(&(vector).items, &(vector).capacity, (vector).count, sizeof *(vector).items)

pgf_status pgf_postings_new(pgf_postings **out, pgf_error *err)
{
    pgf_postings *postings = calloc(1, sizeof *postings);
    if (!postings)
        return pgf_no_memory(err);
    pgf_status status = pgf_analyzer_new(&postings->analyzer, err);
    if (status) {
        free(postings);
        return status;
    }
    postings->tables = 1;
    *out = postings;
    return PGF_OK;
}

void pgf_postings_free(pgf_postings *postings)
{
    if (!postings)
        return;
    pgf_analyzer_free(postings->analyzer);
    pgf_buffer_dispose(&postings->arena);
    pgf_buffer_dispose(&postings->lowered);
    free(postings->terms.items);
    free(postings->lexemes.items);
    free(postings->term_table.slots);
    free(postings->lexeme_table.slots);
    free(postings->languages.items);
    free(postings->locals.items);
    free(postings->occurrences.items);
    free(postings->starts.items);
    free(postings->positions.items);
    free(postings);
}

static pgf_status find_language(pgf_postings *postings, const char *language)
{
    for (size_t i = 0; i < postings->languages.count; i++) {
        if (!strcmp(postings->languages.items[i].code, language)) {
            postings->language = (uint32_t)i;
            return PGF_OK;
        }
    }
    if (GROW(postings->languages))
        return PGF_ENOMEM;
    postings->language = (uint32_t)postings->languages.count++;
    char *code = postings->languages.items[postings->language].code;
    memset(code, 0, PGF_LANGUAGE_MAX);
    strncpy(code, language, PGF_LANGUAGE_MAX - 1);
    return PGF_OK;
}

pgf_status pgf_postings_begin(pgf_postings *postings, const char *language, int count, pgf_error *err)
{
    postings->document++;
    postings->count = count;
    postings->next = 1;
    postings->locals.count = 0;
    postings->occurrences.count = 0;
    if (find_language(postings, language))
        return pgf_no_memory(err);
    return PGF_OK;
}

static slice keep(pgf_postings *postings, const char *bytes, size_t size, pgf_status *status)
{
    slice kept = {(uint32_t)postings->arena.size, (uint32_t)size};
    if (postings->arena.size + size > UINT32_MAX || pgf_buffer_append(&postings->arena, bytes, size))
        *status = PGF_ENOMEM;
    return kept;
}

static bool same(const pgf_postings *postings, slice kept, const char *bytes, size_t size)
{
    return kept.size == size && !memcmp(postings->arena.bytes + kept.at, bytes, size);
}

static uint64_t hash_of(const char *bytes, size_t size, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, size, seed);
}

/* Where hashes of entries already there belong in a table twice as large. */
typedef uint64_t rehash_fn(const pgf_postings *postings, uint32_t entry);

static uint64_t hash_term(const pgf_postings *postings, uint32_t entry)
{
    slice text = postings->terms.items[entry].text;
    return hash_of(postings->arena.bytes + text.at, text.size, 0);
}

static uint64_t hash_lexeme(const pgf_postings *postings, uint32_t entry)
{
    const lexeme *one = &postings->lexemes.items[entry];
    return hash_of(postings->arena.bytes + one->form.at, one->form.size, one->language);
}

static pgf_status table_reserve(pgf_postings *postings, table *wide, size_t count, rehash_fn *rehash)
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
        size_t at = rehash(postings, wide->slots[i] - 1) & (capacity - 1);
        while (slots[at])
            at = (at + 1) & (capacity - 1);
        slots[at] = wide->slots[i];
    }
    free(wide->slots);
    *wide = (table){slots, capacity};
    return PGF_OK;
}

/* The number of a term, new or known. */
static pgf_status intern_term(pgf_postings *postings, const char *bytes, size_t size, uint32_t *out)
{
    table *wide = &postings->term_table;
    if (GROW(postings->terms) || table_reserve(postings, wide, postings->terms.count, hash_term))
        return PGF_ENOMEM;
    size_t at = hash_of(bytes, size, 0) & (wide->capacity - 1);
    for (; wide->slots[at]; at = (at + 1) & (wide->capacity - 1)) {
        *out = wide->slots[at] - 1;
        if (same(postings, postings->terms.items[*out].text, bytes, size))
            return PGF_OK;
    }
    pgf_status status = PGF_OK;
    term fresh = {.text = keep(postings, bytes, size, &status)};
    if (status)
        return status;
    *out = (uint32_t)postings->terms.count;
    postings->terms.items[postings->terms.count++] = fresh;
    wide->slots[at] = *out + 1;
    return PGF_OK;
}

/* A word's lower-case form: the folded word itself when it was ASCII, where folding is lower-casing. */
static pgf_status form_of(pgf_postings *postings, const pgf_term *found, const char **form, size_t *size)
{
    bool ascii = true;
    for (size_t i = found->begin; i < found->end && ascii; i++)
        ascii = (unsigned char)postings->text[i] < 0x80;
    *form = found->word_size ? found->word : found->text;
    *size = found->word_size ? found->word_size : found->size;
    if (ascii || !found->word_size)
        return PGF_OK;
    pgf_buffer_clear(&postings->lowered);
    pgf_status status = pgf_lower(postings->text + found->begin, found->end - found->begin, &postings->lowered);
    if (!status && postings->lowered.size && postings->lowered.size <= PGF_TERM_MAX) {
        *form = postings->lowered.bytes;
        *size = postings->lowered.size;
    }
    return status;
}

static pgf_status intern_lexeme(pgf_postings *postings, const pgf_term *found, uint32_t *out)
{
    const char *form;
    size_t size;
    table *wide = &postings->lexeme_table;
    if (form_of(postings, found, &form, &size) || GROW(postings->lexemes) ||
        table_reserve(postings, wide, postings->lexemes.count, hash_lexeme))
        return PGF_ENOMEM;
    size_t at = hash_of(form, size, postings->language) & (wide->capacity - 1);
    for (; wide->slots[at]; at = (at + 1) & (wide->capacity - 1)) {
        *out = wide->slots[at] - 1;
        const lexeme *one = &postings->lexemes.items[*out];
        if (one->language == postings->language && same(postings, one->form, form, size) &&
            (one->word.size != 0) == (found->word_size != 0))
            return PGF_OK;
    }
    pgf_status status = PGF_OK;
    lexeme fresh = {.language = postings->language, .terms = {NONE, NONE, NONE}};
    fresh.form = keep(postings, form, size, &status);
    fresh.word = keep(postings, found->word, found->word_size, &status);
    if (!status)
        status = intern_term(postings, found->text, found->size, &fresh.terms[PGF_IN_BODY]);
    if (status)
        return status;
    *out = (uint32_t)postings->lexemes.count;
    postings->lexemes.items[postings->lexemes.count++] = fresh;
    wide->slots[at] = *out + 1;
    return PGF_OK;
}

static pgf_status prefixed_term(pgf_postings *postings, uint32_t number, uint32_t *out)
{
    const char *prefix = pgf_schema_find(postings->place == PGF_IN_TITLE ? "title" : "heading")->prefix;
    uint32_t *known = &postings->lexemes.items[number].terms[postings->place];
    if (*known == NONE) {
        char bytes[PGF_TERM_MAX + 8];
        slice text = postings->terms.items[postings->lexemes.items[number].terms[PGF_IN_BODY]].text;
        size_t size = strlen(prefix);
        memcpy(bytes, prefix, size);
        memcpy(bytes + size, postings->arena.bytes + text.at, text.size);
        if (intern_term(postings, bytes, size + text.size, known))
            return PGF_ENOMEM;
    }
    *out = *known;
    return PGF_OK;
}

static pgf_status add_occurrence(pgf_postings *postings, uint32_t local, unsigned position)
{
    if (GROW(postings->occurrences))
        return PGF_ENOMEM;
    postings->occurrences.items[postings->occurrences.count++] = (occurrence){local, position};
    return PGF_OK;
}

static pgf_status note(pgf_postings *postings, uint32_t number, unsigned position)
{
    term *one = &postings->terms.items[number];
    if (one->document != postings->document) {
        if (GROW(postings->locals))
            return PGF_ENOMEM;
        one->document = postings->document;
        one->local = (uint32_t)postings->locals.count;
        postings->locals.items[postings->locals.count++] = number;
    }
    return add_occurrence(postings, one->local, position);
}

/*
 * What the analyzer keeps with a word: its number in the document that had it last, and its lexeme. The tables are too
 * large for the processor's caches, and every look into one is a wait for memory.
 */
enum { NOTE_LOCAL, NOTE_LEXEME };

static uint64_t noted(uint32_t owner, uint32_t number)
{
    return (uint64_t)owner << 32 | number;
}

static bool recall(const pgf_term *found, unsigned part, uint32_t owner, uint32_t *number)
{
    if (!found->note || found->note->parts[part] >> 32 != owner)
        return false;
    *number = (uint32_t)found->note->parts[part];
    return true;
}

static pgf_status find_lexeme(pgf_postings *postings, const pgf_term *found, uint32_t *out)
{
    if (recall(found, NOTE_LEXEME, postings->tables, out) &&
        postings->lexemes.items[*out].language == postings->language)
        return PGF_OK;
    pgf_status status = intern_lexeme(postings, found, out);
    if (!status && found->note)
        found->note->parts[NOTE_LEXEME] = noted(postings->tables, *out);
    return status;
}

static pgf_status take_term(void *payload, const pgf_term *found)
{
    pgf_postings *postings = payload;
    uint32_t number, local, prefixed;
    unsigned position = postings->base + found->position;
    if (position > postings->next)
        postings->next = position;
    if (postings->place == PGF_IN_BODY && recall(found, NOTE_LOCAL, postings->document, &local))
        return add_occurrence(postings, local, position);
    if (find_lexeme(postings, found, &number))
        return PGF_ENOMEM;
    lexeme *one = &postings->lexemes.items[number];
    if (one->document != postings->document) {
        one->document = postings->document;
        one->documents += postings->count;
    }
    if (note(postings, one->terms[PGF_IN_BODY], position))
        return PGF_ENOMEM;
    if (found->note)
        found->note->parts[NOTE_LOCAL] =
            noted(postings->document, postings->terms.items[one->terms[PGF_IN_BODY]].local);
    if (postings->place == PGF_IN_BODY)
        return PGF_OK;
    return prefixed_term(postings, number, &prefixed) || note(postings, prefixed, position) ? PGF_ENOMEM : PGF_OK;
}

pgf_status pgf_postings_add(pgf_postings *postings, pgf_text_place place, const char *text, size_t size, pgf_error *err)
{
    postings->text = text;
    postings->place = place;
    postings->base = postings->next - 1;
    postings->next = postings->base;
    const char *language = postings->languages.items[postings->language].code;
    pgf_status status = pgf_analyze(postings->analyzer, language, text, size, take_term, postings);
    postings->next++;
    return status ? pgf_fail(err, status, "out of memory") : PGF_OK;
}

unsigned pgf_postings_next(const pgf_postings *postings)
{
    return postings->next;
}

void pgf_postings_skip(pgf_postings *postings, unsigned positions)
{
    postings->next += positions;
}

/* Occurrences in text order become positions by term: a counting sort. */
static pgf_status sort_positions(pgf_postings *postings)
{
    size_t locals = postings->locals.count, all = postings->occurrences.count;
    while (postings->starts.capacity < locals + 2)
        if (grow(&postings->starts.items, &postings->starts.capacity, postings->starts.capacity, sizeof(uint32_t)))
            return PGF_ENOMEM;
    while (postings->positions.capacity < all)
        if (grow(&postings->positions.items, &postings->positions.capacity, postings->positions.capacity,
                 sizeof(uint32_t)))
            return PGF_ENOMEM;
    uint32_t *starts = postings->starts.items;
    memset(starts, 0, (locals + 2) * sizeof *starts);
    for (size_t i = 0; i < all; i++)
        starts[postings->occurrences.items[i].local + 2]++;
    for (size_t i = 2; i < locals + 2; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < all; i++) {
        occurrence one = postings->occurrences.items[i];
        postings->positions.items[starts[one.local + 1]++] = one.position;
    }
    return PGF_OK;
}

pgf_status pgf_postings_fill(pgf_postings *postings, xap_document *document, pgf_error *err)
{
    if (sort_positions(postings))
        return pgf_no_memory(err);
    for (size_t i = 0; i < postings->locals.count; i++) {
        slice text = postings->terms.items[postings->locals.items[i]].text;
        const char *bytes = postings->arena.bytes + text.at;
        uint32_t begin = postings->starts.items[i], count = postings->starts.items[i + 1] - begin;
        /* A term under a prefix would lengthen the document for BM25: it has positions but no weight. */
        bool prefixed = bytes[0] >= 'A' && bytes[0] <= 'Z';
        xap_error problem;
        if (xap_document_add_term(document, bytes, text.size, postings->positions.items + begin, count,
                                  prefixed ? 0 : count, &problem))
            return pgf_xapian_failed(&problem, err);
    }
    return PGF_OK;
}

size_t pgf_postings_memory(const pgf_postings *postings)
{
    return postings->arena.capacity + postings->terms.capacity * sizeof(term) +
           postings->lexemes.capacity * sizeof(lexeme) +
           (postings->term_table.capacity + postings->lexeme_table.capacity) * sizeof(uint32_t);
}

static int compare_slices(const pgf_postings *postings, slice a, slice b)
{
    size_t least = a.size < b.size ? a.size : b.size;
    int order = memcmp(postings->arena.bytes + a.at, postings->arena.bytes + b.at, least);
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

static int compare_lexemes(const void *left, const void *right, void *payload)
{
    const pgf_postings *postings = payload;
    const lexeme *a = left, *b = right;
    int order = compare_slices(postings, a->word, b->word);
    if (!order)
        order = strcmp(postings->languages.items[a->language].code, postings->languages.items[b->language].code);
    return order ? order : compare_slices(postings, a->form, b->form);
}

void pgf_postings_forget(pgf_postings *postings)
{
    pgf_buffer_clear(&postings->arena);
    postings->terms.count = 0;
    postings->lexemes.count = 0;
    postings->languages.count = 0;
    postings->tables++;
    if (postings->term_table.slots)
        memset(postings->term_table.slots, 0, postings->term_table.capacity * sizeof(uint32_t));
    if (postings->lexeme_table.slots)
        memset(postings->lexeme_table.slots, 0, postings->lexeme_table.capacity * sizeof(uint32_t));
}

pgf_status pgf_postings_words(pgf_postings *postings, pgf_word_count_fn *each, void *payload, pgf_error *err)
{
    pgf_status status = PGF_OK;
    if (postings->lexemes.count)
        qsort_r(postings->lexemes.items, postings->lexemes.count, sizeof(lexeme), compare_lexemes, postings);
    for (size_t i = 0; i < postings->lexemes.count && !status; i++) {
        const lexeme *one = &postings->lexemes.items[i];
        if (!one->word.size || !one->documents)
            continue;
        const char *arena = postings->arena.bytes;
        slice stem = postings->terms.items[one->terms[PGF_IN_BODY]].text;
        pgf_word_count word = {arena + one->word.at,
                               arena + one->form.at,
                               arena + stem.at,
                               one->word.size,
                               one->form.size,
                               stem.size,
                               postings->languages.items[one->language].code,
                               one->documents};
        status = each(payload, &word);
    }
    return status == PGF_ENOMEM ? pgf_fail(err, status, "out of memory") : status;
}
