#include "index/postings.h"
#include "base/memory.h"
#include "index/failed.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint32_t local, position;
} occurrence;

struct pgf_postings {
    pgf_analyzer *analyzer;
    pgf_lexicon *lexicon;
    uint32_t begun; /* how often the lexicon was begun anew, from 1 */
    uint32_t document, language;
    int count;
    unsigned next;
    uint32_t *locals; /* local number -> term */
    size_t local_count, local_capacity;
    occurrence *occurrences; /* of this document, in text order */
    size_t occurrence_count, occurrence_capacity;
    uint32_t *starts, *positions; /* of this document, by local number */
    size_t start_capacity, position_capacity;
    /* of the text being added */
    const char *text;
    pgf_text_place place;
    unsigned base;
};

pgf_status pgf_postings_new(pgf_postings **out, pgf_error *err)
{
    pgf_postings *postings = calloc(1, sizeof *postings);
    if (!postings)
        return pgf_no_memory(err);
    postings->begun = 1;
    pgf_status status = pgf_analyzer_new(&postings->analyzer, err);
    if (!status)
        status = pgf_lexicon_new(&postings->lexicon, err);
    if (status) {
        pgf_postings_free(postings);
        return status;
    }
    *out = postings;
    return PGF_OK;
}

void pgf_postings_free(pgf_postings *postings)
{
    if (!postings)
        return;
    pgf_analyzer_free(postings->analyzer);
    pgf_lexicon_free(postings->lexicon);
    free(postings->locals);
    free(postings->occurrences);
    free(postings->starts);
    free(postings->positions);
    free(postings);
}

pgf_status pgf_postings_begin(pgf_postings *postings, const char *language, int count, pgf_error *err)
{
    postings->document++;
    postings->count = count;
    postings->next = 1;
    postings->local_count = 0;
    postings->occurrence_count = 0;
    return pgf_lexicon_add_language(postings->lexicon, language, &postings->language) ? pgf_no_memory(err) : PGF_OK;
}

static pgf_status add_occurrence(pgf_postings *postings, uint32_t local, unsigned position)
{
    occurrence *occurrences = pgf_array_grow(postings->occurrences, postings->occurrence_count,
                                             &postings->occurrence_capacity, sizeof *occurrences);
    if (!occurrences)
        return PGF_ENOMEM;
    postings->occurrences = occurrences;
    occurrences[postings->occurrence_count++] = (occurrence){local, position};
    return PGF_OK;
}

static pgf_status note(pgf_postings *postings, uint32_t number, unsigned position)
{
    pgf_lexicon_term *term = pgf_lexicon_term_at(postings->lexicon, number);
    if (term->document != postings->document) {
        uint32_t *locals =
            pgf_array_grow(postings->locals, postings->local_count, &postings->local_capacity, sizeof *locals);
        if (!locals)
            return PGF_ENOMEM;
        postings->locals = locals;
        term->document = postings->document;
        term->local = (uint32_t)postings->local_count;
        locals[postings->local_count++] = number;
    }
    return add_occurrence(postings, term->local, position);
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
    if (recall(found, NOTE_LEXEME, postings->begun, out) &&
        pgf_lexicon_lexeme(postings->lexicon, *out)->language == postings->language)
        return PGF_OK;
    pgf_status status = pgf_lexicon_add(postings->lexicon, postings->language, postings->text, found, out);
    if (!status && found->note)
        found->note->parts[NOTE_LEXEME] = noted(postings->begun, *out);
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
    pgf_lexeme *lexeme = pgf_lexicon_lexeme(postings->lexicon, number);
    if (lexeme->document != postings->document) {
        lexeme->document = postings->document;
        lexeme->documents += postings->count;
    }
    uint32_t term = lexeme->terms[PGF_IN_BODY];
    if (note(postings, term, position))
        return PGF_ENOMEM;
    if (found->note)
        found->note->parts[NOTE_LOCAL] = noted(postings->document, pgf_lexicon_term_at(postings->lexicon, term)->local);
    if (postings->place == PGF_IN_BODY)
        return PGF_OK;
    if (pgf_lexicon_term_in(postings->lexicon, number, postings->place, &prefixed))
        return PGF_ENOMEM;
    return note(postings, prefixed, position);
}

pgf_status pgf_postings_add(pgf_postings *postings, pgf_text_place place, const char *text, size_t size, pgf_error *err)
{
    postings->text = text;
    postings->place = place;
    postings->base = postings->next - 1;
    postings->next = postings->base;
    const char *language = pgf_lexicon_language(postings->lexicon, postings->language);
    pgf_status status = pgf_analyze(postings->analyzer, language, text, size, take_term, postings);
    postings->next++;
    return status ? pgf_no_memory(err) : PGF_OK;
}

unsigned pgf_postings_next(const pgf_postings *postings)
{
    return postings->next;
}

void pgf_postings_skip(pgf_postings *postings, unsigned positions)
{
    postings->next += positions;
}

static pgf_status reserve(uint32_t **numbers, size_t count, size_t *capacity)
{
    uint32_t *grown = pgf_array_grow(*numbers, count, capacity, sizeof *grown);
    if (!grown)
        return PGF_ENOMEM;
    *numbers = grown;
    return PGF_OK;
}

/* Occurrences in text order become positions by term: a counting sort. */
static pgf_status sort_positions(pgf_postings *postings)
{
    size_t locals = postings->local_count, all = postings->occurrence_count;
    if (reserve(&postings->starts, locals + 1, &postings->start_capacity) ||
        reserve(&postings->positions, all, &postings->position_capacity))
        return PGF_ENOMEM;
    uint32_t *starts = postings->starts;
    memset(starts, 0, (locals + 2) * sizeof *starts);
    for (size_t i = 0; i < all; i++)
        starts[postings->occurrences[i].local + 2]++;
    for (size_t i = 2; i < locals + 2; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < all; i++) {
        occurrence one = postings->occurrences[i];
        postings->positions[starts[one.local + 1]++] = one.position;
    }
    return PGF_OK;
}

pgf_status pgf_postings_fill(pgf_postings *postings, xap_document *document, pgf_error *err)
{
    if (sort_positions(postings))
        return pgf_no_memory(err);
    for (size_t i = 0; i < postings->local_count; i++) {
        pgf_lexicon_slice text = pgf_lexicon_term_at(postings->lexicon, postings->locals[i])->text;
        const char *bytes = pgf_lexicon_bytes(postings->lexicon, text);
        uint32_t begin = postings->starts[i], count = postings->starts[i + 1] - begin;
        /* A term under a prefix would lengthen the document for BM25: it has positions but no weight. */
        bool prefixed = bytes[0] >= 'A' && bytes[0] <= 'Z';
        xap_error problem;
        if (xap_document_add_term(document, bytes, text.size, postings->positions + begin, count, prefixed ? 0 : count,
                                  &problem))
            return pgf_xapian_failed(&problem, err);
    }
    return PGF_OK;
}

size_t pgf_postings_memory(const pgf_postings *postings)
{
    return pgf_lexicon_memory(postings->lexicon);
}

pgf_status pgf_postings_words(pgf_postings *postings, pgf_word_count_fn *each, void *payload, pgf_error *err)
{
    pgf_status status = pgf_lexicon_words(postings->lexicon, each, payload);
    return status == PGF_ENOMEM ? pgf_no_memory(err) : status;
}

void pgf_postings_forget(pgf_postings *postings)
{
    pgf_lexicon_clear(postings->lexicon);
    postings->begun++;
}
