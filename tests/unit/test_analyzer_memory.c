/* Every allocation of the room fails once: the call says so, leaks nothing, and works the next time. */
#include "fail_each.h"
#include "text/analyzer.h"
#include "text/charset.h"
#include "text/clean.h"
#include "text/fold.h"
#include "text/language.h"
#include <string.h>

static const char text[] = "L’été Straße U.S.C. 個人情報ﾃﾞｰﾀ ประเทศไทย don't e\xCC\x81 regu-\nlation ΐ COVID-19";

static pgf_status add_size(void *payload, const pgf_term *term)
{
    *(size_t *)payload += term->size;
    return PGF_OK;
}

static pgf_status analyze(void)
{
    pgf_analyzer *analyzer = NULL;
    const char *stem;
    size_t size, sum = 0;
    pgf_status status = pgf_analyzer_new(&analyzer, NULL);
    if (!status)
        status = pgf_analyze(analyzer, "de", text, strlen(text), add_size, &sum);
    if (!status)
        status = pgf_analyze(analyzer, "el", "Οδός", strlen("Οδός"), add_size, &sum);
    if (!status)
        status = pgf_stem(analyzer, "en", "obligations", 11, &stem, &size);
    pgf_analyzer_free(analyzer);
    return status;
}

static pgf_status analyze_many_words(void)
{
    pgf_analyzer *analyzer = NULL;
    size_t sum = 0;
    pgf_status status = pgf_analyzer_new(&analyzer, NULL);
    for (unsigned i = 0; !status && i < 5000; i++) {
        char word[4] = {(char)('a' + i % 26), (char)('a' + i / 26 % 26), (char)('a' + i / 676)};
        status = pgf_analyze(analyzer, "", word, 3, add_size, &sum);
    }
    pgf_analyzer_free(analyzer);
    return status;
}

static pgf_status clean(void)
{
    pgf_buffer out = {0};
    char marks[400] = "e";
    for (size_t at = 1; at + 2 < sizeof marks; at += 2)
        memcpy(marks + at, "\xCC\x81", 2);
    pgf_status status = pgf_clean(text, strlen(text), true, &out, NULL);
    if (!status)
        status = pgf_clean(marks, strlen(marks), true, &out, NULL);
    pgf_buffer_dispose(&out);
    return status;
}

static pgf_status decode(void)
{
    static const char *const declared[] = {NULL, "UTF-16LE", "UTF-8", "Shift_JIS"};
    pgf_buffer out = {0};
    pgf_status status = PGF_OK;
    for (size_t i = 0; !status && i < 4; i++)
        status = pgf_charset_decode("caf\xE9 \xFF\0", 7, declared[i], &out, NULL, NULL);
    pgf_buffer_dispose(&out);
    return status;
}

static pgf_status fold(void)
{
    pgf_buffer out = {0};
    pgf_status status = pgf_fold(text, strlen(text), &out);
    pgf_buffer_dispose(&out);
    return status;
}

static void analysis_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(analyze, 10);
    fail_each(analyze_many_words, 10);
}

static void cleaning_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(clean, 4);
}

static void decoding_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(decode, 1);
}

static void folding_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(fold, 2);
}

static void an_analyzer_works_again_when_memory_is_back(void **state)
{
    (void)state;
    pgf_analyzer *analyzer;
    size_t whole = 0;
    assert_int_equal(pgf_analyzer_new(&analyzer, NULL), PGF_OK);
    for (size_t nth = 1; nth < 6; nth++) {
        size_t part = 0;
        fail_alloc_at(nth);
        pgf_analyze(analyzer, "de", text, strlen(text), add_size, &part);
        fail_alloc_at(0);
        part = 0;
        assert_int_equal(pgf_analyze(analyzer, "de", text, strlen(text), add_size, &part), PGF_OK);
        assert_true(nth == 1 || part == whole);
        whole = part;
    }
    pgf_analyzer_free(analyzer);
}

static void a_language_name_that_cannot_be_folded_is_none(void **state)
{
    (void)state;
    char code[PGF_LANGUAGE_MAX];
    fail_alloc_at(1);
    assert_false(pgf_language_normalize("Deutsch", code));
    fail_alloc_at(0);
    assert_true(pgf_language_normalize("Deutsch", code));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(analysis_says_that_memory_is_short),
        cmocka_unit_test(cleaning_says_that_memory_is_short),
        cmocka_unit_test(decoding_says_that_memory_is_short),
        cmocka_unit_test(folding_says_that_memory_is_short),
        cmocka_unit_test(an_analyzer_works_again_when_memory_is_back),
        cmocka_unit_test(a_language_name_that_cannot_be_folded_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
