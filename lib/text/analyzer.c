#include "text/analyzer.h"
#include "text/breaks.h"
#include "text/cache.h"
#include "text/classes.h"
#include "text/fold.h"
#include "text/lower.h"
#include "text/segment.h"
#include "text/stems.h"
#include <stdlib.h>
#include <string.h>

enum {
    RUN_MAX = 16384,   /* bytes of an unspaced run that ICU gets at once   */
    RUN_MARGIN = 96,   /* bytes before a cut that are looked at once more  */
    CHARACTER_MAX = 64 /* bytes of a character with its marks              */
};

struct pgf_analyzer {
    pgf_stems stems;
    pgf_cache cache;
    pgf_breaks breaks;
    pgf_buffer lower, word, term, dotless; /* of the word at hand */
    pgf_buffer stem;                       /* pgf_stem's          */
};

/* One call of pgf_analyze. */
typedef struct {
    pgf_analyzer *analyzer;
    unsigned char stemmer;
    const char *text;
    pgf_term_fn *each;
    void *payload;
    unsigned position;
} walk;

pgf_status pgf_analyzer_new(pgf_analyzer **out, pgf_error *err)
{
    pgf_classes_load();
    *out = calloc(1, sizeof **out);
    return *out ? PGF_OK : pgf_fail(err, PGF_ENOMEM, "out of memory");
}

void pgf_analyzer_free(pgf_analyzer *analyzer)
{
    if (!analyzer)
        return;
    pgf_stems_dispose(&analyzer->stems);
    pgf_cache_dispose(&analyzer->cache);
    pgf_breaks_dispose(&analyzer->breaks);
    pgf_buffer *buffers[] = {&analyzer->lower, &analyzer->word, &analyzer->term, &analyzer->dotless, &analyzer->stem};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        pgf_buffer_dispose(buffers[i]);
    free(analyzer);
}

/* Fold and stem a word that the cache does not know yet. What is too long to be a term has none. */
static pgf_status look_at(pgf_analyzer *analyzer, unsigned char stemmer, const char *written, size_t size,
                          pgf_cached *found)
{
    pgf_buffer *lower = &analyzer->lower, *word = &analyzer->word, *term = &analyzer->term;
    pgf_buffer_clear(lower);
    pgf_buffer_clear(word);
    pgf_buffer_clear(term);
    pgf_status status = pgf_lower_word(written, size, pgf_stems_is_turkish(stemmer), lower);
    if (!status)
        status = pgf_strip_diacritics(lower->bytes, lower->size, word);
    if (!status)
        status = pgf_stems_append(&analyzer->stems, stemmer, lower->bytes, lower->size, term);
    if (status)
        return status;
    *found = (pgf_cached){word->bytes, term->bytes, word->size, term->size, NULL};
    if (lower->size > PGF_TERM_MAX || word->size > PGF_TERM_MAX || term->size > PGF_TERM_MAX || !word->size)
        found->word_size = found->term_size = 0;
    return pgf_cache_put(&analyzer->cache, stemmer, written, size, found);
}

/* `written` is the word without the full stops of an acronym; the span may hold them. */
static pgf_status give_word(walk *w, const char *written, size_t size, size_t begin, size_t end)
{
    w->position++;
    if (size > PGF_CACHE_WORD_MAX)
        return PGF_OK;
    pgf_cached found;
    if (!pgf_cache_find(&w->analyzer->cache, w->stemmer, written, size, &found)) {
        pgf_status status = look_at(w->analyzer, w->stemmer, written, size, &found);
        if (status)
            return status;
    }
    if (!found.term_size)
        return PGF_OK;
    pgf_term_note *note = size == end - begin ? found.note : NULL;
    pgf_term term = {found.term,  found.term_size, found.word, found.word_size, begin, end,
                     w->position, PGF_TERM_WORD,   note};
    return w->each(w->payload, &term);
}

static pgf_status give_dotted(walk *w, size_t begin, size_t end)
{
    pgf_buffer *dotless = &w->analyzer->dotless;
    pgf_buffer_clear(dotless);
    for (size_t at = begin; at < end; at++) {
        pgf_status status = w->text[at] == '.' ? PGF_OK : pgf_buffer_append_char(dotless, w->text[at]);
        if (status)
            return status;
    }
    return give_word(w, dotless->bytes, dotless->size, begin, end);
}

/*
 * Characters from U+3000 to U+DFFF and beyond U+FFFF do: the first byte tells. Half-width forms and most
 * marks do not.
 */
static bool folds_to_itself(const char *text, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at++) {
        unsigned char byte = (unsigned char)text[at];
        bool is_lead = (byte & 0xC0) != 0x80;
        if (is_lead && (byte < 0xE3 || byte > 0xED) && byte != 0xF0)
            return false;
    }
    return true;
}

static pgf_status give_characters(walk *w, size_t begin, size_t end, pgf_term_kind kind)
{
    pgf_term term = {w->text + begin, end - begin, "", 0, begin, end, w->position, kind, NULL};
    if (term.size > (size_t)2 * CHARACTER_MAX)
        return PGF_OK;
    if (!folds_to_itself(w->text, begin, end)) {
        pgf_buffer *folded = &w->analyzer->word;
        pgf_buffer_clear(folded);
        pgf_status status = pgf_fold(w->text + begin, end - begin, folded);
        if (status)
            return status;
        term.text = folded->bytes;
        term.size = folded->size;
    }
    return term.size && term.size <= PGF_TERM_MAX ? w->each(w->payload, &term) : PGF_OK;
}

static pgf_status give_cjk(walk *w, size_t begin, size_t end)
{
    pgf_status status = PGF_OK;
    size_t size = pgf_segment_character(w->text, end, begin);
    while (!status && begin < end) {
        size_t next = begin + size;
        w->position++;
        status = give_characters(w, begin, next, PGF_TERM_CHARACTER);
        if (!status && next < end) {
            size = pgf_segment_character(w->text, end, next);
            status = give_characters(w, begin, next + size, PGF_TERM_PAIR);
        }
        begin = next;
    }
    return status;
}

static size_t cut(const char *text, size_t begin, size_t end)
{
    if (end - begin <= RUN_MAX)
        return end;
    end = begin + RUN_MAX;
    while (((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    return end;
}

/* A piece of a run; `*next` is where the next begins: at the first word that the cut may have changed. */
static pgf_status give_piece(walk *w, size_t begin, size_t stop, bool is_last, size_t *next)
{
    pgf_breaks *breaks = &w->analyzer->breaks;
    size_t from, to;
    pgf_status status = pgf_breaks_start(breaks, w->text + begin, stop - begin);
    *next = stop;
    while (!status && pgf_breaks_next(breaks, &from, &to)) {
        if (!is_last && from > 0 && begin + to + RUN_MARGIN > stop) {
            *next = begin + from;
            break;
        }
        status = give_word(w, w->text + begin + from, to - from, begin + from, begin + to);
    }
    return status;
}

static pgf_status give_complex(walk *w, size_t begin, size_t end)
{
    pgf_status status = PGF_OK;
    while (!status && begin < end) {
        size_t stop = cut(w->text, begin, end);
        status = give_piece(w, begin, stop, stop == end, &begin);
    }
    return status;
}

static pgf_status give(walk *w, const pgf_segment *segment)
{
    size_t begin = segment->begin, end = segment->end;
    switch (segment->kind) {
    case SEGMENT_DOTTED:
        return give_dotted(w, begin, end);
    case SEGMENT_CJK:
        return give_cjk(w, begin, end);
    case SEGMENT_COMPLEX:
        return give_complex(w, begin, end);
    case SEGMENT_WORD:
        break;
    }
    return give_word(w, w->text + begin, end - begin, begin, end);
}

pgf_status pgf_analyze(pgf_analyzer *analyzer, const char *language, const char *text, size_t size, pgf_term_fn *each,
                       void *payload)
{
    walk w = {analyzer, pgf_stems_number(language), text, each, payload, 0};
    pgf_status status = PGF_OK;
    pgf_segment segment;
    for (size_t at = 0; !status && pgf_segment_next(text, size, &at, &segment);)
        status = give(&w, &segment);
    return status;
}

pgf_status pgf_stem(pgf_analyzer *analyzer, const char *language, const char *word, size_t size, const char **stem,
                    size_t *stem_size)
{
    pgf_buffer_clear(&analyzer->stem);
    pgf_status status = pgf_buffer_reserve(&analyzer->stem, size);
    if (!status)
        status = pgf_stems_append(&analyzer->stems, pgf_stems_number(language), word, size, &analyzer->stem);
    if (status)
        return status;
    *stem = analyzer->stem.bytes;
    *stem_size = analyzer->stem.size;
    return PGF_OK;
}
