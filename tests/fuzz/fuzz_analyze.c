/* Any bytes through the whole chain: valid UTF-8 in normal form, spans that ascend and hold the word that they say. */
#include "text/analyzer.h"
#include "text/charset.h"
#include "text/clean.h"
#include "text/fold.h"
#include "text/language.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    const pgf_buffer *text;
    size_t begin;
    unsigned position;
} walk;

static void must(bool holds)
{
    if (!holds)
        abort();
}

static pgf_status check(void *payload, const pgf_term *term)
{
    walk *last = payload;
    pgf_buffer plain = {0}, folded = {0};
    bool is_word = term->kind == PGF_TERM_WORD;
    must(term->begin >= last->begin && term->begin < term->end && term->end <= last->text->size);
    must(term->position >= last->position && term->position > 0 && term->size > 0 && term->size <= PGF_TERM_MAX);
    must(pgf_utf8_valid(term->text, term->size) == term->size);
    for (size_t at = term->begin; at < term->end; at++)
        if (last->text->bytes[at] != '.')
            must(pgf_buffer_append_char(&plain, last->text->bytes[at]) == PGF_OK);
    must(pgf_fold(plain.bytes, plain.size, &folded) == PGF_OK);
    must(folded.size == (is_word ? term->word_size : term->size));
    must(memcmp(folded.bytes, is_word ? term->word : term->text, folded.size) == 0);
    last->begin = term->begin;
    last->position = term->position;
    pgf_buffer_dispose(&plain);
    pgf_buffer_dispose(&folded);
    return PGF_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pgf_analyzer *analyzer;
    if (size < 1 || (!analyzer && pgf_analyzer_new(&analyzer, NULL) != PGF_OK))
        return 0;
    const char *language = pgf_language_stemmed()[data[0] % 31]; /* the last is NULL */
    pgf_buffer text = {0}, clean = {0}, again = {0};
    char code[PGF_LANGUAGE_MAX];
    must(pgf_charset_decode((const char *)data + 1, size - 1, NULL, &text, NULL, NULL) == PGF_OK);
    must(pgf_utf8_valid(text.bytes, text.size) == text.size);
    must(pgf_clean(text.bytes, text.size, data[0] & 0x80, &clean, NULL) == PGF_OK);
    must(pgf_utf8_valid(clean.bytes, clean.size) == clean.size);
    must(pgf_clean(clean.bytes, clean.size, false, &again, NULL) == PGF_OK);
    must(again.size == clean.size && (!clean.size || memcmp(again.bytes, clean.bytes, clean.size) == 0));
    walk last = {.text = &clean};
    must(pgf_analyze(analyzer, language, clean.bytes, clean.size, check, &last) == PGF_OK);
    pgf_language_detect(clean.bytes ? clean.bytes : "", clean.size, code);
    pgf_buffer_dispose(&text);
    pgf_buffer_dispose(&clean);
    pgf_buffer_dispose(&again);
    return 0;
}
