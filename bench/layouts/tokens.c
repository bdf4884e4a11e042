#include "tokens.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1 << 16 };

pgf_status tokens_init(tokens *t, const char *language, pgf_error *err)
{
    *t = (tokens){.language = language, .slot_count = FIRST_SLOTS, .next = 1};
    t->slots = calloc(FIRST_SLOTS, sizeof *t->slots);
    return t->slots ? pgf_analyzer_new(&t->analyzer, err) : pgf_fail(err, PGF_ENOMEM, "out of memory");
}

void tokens_dispose(tokens *t)
{
    pgf_analyzer_free(t->analyzer);
    pgf_arena_dispose(&t->arena);
    free(t->terms);
    free(t->slots);
    free(t->items);
    free(t->previous);
    free(t->positions);
}

void tokens_clear(tokens *t)
{
    t->count = 0;
    t->next = 1;
}

static uint64_t hash(const char *text, size_t size)
{
    uint64_t h = 0xcbf29ce484222325; /* FNV-1a */
    for (size_t i = 0; i < size; i++)
        h = (h ^ (unsigned char)text[i]) * 0x100000001b3;
    return h ^ h >> 32;
}

/* Where a term is, or would be. */
static uint32_t *find_slot(const tokens *t, uint32_t *slots, size_t slot_count, const char *text, size_t size)
{
    size_t i = hash(text, size) & (slot_count - 1);
    for (; slots[i]; i = (i + 1) & (slot_count - 1)) {
        const interned *term = &t->terms[slots[i] - 1];
        if (term->size == size && !memcmp(term->text, text, size))
            break;
    }
    return &slots[i];
}

static pgf_status grow_slots(tokens *t)
{
    size_t count = t->slot_count * 2;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return PGF_ENOMEM;
    for (size_t i = 0; i < t->term_count; i++)
        *find_slot(t, slots, count, t->terms[i].text, t->terms[i].size) = (uint32_t)i + 1;
    free(t->slots);
    t->slots = slots;
    t->slot_count = count;
    return PGF_OK;
}

static pgf_status intern(tokens *t, const char *text, size_t size, uint32_t *out)
{
    if (t->term_count * 2 > t->slot_count && grow_slots(t))
        return PGF_ENOMEM;
    uint32_t *slot = find_slot(t, t->slots, t->slot_count, text, size);
    if (!*slot) {
        if (t->term_count == t->term_capacity) {
            size_t capacity = t->term_capacity ? t->term_capacity * 2 : FIRST_SLOTS;
            interned *terms = realloc(t->terms, capacity * sizeof *terms);
            if (!terms)
                return PGF_ENOMEM;
            t->terms = terms;
            t->term_capacity = capacity;
        }
        char *copy = pgf_arena_copy(&t->arena, text, size);
        if (!copy)
            return PGF_ENOMEM;
        t->terms[t->term_count++] = (interned){copy, size, 0};
        *slot = (uint32_t)t->term_count;
    }
    *out = *slot - 1;
    return PGF_OK;
}

static pgf_status reserve(tokens *t)
{
    if (t->count < t->capacity)
        return PGF_OK;
    size_t capacity = t->capacity ? t->capacity * 2 : FIRST_SLOTS;
    token *items = realloc(t->items, capacity * sizeof *items);
    t->items = items ? items : t->items;
    uint32_t *previous = items ? realloc(t->previous, capacity * sizeof *previous) : NULL;
    t->previous = previous ? previous : t->previous;
    unsigned *positions = previous ? realloc(t->positions, capacity * sizeof *positions) : NULL;
    t->positions = positions ? positions : t->positions;
    t->capacity = positions ? capacity : t->capacity;
    return positions ? PGF_OK : PGF_ENOMEM;
}

typedef struct {
    tokens *tokens;
    unsigned base, last;
} adding;

static pgf_status add_term(void *payload, const pgf_term *term)
{
    adding *a = payload;
    tokens *t = a->tokens;
    uint32_t number;
    if (reserve(t) || intern(t, term->text, term->size, &number))
        return PGF_ENOMEM;
    t->items[t->count++] = (token){number, a->base + term->position};
    a->last = term->position;
    return PGF_OK;
}

pgf_status tokens_add(tokens *t, const char *text, size_t size)
{
    adding a = {t, t->next - 1, 0};
    pgf_status status = pgf_analyze(t->analyzer, t->language, text, size, add_term, &a);
    t->next += a.last;
    return status;
}

/* The term whose last token is `last`, which it then forgets. */
static xap_status fill_term(tokens *t, uint32_t last, unsigned shift, unsigned positioned, xap_document *document,
                            xap_error *problem)
{
    interned *term = &t->terms[t->items[last - 1].term];
    size_t at = t->capacity;
    unsigned frequency = 0;
    for (uint32_t i = last; i; i = t->previous[i - 1], frequency++)
        if (t->items[i - 1].position <= positioned)
            t->positions[--at] = t->items[i - 1].position + shift;
    term->last = 0;
    return xap_document_add_term(document, term->text, term->size, t->positions + at, t->capacity - at, frequency,
                                 problem);
}

xap_status tokens_fill(tokens *t, size_t begin, size_t end, unsigned shift, unsigned positioned, xap_document *document,
                       xap_error *problem)
{
    for (size_t i = begin; i < end; i++) {
        interned *term = &t->terms[t->items[i].term];
        t->previous[i] = term->last;
        term->last = (uint32_t)i + 1;
    }
    xap_status status = XAP_OK;
    for (size_t i = end; i-- > begin;) {
        interned *term = &t->terms[t->items[i].term];
        if (status)
            term->last = 0;
        else if (term->last == i + 1)
            status = fill_term(t, term->last, shift, positioned, document, problem);
    }
    return status;
}
