/* The terms of a text as a line: `oblig[2] of[3]`. */
#ifndef TERMS_H
#define TERMS_H

#include "text/analyzer.h"
#include "text/fold.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    const char *text;
    pgf_buffer line;
    size_t begin; /* of the last term */
    unsigned position;
} terms_walk;

/* What the span holds, folded, without the full stops of an acronym. */
static inline void fold_span(const terms_walk *walk, const pgf_term *term, pgf_buffer *out)
{
    pgf_buffer plain = {0};
    for (size_t at = term->begin; at < term->end; at++)
        if (walk->text[at] != '.')
            assert_int_equal(pgf_buffer_append_char(&plain, walk->text[at]), PGF_OK);
    assert_int_equal(pgf_fold(plain.bytes, plain.size, out), PGF_OK);
    pgf_buffer_dispose(&plain);
}

/* Every span is that of its word, and spans and positions ascend. */
static inline void check_term(const terms_walk *walk, const pgf_term *term)
{
    pgf_buffer folded = {0};
    fold_span(walk, term, &folded);
    bool is_word = term->kind == PGF_TERM_WORD;
    assert_int_equal(folded.size, is_word ? term->word_size : term->size);
    assert_memory_equal(folded.bytes, is_word ? term->word : term->text, folded.size);
    assert_int_equal(is_word ? 0 : term->word_size, 0);
    assert_in_range(term->size, 1, PGF_TERM_MAX);
    assert_true(term->begin >= walk->begin && term->position >= walk->position);
    pgf_buffer_dispose(&folded);
}

static inline pgf_status add_term(void *payload, const pgf_term *term)
{
    terms_walk *walk = payload;
    check_term(walk, term);
    walk->begin = term->begin;
    walk->position = term->position;
    return pgf_buffer_printf(&walk->line, "%s%.*s[%u]", walk->line.size ? " " : "", (int)term->size, term->text,
                             term->position);
}

/* The caller frees the line. */
static inline char *terms_of(pgf_analyzer *analyzer, const char *language, const char *text, size_t size)
{
    terms_walk walk = {.text = text};
    assert_int_equal(pgf_analyze(analyzer, language, text, size, add_term, &walk), PGF_OK);
    return pgf_buffer_take(&walk.line);
}

#endif
