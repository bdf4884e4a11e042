#include "terms.h"
#include "text/analyzer.h"
#include "text/cache.h"
#include "text/charset.h"
#include "text/language.h"
#include <stdio.h>
#include <stdlib.h>

static pgf_analyzer *analyzer;

static int make_analyzer(void **state)
{
    (void)state;
    return pgf_analyzer_new(&analyzer, NULL);
}

static int free_analyzer(void **state)
{
    (void)state;
    pgf_analyzer_free(analyzer);
    return 0;
}

typedef struct {
    size_t terms, begin, end, covered;
    unsigned position;
    pgf_status answer;
} tally;

static pgf_status count(void *payload, const pgf_term *term)
{
    tally *sum = payload;
    assert_int_equal(pgf_utf8_valid(term->text, term->size), term->size);
    sum->terms++;
    sum->begin = term->begin;
    sum->end = term->end;
    sum->covered += term->end - term->begin;
    sum->position = term->position;
    return sum->answer;
}

static tally tally_of(const char *language, const char *text, size_t size)
{
    tally sum = {0};
    assert_int_equal(pgf_analyze(analyzer, language, text, size, count, &sum), PGF_OK);
    return sum;
}

static void a_callback_that_fails_ends_the_walk(void **state)
{
    (void)state;
    tally sum = {.answer = PGF_ECANCELED};
    assert_int_equal(pgf_analyze(analyzer, "en", "one two three", 13, count, &sum), PGF_ECANCELED);
    assert_int_equal(sum.terms, 1);
}

static void a_callback_that_fails_ends_a_run_of_han(void **state)
{
    (void)state;
    tally sum = {.answer = PGF_ECANCELED};
    assert_int_equal(pgf_analyze(analyzer, "ja", "個人情報", 12, count, &sum), PGF_ECANCELED);
    assert_int_equal(sum.terms, 1);
}

static void empty_text_has_no_terms(void **state)
{
    (void)state;
    assert_int_equal(tally_of("en", "", 0).terms, 0);
    assert_int_equal(tally_of(NULL, NULL, 0).terms, 0);
}

static void a_word_of_10_megabytes_keeps_its_position_and_gives_no_term(void **state)
{
    (void)state;
    size_t size = 10 << 20;
    char *text = malloc(size + 6);
    assert_non_null(text);
    memset(text, 'a', size);
    memcpy(text + size, " after", 6);
    tally sum = tally_of("en", text, size + 6);
    assert_int_equal(sum.terms, 1);
    assert_int_equal(sum.position, 2);
    assert_int_equal(sum.begin, size + 1);
    free(text);
}

static void words_of_300_bytes_give_no_terms(void **state)
{
    (void)state;
    char text[3 * 301 + 3];
    memset(text, 'w', sizeof text);
    text[300] = text[601] = text[902] = ' ';
    memcpy(text + 903, "end", 3);
    tally sum = tally_of("en", text, sizeof text);
    assert_int_equal(sum.terms, 1);
    assert_int_equal(sum.position, 4);
}

static void long_runs_without_spaces_are_read_in_pieces(void **state)
{
    (void)state;
    static const char word[] = "ข้อมูล";
    enum { TIMES = 5000, SIZE = sizeof word - 1 };
    char *text = malloc((size_t)TIMES * SIZE);
    assert_non_null(text);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * SIZE, word, SIZE);
    tally sum = tally_of("th", text, (size_t)TIMES * SIZE);
    assert_int_equal(sum.end, TIMES * SIZE);
    assert_int_equal(sum.covered, TIMES * SIZE);
    assert_int_equal(sum.terms, TIMES); /* none torn */
    free(text);
}

/* Quadratic time would not end here. */
static void hostile_runs_of_one_kind_take_linear_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a.",         "l'", "a'", "\xCC\x81",  "a\xCC\x81",
                                         "葛\xCC\x81", "·",  "l·", "ก\xCC\x81", "'"};
    enum { SIZE = 2 << 20 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t step = strlen(pieces[i]);
        for (size_t at = 0; at + step <= SIZE; at += step)
            memcpy(text + at, pieces[i], step);
        assert_in_range(tally_of("fr", text, SIZE / step * step).position, 0, SIZE);
    }
    free(text);
}

static void malformed_bytes_part_words(void **state)
{
    (void)state;
    static const char text[] = "one\xFFtwo\xE2\x82three\xC3 \xED\xA0\x80 four\0five \xF4\x90\x80\x80 \xE6";
    tally sum = tally_of("", text, sizeof text - 1);
    assert_int_equal(sum.terms, 5);
    assert_int_equal(sum.position, 5);
}

static void truncated_text_never_reads_past_its_end(void **state)
{
    (void)state;
    static const char text[] = "l’été U.S.C. 個人情報ﾃﾞ ประเทศ O’Brien col·lecció";
    for (size_t size = 0; size < sizeof text; size++) {
        char *copy = malloc(size + 1); /* malloc(0) may be NULL */
        assert_non_null(copy);
        memcpy(copy, text, size);
        tally_of("fr", copy, size); /* ASan watches */
        free(copy);
    }
}

static void a_language_without_a_stemmer_leaves_words_whole(void **state)
{
    (void)state;
    static const char *const none[] = {NULL, "", "ja", "xx"};
    for (size_t i = 0; i < 4; i++) {
        char *terms = terms_of(analyzer, none[i], "Obligations", 11);
        assert_string_equal(terms, "obligations[1]");
        free(terms);
    }
}

static void languages_do_not_share_stems(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) { /* the second from the cache */
        char *english = terms_of(analyzer, "en", "policies", 8), *french = terms_of(analyzer, "fr", "policies", 8),
             *none = terms_of(analyzer, "", "policies", 8);
        assert_string_equal(english, "polici[1]");
        assert_string_equal(french, "polic[1]");
        assert_string_equal(none, "policies[1]");
        free(english);
        free(french);
        free(none);
    }
}

static void a_word_read_again_gives_the_same_terms(void **state)
{
    (void)state;
    static const char text[] = "L’Été Bjørn U.S.C. ﾃﾞｰﾀ Sécurité 2024 CO₂";
    char *first = terms_of(analyzer, "fr", text, strlen(text)), *again = terms_of(analyzer, "fr", text, strlen(text));
    assert_string_equal(first, again);
    free(first);
    free(again);
}

static pgf_status same_as_stem(void *payload, const pgf_term *term)
{
    const char *const *given = payload; /* language, text */
    pgf_buffer lower = {0};
    const char *stem;
    size_t size;
    assert_int_equal(pgf_lower(given[1] + term->begin, term->end - term->begin, &lower), PGF_OK);
    assert_int_equal(pgf_stem(analyzer, given[0], lower.bytes, lower.size, &stem, &size), PGF_OK);
    assert_int_equal(size, term->size);
    assert_memory_equal(stem, term->text, size);
    pgf_buffer_dispose(&lower);
    return PGF_OK;
}

static void stems_of_single_words_are_those_of_texts(void **state)
{
    (void)state;
    static const char text[] = "Obligations Verpflichtungen größere sécurité forpliktelsene обязанности υποχρεώσεις "
                               "Ankara'da commission's 1990s covid19 التزامات yükümlülükler dell'arte";
    for (const char *const *code = pgf_language_stemmed(); *code; code++) {
        const char *given[] = {*code, text};
        assert_int_equal(pgf_analyze(analyzer, *code, text, strlen(text), same_as_stem, given), PGF_OK);
    }
}

/* The word as the vocabulary keeps it, analysed again. */
static pgf_status is_one_word(void *payload, const pgf_term *term)
{
    pgf_analyzer *other = payload; /* `term` is borrowed from the first */
    pgf_buffer expected = {0};
    char *again = terms_of(other, "", term->word, term->word_size);
    assert_int_equal(pgf_buffer_printf(&expected, "%.*s[1]", (int)term->word_size, term->word), PGF_OK);
    assert_string_equal(again, expected.bytes);
    pgf_buffer_dispose(&expected);
    free(again);
    return PGF_OK;
}

static void a_key_of_the_vocabulary_is_one_word(void **state)
{
    (void)state;
    static const char text[] =
        "L’avion qu'il d'O'Brien U.S.C. D's don't CO₂ ２０２４ Straße Ærø dell'arte İstanbul ŉ ĳ СССР "
        "l·l col·lecció Οδός ٢٠٢٤ संविधान l'l'eau";
    pgf_analyzer *other;
    assert_int_equal(pgf_analyzer_new(&other, NULL), PGF_OK);
    assert_int_equal(pgf_analyze(analyzer, "", text, strlen(text), is_one_word, other), PGF_OK);
    pgf_analyzer_free(other);
}

static void many_different_words_empty_the_cache_and_change_nothing(void **state)
{
    (void)state;
    char text[64];
    for (unsigned i = 0; i < 600000; i++) {
        snprintf(text, sizeof text, "Filler%u", i);
        assert_int_equal(tally_of("en", text, strlen(text)).terms, 1);
    }
    char *terms = terms_of(analyzer, "en", "Obligations", 11);
    assert_string_equal(terms, "oblig[1]");
    free(terms);
}

typedef struct {
    uint64_t before[8]; /* what the notes of the first words held */
    size_t words;
} notes;

/* Adds one to the note of every word. */
static pgf_status count_up(void *payload, const pgf_term *term)
{
    notes *seen = payload;
    assert_true(seen->words < 8);
    seen->before[seen->words++] = term->note ? term->note->parts[1] : UINT64_MAX;
    if (term->note)
        term->note->parts[1]++;
    return PGF_OK;
}

static void assert_notes(const char *language, const char *text, const uint64_t *expected, size_t count)
{
    notes seen = {0};
    assert_int_equal(pgf_analyze(analyzer, language, text, strlen(text), count_up, &seen), PGF_OK);
    assert_int_equal(seen.words, count);
    assert_memory_equal(seen.before, expected, count * sizeof *expected);
}

static void a_note_on_a_word_is_there_when_it_is_written_so_again(void **state)
{
    (void)state;
    const uint64_t none = UINT64_MAX; /* a word met for the first time is not kept yet */
    assert_notes("en", "noteworthy Noteworthy noteworthy noteworthy", (uint64_t[]){none, none, 0, 1}, 4);
    assert_notes("en", "noteworthy Noteworthy", (uint64_t[]){2, 0}, 2);
    assert_notes("de", "noteworthy noteworthy", (uint64_t[]){none, 0}, 2);
}

/* UNO and U.N.O. are one word written in two ways. */
static void a_word_with_full_stops_between_its_letters_has_no_note(void **state)
{
    (void)state;
    const uint64_t none = UINT64_MAX;
    assert_notes("en", "UNO UNO U.N.O UNO", (uint64_t[]){none, 0, none, 1}, 4);
}

static void fill_cache(size_t padding)
{
    pgf_cache cache = {0};
    pgf_cached entry = {"word", "term", 4, 4, NULL}, found;
    char written[128];
    memset(written, 'w', sizeof written);
    for (unsigned i = 0; i < 700000; i++) {
        size_t size = padding + (size_t)snprintf(written + padding, sizeof written - padding, "%u", i);
        assert_int_equal(pgf_cache_put(&cache, 1, written, size, &entry), PGF_OK);
        assert_true(pgf_cache_find(&cache, 1, written, size, &found));
        assert_false(pgf_cache_find(&cache, 2, written, size, &found));
        assert_true(cache.slot_count * sizeof *cache.slots + cache.records.size <= 32 << 20);
    }
    pgf_cache_dispose(&cache);
}

static void the_cache_stays_below_32_megabytes(void **state)
{
    (void)state;
    fill_cache(0);
    fill_cache(100);
}

static void the_stemmer_version_is_one_word_and_stays(void **state)
{
    (void)state;
    const char *version = pgf_stemmer_version();
    assert_non_null(strstr(version, "snowball-"));
    assert_null(strchr(version, ' '));
    assert_string_equal(version, pgf_stemmer_version());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_callback_that_fails_ends_the_walk),
        cmocka_unit_test(a_callback_that_fails_ends_a_run_of_han),
        cmocka_unit_test(empty_text_has_no_terms),
        cmocka_unit_test(a_word_of_10_megabytes_keeps_its_position_and_gives_no_term),
        cmocka_unit_test(words_of_300_bytes_give_no_terms),
        cmocka_unit_test(long_runs_without_spaces_are_read_in_pieces),
        cmocka_unit_test(hostile_runs_of_one_kind_take_linear_time),
        cmocka_unit_test(malformed_bytes_part_words),
        cmocka_unit_test(truncated_text_never_reads_past_its_end),
        cmocka_unit_test(a_language_without_a_stemmer_leaves_words_whole),
        cmocka_unit_test(languages_do_not_share_stems),
        cmocka_unit_test(a_word_read_again_gives_the_same_terms),
        cmocka_unit_test(stems_of_single_words_are_those_of_texts),
        cmocka_unit_test(a_key_of_the_vocabulary_is_one_word),
        cmocka_unit_test(many_different_words_empty_the_cache_and_change_nothing),
        cmocka_unit_test(a_note_on_a_word_is_there_when_it_is_written_so_again),
        cmocka_unit_test(a_word_with_full_stops_between_its_letters_has_no_note),
        cmocka_unit_test(the_cache_stays_below_32_megabytes),
        cmocka_unit_test(the_stemmer_version_is_one_word_and_stays),
    };
    return cmocka_run_group_tests(tests, make_analyzer, free_analyzer);
}
