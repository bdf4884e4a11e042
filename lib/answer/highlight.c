#include "answer/highlight.h"
#include "base/memory.h"
#include "query/pattern.h"
#include "text/charset.h"
#include "text/fold.h"
#include <stdlib.h>
#include <string.h>

/* A term of the query, in a table of `slot_count` slots. */
typedef struct {
    const pgf_query_term *term;
    size_t word;
    uint32_t next; /* index + 1 of another word with the same hash */
} known_term;

/* A place where a word of the query stands. */
typedef struct {
    size_t begin, end; /* bytes */
    size_t word;
    unsigned position;
    bool is_marked;
} place;

struct pgf_highlighter {
    const pgf_query *query;
    pgf_analyzer *analyzer;
    known_term *terms;
    size_t term_count;
    uint32_t *slots; /* index + 1 into terms */
    size_t slot_count;
    bool *alone; /* word i is marked wherever it stands */
    place *places;
    size_t place_count, place_capacity;
    const char *text;     /* the one being looked at */
    pgf_buffer lower;     /* of a word of it */
    uint32_t language;    /* bit of the text's language, as in pgf_query_term.foreign */
    pgf_highlight *marks; /* in bytes first, then in code points */
    size_t mark_count, mark_capacity;
};

static uint32_t hash_of(const char *text, size_t size)
{
    uint32_t hash = 0x811C9DC5U;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x01000193U;
    return hash;
}

static void add_terms(pgf_highlighter *h, size_t word)
{
    for (size_t i = 0; i < h->query->words[word].term_count; i++) {
        const pgf_query_term *term = &h->query->words[word].terms[i];
        uint32_t *slot = &h->slots[hash_of(term->text, term->size) & (h->slot_count - 1)];
        h->terms[h->term_count] = (known_term){term, word, *slot};
        *slot = (uint32_t)++h->term_count;
    }
}

static bool is_marked_alone(const pgf_query_node *leaf)
{
    return leaf->kind == PGF_NODE_WORD && leaf->part != PGF_EXCLUDES;
}

/* Words outside phrases. */
static void find_alone(pgf_highlighter *h)
{
    for (size_t i = 0; i < h->query->leaf_count; i++)
        for (size_t j = 0; is_marked_alone(h->query->leaves[i]) && j < h->query->leaves[i]->token_count; j++) {
            size_t index = h->query->leaves[i]->tokens[j].word;
            const pgf_query_word *word = &h->query->words[index];
            h->alone[index] = word->is_used && (word->is_content || !word->is_function);
        }
}

static bool allocate(pgf_highlighter *h)
{
    size_t terms = 0;
    for (size_t i = 0; i < h->query->word_count; i++)
        terms += h->query->words[i].term_count;
    h->slot_count = 16;
    while (h->slot_count < terms * 2)
        h->slot_count *= 2;
    h->slots = calloc(h->slot_count, sizeof *h->slots);
    h->terms = calloc(terms + 1, sizeof *h->terms);
    h->alone = calloc(h->query->word_count + 1, sizeof *h->alone);
    return h->slots && h->terms && h->alone;
}

pgf_status pgf_highlighter_new(pgf_highlighter **out, const pgf_query *query, pgf_analyzer *analyzer, pgf_error *err)
{
    pgf_highlighter *h = calloc(1, sizeof *h);
    if (h)
        *h = (pgf_highlighter){.query = query, .analyzer = analyzer};
    if (!h || !allocate(h)) {
        pgf_highlighter_free(h);
        return pgf_no_memory(err);
    }
    for (size_t i = 0; i < query->word_count; i++)
        add_terms(h, i);
    find_alone(h);
    *out = h;
    return PGF_OK;
}

void pgf_highlighter_free(pgf_highlighter *highlighter)
{
    if (!highlighter)
        return;
    free(highlighter->slots);
    free(highlighter->terms);
    free(highlighter->alone);
    free(highlighter->places);
    free(highlighter->marks);
    pgf_buffer_dispose(&highlighter->lower);
    free(highlighter);
}

/* --- Places ------------------------------------------------------------------------------------------------------- */

static pgf_status add_place(pgf_highlighter *h, const pgf_term *term, size_t word)
{
    place *places = pgf_array_grow(h->places, h->place_count, &h->place_capacity, sizeof *places);
    if (!places)
        return PGF_ENOMEM;
    h->places = places;
    h->places[h->place_count++] = (place){term->begin, term->end, word, term->position, h->alone[word]};
    return PGF_OK;
}

/* In the form that was typed? U.S.C. is usc. */
static pgf_status has_form(pgf_highlighter *h, const pgf_query_word *word, const pgf_term *term, bool *yes)
{
    pgf_status status = PGF_OK;
    pgf_buffer_clear(&h->lower);
    for (size_t begin = term->begin, end; begin < term->end && !status; begin = end + 1) {
        for (end = begin; end < term->end && h->text[end] != '.'; end++)
            ;
        status = pgf_lower(h->text + begin, end - begin, &h->lower);
    }
    *yes = h->lower.size == word->lower_size && !memcmp(h->lower.bytes, word->lower, word->lower_size);
    return status;
}

static pgf_status look_at(void *payload, const pgf_term *term)
{
    pgf_highlighter *h = payload;
    pgf_status status = PGF_OK;
    uint32_t next = h->slots[hash_of(term->text, term->size) & (h->slot_count - 1)];
    for (; next && !status; next = h->terms[next - 1].next) {
        const known_term *known = &h->terms[next - 1];
        const pgf_query_word *word = &h->query->words[known->word];
        bool fits = !(known->term->foreign & h->language) && known->term->size == term->size &&
                    !memcmp(known->term->text, term->text, term->size);
        if (fits && word->route == PGF_BY_FORM)
            status = has_form(h, word, term, &fits);
        if (fits && word->route == PGF_BY_PATTERN)
            fits = pgf_pattern_fits(word->word, word->size, term->word, term->word_size);
        if (fits && !status)
            status = add_place(h, term, known->word);
    }
    return status;
}

/* --- Phrases ------------------------------------------------------------------------------------------------------ */

/* The place of a word at a position, from place `from` on; places ascend by position. NULL when it is not there. */
static place *find_place(pgf_highlighter *h, size_t from, unsigned position, size_t word)
{
    for (size_t i = from; i < h->place_count && h->places[i].position <= position; i++)
        if (h->places[i].position == position && h->places[i].word == word)
            return &h->places[i];
    return NULL;
}

static bool stands_at(pgf_highlighter *h, const pgf_query_node *phrase, size_t first)
{
    for (size_t i = 0; i < phrase->token_count; i++)
        if (!find_place(h, first, h->places[first].position + (unsigned)i, phrase->tokens[i].word))
            return false;
    return true;
}

static void mark_phrase(pgf_highlighter *h, const pgf_query_node *phrase)
{
    for (size_t i = 0; i < h->place_count; i++) {
        if (h->places[i].word != phrase->tokens[0].word || !stands_at(h, phrase, i))
            continue;
        for (size_t j = 0; j < phrase->token_count; j++)
            find_place(h, i, h->places[i].position + (unsigned)j, phrase->tokens[j].word)->is_marked = true;
    }
}

static bool follows_in_query(const pgf_query *query, size_t before, size_t after)
{
    for (size_t i = 0; i + 1 < query->sequence_size; i++)
        if (query->sequence[i] == before && query->sequence[i + 1] == after)
            return true;
    return false;
}

/* Endings in kana are no words by themselves, but part of the run that they stand in. */
static void mark_endings(pgf_highlighter *h)
{
    for (size_t i = 1; i < h->place_count; i++) {
        place *before = &h->places[i - 1], *after = &h->places[i];
        if (before->is_marked && !after->is_marked && h->query->words[after->word].kind != PGF_TERM_WORD &&
            after->position == before->position + 1 && follows_in_query(h->query, before->word, after->word))
            after->is_marked = true;
    }
}

/* --- Marks -------------------------------------------------------------------------------------------------------- */

/* Places that touch are one mark. */
static pgf_status join_places(pgf_highlighter *h)
{
    pgf_highlight *marks = pgf_array_grow(h->marks, h->place_count, &h->mark_capacity, sizeof *marks);
    if (!marks)
        return PGF_ENOMEM;
    h->marks = marks;
    h->mark_count = 0;
    for (size_t i = 0; i < h->place_count; i++) {
        const place *at = &h->places[i];
        if (!at->is_marked)
            continue;
        pgf_highlight *last = h->mark_count ? &marks[h->mark_count - 1] : NULL;
        if (!last || at->begin > last->offset + last->length)
            marks[h->mark_count++] = (pgf_highlight){at->begin, at->end - at->begin};
        else if (at->end > last->offset + last->length)
            last->length = at->end - last->offset;
    }
    return PGF_OK;
}

static void count_code_points(pgf_highlighter *h, const char *text)
{
    size_t offset = 0, at = 0;
    for (size_t i = 0; i < h->mark_count; i++) {
        size_t begin = h->marks[i].offset, end = begin + h->marks[i].length;
        offset += pgf_utf8_length(text + at, begin - at);
        h->marks[i] = (pgf_highlight){offset, pgf_utf8_length(text + begin, end - begin)};
        offset += h->marks[i].length;
        at = end;
    }
}

static pgf_status find_places(pgf_highlighter *h, const char *language, const char *text, size_t size)
{
    h->place_count = 0;
    h->text = text;
    h->language = pgf_query_language_bit(h->query, language);
    return pgf_analyze(h->analyzer, language, text, size, look_at, h);
}

pgf_status pgf_highlight_stands(pgf_highlighter *highlighter, const char *language, const char *text, size_t size,
                                const pgf_query_node *phrase, bool *stands, pgf_error *err)
{
    pgf_highlighter *h = highlighter;
    *stands = false;
    if (find_places(h, language, text, size))
        return pgf_no_memory(err);
    for (size_t i = 0; i < h->place_count && !*stands; i++)
        *stands = h->places[i].word == phrase->tokens[0].word && stands_at(h, phrase, i);
    return PGF_OK;
}

pgf_status pgf_highlight_text(pgf_highlighter *highlighter, const char *language, const char *text, size_t size,
                              const pgf_highlight **out, size_t *count, pgf_error *err)
{
    pgf_highlighter *h = highlighter;
    const pgf_query *query = h->query;
    if (find_places(h, language, text, size))
        return pgf_no_memory(err);
    for (size_t i = 0; i < query->leaf_count; i++)
        if (query->leaves[i]->kind == PGF_NODE_PHRASE && query->leaves[i]->is_used &&
            query->leaves[i]->part != PGF_EXCLUDES)
            mark_phrase(h, query->leaves[i]);
    mark_endings(h);
    if (join_places(h))
        return pgf_no_memory(err);
    count_code_points(h, text);
    *out = h->marks;
    *count = h->mark_count;
    return PGF_OK;
}
