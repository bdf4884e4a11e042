/*
 * Words that stand for others of the index: organi*, col*r, bjrn~, bjrn~1. They are read here and found here; a stem that
 * one of them has may be that of a word that does not fit, too.
 */
#include "query/pattern.h"
#include "query/reading.h"
#include "text/charset.h"
#include "text/fold.h"
#include <string.h>

enum { PATTERNS_MAX = 2, LETTERS_BEFORE = 3, LONG_WORD = 6, EDITS_MAX = 2 };

bool pgf_pattern_fits(const char *pattern, size_t pattern_size, const char *word, size_t size)
{
    size_t p = 0, w = 0, star = SIZE_MAX, mark = 0;
    while (w < size) {
        if (p < pattern_size && pattern[p] == '*') {
            star = p++;
            mark = w;
        } else if (p < pattern_size && pattern[p] == word[w]) {
            p++;
            w++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            w = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern_size && pattern[p] == '*')
        p++;
    return p == pattern_size;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

typedef struct {
    size_t terms;
    bool is_whole; /* one word from end to end */
    size_t size;
} piece;

static pgf_status look_at(void *payload, const pgf_term *term)
{
    piece *of = payload;
    of->terms++;
    of->is_whole = of->terms == 1 && term->kind == PGF_TERM_WORD && term->begin == 0 && term->end == of->size;
    return PGF_OK;
}

/* Letters of one word and nothing else? */
static pgf_status is_word(pgf_reading *reading, const char *text, size_t size, bool *yes, bool *any)
{
    piece of = {.size = size};
    *yes = false;
    if (!size)
        return PGF_OK;
    if (pgf_analyze(reading->analyzer, "", text, size, look_at, &of))
        return pgf_reading_no_memory(reading);
    *yes = of.is_whole;
    *any = *any || of.terms > 0;
    return PGF_OK;
}

/* The pieces between stars, folded; `*fit` false when one is no word, `*any` true when one has some. */
static pgf_status fold_pieces(pgf_reading *reading, const char *text, size_t size, pgf_buffer *out, bool *fit,
                              bool *any)
{
    pgf_status status = PGF_OK;
    *fit = true;
    for (size_t at = 0; at < size && *fit && !status;) {
        const char *star = memchr(text + at, '*', size - at);
        size_t length = star ? (size_t)(star - text) - at : size - at;
        if (length)
            status = is_word(reading, text + at, length, fit, any);
        if (!status && *fit && (pgf_fold(text + at, length, out) || (star && pgf_buffer_append_char(out, '*'))))
            status = pgf_reading_no_memory(reading);
        at += length + 1;
    }
    return status;
}

static size_t letters_before_star(const char *text, size_t size)
{
    const char *star = memchr(text, '*', size);
    return pgf_utf8_length(text, star ? (size_t)(star - text) : size);
}

/* "~", "~1" or "~2" at the end: its edits, and the size before it. */
static bool ends_in_edits(const pgf_query_node *node, unsigned *edits, size_t *size)
{
    size_t at = node->size;
    bool has_digit = at > 1 && node->text[at - 1] >= '1' && node->text[at - 1] <= '0' + EDITS_MAX;
    at -= has_digit;
    if (!at || node->text[at - 1] != '~')
        return false;
    *size = at - 1;
    *edits = has_digit ? (unsigned)(node->text[at] - '0') : letters_before_star(node->text, at - 1) < LONG_WORD ? 1 : 2;
    return true;
}

static pgf_status object_to(pgf_reading *reading, const pgf_query_node *node, const char *why)
{
    return pgf_reading_object(reading, node->at, "it is searched as words", "%.*s: %s",
                              pgf_reading_shown(node->text, node->size), node->text, why);
}

pgf_status pgf_reading_pattern(pgf_reading *reading, const pgf_query_node *node, pgf_query_word *out, size_t *size,
                               bool *is_one)
{
    pgf_buffer folded = {0};
    bool fit = false, any = false, has_star = memchr(node->text, '*', node->size);
    *out = (pgf_query_word){.kind = PGF_TERM_WORD, .route = has_star ? PGF_BY_PATTERN : PGF_BY_SPELLING};
    *size = node->size;
    *is_one = false;
    if (!has_star && !ends_in_edits(node, &out->edits, size))
        return PGF_OK;
    pgf_status status = fold_pieces(reading, node->text, *size, &folded, &fit, &any);
    if (!status && any) {
        if (!fit)
            status = object_to(reading, node,
                               has_star ? "a pattern is one word of letters, figures and *"
                                        : "what is spelled nearly so is one word");
        else if (letters_before_star(folded.bytes, folded.size) < LETTERS_BEFORE)
            status = object_to(reading, node,
                               has_star ? "before its * there must be three letters at least"
                                        : "it must have three letters at least");
        else if (++reading->patterns > PATTERNS_MAX)
            status = object_to(reading, node, "a query may have two words with * or ~");
        else
            *is_one = true;
    }
    if (!status && *is_one) {
        out->word = pgf_arena_copy(&reading->query->arena, folded.bytes, folded.size);
        out->size = folded.size;
        out->lower = out->word;
        out->lower_size = out->size;
        status = out->word ? PGF_OK : pgf_reading_no_memory(reading);
    }
    pgf_buffer_dispose(&folded);
    return status;
}
