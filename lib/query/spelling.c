#include "query/spelling.h"
#include "base/memory.h"
#include "text/charset.h"
#include "text/distance.h"
#include "text/utf8.h"
#include <math.h>
#include <string.h>

enum {
    LETTERS_LEAST = 4, /* shorter words are abbreviations more often than slips                       */
    LETTERS_FEW = 4,   /* of such words two letters may be swapped, or one is missing: John is no join */
    LETTERS_SHORT = 5, /* of such the first letter is right                                           */
    LETTERS_LONG = 8,  /* of such two letters may be wrong: vision is no version                      */
    PART_LEAST = 3,    /* of two words that were run together */
    FORM_MAX = 2 * PGF_TERM_MAX
};

/* What a document in another language than the rest of the query counts. */
static const double foreign = 0.02;

/* In powers of two of documents: which slips are likely. */
static const double first_wrong = -4, swapped = 2, doubled = 2;

/* A word of the index, as its records come in. */
typedef struct {
    char word[PGF_TERM_MAX], form[FORM_MAX];
    size_t size, form_size;
    unsigned of_form; /* documents */
    double documents;
} candidate;

typedef struct {
    const pgf_query *query;
    const pgf_query_word *typed;
    size_t letters;
    candidate at, best;
    double score; /* of the best */
} search;

/* --- How likely a slip is ----------------------------------------------------------------------------------------- */

static size_t first_size(const char *word, size_t size)
{
    size_t at = 0;
    utf8_next(word, size, &at);
    return at;
}

/* Bytes that both begin with. */
static size_t shared(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t size = 0;
    while (size < a_size && size < b_size && a[size] == b[size])
        size++;
    return size;
}

/* Does the longer of two have a letter twice that the other has once? */
static bool is_doubled(const char *a, size_t a_size, const char *b, size_t b_size)
{
    if (a_size < b_size)
        return is_doubled(b, b_size, a, a_size);
    size_t same = shared(a, a_size, b, b_size);
    return a_size == b_size + 1 && same > 0 && a[same] == a[same - 1] &&
           memcmp(a + same + 1, b + same, b_size - same) == 0;
}

static bool is_swapped(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t same = shared(a, a_size, b, b_size);
    return a_size == b_size && same + 1 < a_size && a[same] == b[same + 1] && a[same + 1] == b[same] &&
           memcmp(a + same + 2, b + same + 2, a_size - same - 2) == 0;
}

static double likelihood(const pgf_query_word *typed, const candidate *of)
{
    const char *a = typed->word, *b = of->word;
    double score = log2(of->documents);
    bool is_swap = is_swapped(a, typed->size, b, of->size);
    if (is_swap)
        score += swapped;
    if (is_doubled(a, typed->size, b, of->size))
        score += doubled;
    if (!is_swap && shared(a, typed->size, b, of->size) < first_size(a, typed->size))
        score += first_wrong;
    return score;
}

/* --- Words of the index ------------------------------------------------------------------------------------------- */

static bool is_of_query(const pgf_query *query, const char *language)
{
    for (size_t i = 0; i < query->language_count; i++)
        if (strcmp(query->languages[i], language) == 0)
            return true;
    return query->language_count == 0;
}

/* Of short words most have a neighbour, whatever was meant. */
static bool may_be_meant(const search *s)
{
    const char *a = s->typed->word, *b = s->at.word;
    if (s->letters > LETTERS_SHORT || is_swapped(a, s->typed->size, b, s->at.size))
        return true;
    bool same_first = shared(a, s->typed->size, b, s->at.size) >= first_size(a, s->typed->size);
    return same_first && (s->letters > LETTERS_FEW || pgf_utf8_length(b, s->at.size) > s->letters);
}

/* The word at hand is complete. */
static void judge(search *s)
{
    if (!s->at.size)
        return;
    double score = likelihood(s->typed, &s->at);
    if (may_be_meant(s) && (!s->best.size || score > s->score)) {
        s->best = s->at;
        s->score = score;
    }
    s->at.size = 0;
}

static pgf_status add_record(void *payload, const pgf_query_record *record)
{
    search *s = payload;
    candidate *at = &s->at;
    if (record->word_size > PGF_TERM_MAX)
        return PGF_OK;
    if (at->size != record->word_size || memcmp(at->word, record->word, at->size) != 0) {
        judge(s);
        at->size = record->word_size;
        memcpy(at->word, record->word, at->size);
        at->of_form = 0;
        at->documents = 0;
    }
    at->documents += record->documents * (is_of_query(s->query, record->language) ? 1 : foreign);
    if (record->documents > at->of_form && record->form_size <= FORM_MAX) {
        at->of_form = record->documents;
        at->form_size = record->form_size;
        memcpy(at->form, record->form, at->form_size);
    }
    return PGF_OK;
}

static pgf_status look_near(search *s, const pgf_query_index *index, size_t same, unsigned edits, pgf_error *err)
{
    pgf_status status = index->near(index->payload, s->typed->word, s->typed->size, same, edits, add_record, s, err);
    judge(s);
    return status;
}

/* --- Two words run together --------------------------------------------------------------------------------------- */

typedef struct {
    candidate left, right;
    double documents; /* of the rarer */
} parts;

static pgf_status find_part(search *s, const pgf_query_index *index, const char *word, size_t size, candidate *out,
                            pgf_error *err)
{
    s->at = (candidate){0};
    pgf_status status = index->find(index->payload, word, size, add_record, s, err);
    *out = s->at;
    s->at.size = 0;
    return status;
}

/* Every place where both sides have some letters; `best` is the one whose rarer side is the most frequent. */
static pgf_status look_between(search *s, const pgf_query_index *index, parts *best, pgf_error *err)
{
    const pgf_query_word *typed = s->typed;
    size_t at = 0;
    pgf_status status = PGF_OK;
    for (size_t letters = 1; letters + PART_LEAST <= s->letters && !status; letters++) {
        parts two = {0};
        utf8_next(typed->word, typed->size, &at);
        if (letters < PART_LEAST)
            continue;
        status = find_part(s, index, typed->word, at, &two.left, err);
        if (!status && two.left.size)
            status = find_part(s, index, typed->word + at, typed->size - at, &two.right, err);
        if (status || !two.right.size)
            continue;
        two.documents = two.left.documents < two.right.documents ? two.left.documents : two.right.documents;
        if (two.documents > best->documents)
            *best = two;
    }
    return status;
}

/* --- The best ----------------------------------------------------------------------------------------------------- */

static pgf_status keep(pgf_better_spelling *out, pgf_query *query, const candidate *word, pgf_error *err)
{
    out->text = pgf_arena_copy(&query->arena, word->form, word->form_size);
    out->size = word->form_size;
    return out->text ? PGF_OK : pgf_no_memory(err);
}

static pgf_status keep_parts(pgf_better_spelling *out, pgf_query *query, const parts *two, pgf_error *err)
{
    char *text = pgf_arena_take(&query->arena, two->left.form_size + 1 + two->right.form_size + 1);
    if (!text)
        return pgf_no_memory(err);
    memcpy(text, two->left.form, two->left.form_size);
    text[two->left.form_size] = ' ';
    memcpy(text + two->left.form_size + 1, two->right.form, two->right.form_size);
    *out = (pgf_better_spelling){text, two->left.form_size + 1 + two->right.form_size, true};
    return PGF_OK;
}

pgf_status pgf_spelling_improve(pgf_better_spelling *out, pgf_query *query, const pgf_query_index *index,
                                const pgf_query_word *word, pgf_error *err)
{
    search s = {.query = query, .typed = word, .letters = pgf_utf8_length(word->word, word->size)};
    parts two = {0};
    *out = (pgf_better_spelling){0};
    if (s.letters < LETTERS_LEAST || s.letters > PGF_DISTANCE_LETTERS)
        return PGF_OK;
    pgf_status status = look_near(&s, index, 0, 1, err);
    if (!status && !s.best.size)
        status = look_between(&s, index, &two, err);
    if (!status && two.documents > 0)
        return keep_parts(out, query, &two, err);
    if (!status && !s.best.size && s.letters >= LETTERS_LONG)
        status = look_near(&s, index, first_size(word->word, word->size), 2, err);
    return status || !s.best.size ? status : keep(out, query, &s.best, err);
}
