#include "query/plan.h"
#include "query_cases.h"
#include "text/charset.h"
#include <paragraf/search.h>

static known_index known;
static pgf_analyzer *analyzer;

/* "aa" is in 100 documents, "ab" in 99… */
static int set_up(void **state)
{
    (void)state;
    known.documents = 1000;
    known.languages[known.language_count++] = (pgf_query_language){"en", 1000};
    for (unsigned i = 0; i < 60; i++) {
        known_word *word = &known.words[known.word_count++];
        *word = (known_word){.language = "en", .documents = 100 - i};
        snprintf(word->word, sizeof word->word, "%c%cx", (char)('a' + i / 26), (char)('a' + i % 26));
        strcpy(word->stem, word->word);
    }
    return pgf_analyzer_new(&analyzer, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    pgf_analyzer_free(analyzer);
    return 0;
}

static pgf_status read_query(pgf_query **query, const char *text, size_t size, pgf_error *err)
{
    pgf_query_index index = known_query_index(&known);
    return pgf_query_read(query, analyzer, &index, text, size, false, err);
}

static pgf_buffer known_words(size_t count, const char *before)
{
    pgf_buffer text = {0};
    pgf_buffer_append_text(&text, before);
    for (size_t i = 0; i < count; i++)
        pgf_buffer_printf(&text, "%s ", known.words[i].word);
    return text;
}

static void assert_refused(const pgf_buffer *text, const char *reason)
{
    pgf_query *query = NULL;
    pgf_error err = {0};
    assert_int_equal(read_query(&query, text->bytes, text->size, &err), PGF_ELIMIT);
    assert_null(query);
    assert_non_null(strstr(err.message, reason));
}

static void thirty_two_words_are_all_used(void **state)
{
    (void)state;
    pgf_buffer text = known_words(PGF_QUERY_WORDS, "aax aax ");
    pgf_query *query = NULL;
    assert_int_equal(read_query(&query, text.bytes, text.size, NULL), PGF_OK);
    assert_int_equal(query->warning_count, 0);
    assert_int_equal(query->sequence_size, PGF_QUERY_WORDS + 2);
    pgf_query_free(query);
    pgf_buffer_dispose(&text);
}

static void of_more_words_the_rarest_are_used(void **state)
{
    (void)state;
    pgf_buffer text = known_words(40, "unknown ");
    pgf_query *query = NULL;
    assert_int_equal(read_query(&query, text.bytes, text.size, NULL), PGF_OK);
    assert_string_equal(query->warnings[0], "The query has 41 words: the 32 rarest are used");
    assert_int_equal(query->sequence_size, PGF_QUERY_WORDS);
    assert_memory_equal(query->parsed, "aix ajx", 7);
    pgf_query_free(query);
    pgf_buffer_dispose(&text);
}

static void a_word_that_lost_a_part_is_told_without_it(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    pgf_query *query = NULL;
    pgf_buffer_append_text(&text, "cex-aax-cfx");
    for (size_t i = 26; i < 56; i++)
        pgf_buffer_printf(&text, " %s", known.words[i].word);
    assert_int_equal(read_query(&query, text.bytes, text.size, NULL), PGF_OK);
    assert_memory_equal(query->parsed, "cex cfx bax", 11);
    pgf_query_free(query);
    pgf_buffer_dispose(&text);
}

static void a_citation_stays_or_goes_as_a_whole(void **state)
{
    (void)state;
    pgf_buffer text = known_words(40, "aax-1 ");
    pgf_query *query = NULL;
    assert_int_equal(read_query(&query, text.bytes, text.size, NULL), PGF_OK);
    assert_false(query->root.children[0].is_used);
    assert_int_equal(query->sequence_size, PGF_QUERY_WORDS);
    pgf_query_free(query);
    pgf_buffer_dispose(&text);
}

static void a_word_of_a_phrase_counts_only_there_when_it_was_one_too_many(void **state)
{
    (void)state;
    pgf_buffer text = known_words(40, "aax/bax ");
    pgf_query *query = NULL;
    pgf_buffer_append_text(&text, "\"aax abx\"");
    assert_int_equal(read_query(&query, text.bytes, text.size, NULL), PGF_OK);
    size_t content = 0;
    for (size_t i = 0; i < query->word_count; i++)
        content += query->words[i].is_content;
    assert_int_equal(content, PGF_QUERY_WORDS);
    assert_memory_equal(query->parsed, "bax aix", 7);
    pgf_query_free(query);
    pgf_buffer_dispose(&text);
}

static void a_phrase_may_have_thirty_two_words(void **state)
{
    (void)state;
    pgf_buffer text = known_words(PGF_PHRASE_WORDS, "\"");
    pgf_query *query = NULL;
    pgf_buffer_append_text(&text, "\"");
    assert_int_equal(read_query(&query, text.bytes, text.size, NULL), PGF_OK);
    assert_int_equal(query->root.children[0].token_count, PGF_PHRASE_WORDS);
    pgf_query_free(query);
    pgf_buffer_dispose(&text);
    text = known_words(PGF_PHRASE_WORDS + 1, "\"");
    pgf_buffer_append_text(&text, "\"");
    assert_refused(&text, "a phrase of 33 words");
    pgf_buffer_dispose(&text);
    text = known_words(PGF_PHRASE_WORDS + 1, "-\"");
    assert_refused(&text, "a phrase of 33 words");
    pgf_buffer_dispose(&text);
}

static void a_long_phrase_that_is_not_closed_was_none(void **state)
{
    (void)state;
    pgf_buffer text = known_words(PGF_PHRASE_WORDS + 1, "\"");
    pgf_query *query = NULL;
    assert_int_equal(read_query(&query, text.bytes, text.size, NULL), PGF_OK);
    assert_int_equal(query->root.children[0].kind, PGF_NODE_WORD);
    pgf_query_free(query);
    pgf_buffer_dispose(&text);
}

static void there_may_be_thirty_two_phrases_and_exclusions(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    for (size_t i = 0; i < PGF_QUERY_WORDS; i++)
        pgf_buffer_printf(&text, i % 2 ? "-%s \"aax\" " : "\"%s\" -aax ", known.words[i + 1].word);
    pgf_query *query = NULL;
    pgf_error err = {0};
    assert_int_equal(read_query(&query, text.bytes, text.size, &err), PGF_ELIMIT);
    assert_non_null(strstr(err.message, "34 phrases, exclusions and words with operators"));
    pgf_buffer_dispose(&text);
}

static void a_query_may_have_eight_kilobytes(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    pgf_query *query = NULL;
    while (text.size < PGF_QUERY_BYTES)
        pgf_buffer_append_text(&text, "a ");
    assert_int_equal(read_query(&query, text.bytes, text.size, NULL), PGF_OK);
    pgf_query_free(query);
    pgf_buffer_append_text(&text, "a");
    assert_refused(&text, "8193 bytes");
    pgf_buffer_dispose(&text);
}

/* Whatever is typed, over and over until the limit of bytes. */
static void nothing_typed_is_a_crash_or_an_error(void **state)
{
    (void)state;
    static const char *const pieces[] = {"(",
                                         ")",
                                         "\"",
                                         "\" ",
                                         "“",
                                         "«x",
                                         "x«x»",
                                         "-",
                                         "--x",
                                         "- -",
                                         "*",
                                         "~",
                                         "^",
                                         "/",
                                         "\x01\x02",
                                         "\x7F",
                                         "\xFF",
                                         "\xE2\x82",
                                         "\xF0\x9F\x98\x80",
                                         "AND OR NOT ",
                                         "NEAR/5 ",
                                         "a*~ ",
                                         ":",
                                         "\t\n",
                                         "5(2)",
                                         "税",
                                         "個人情報",
                                         "é́́",
                                         "a.b.",
                                         "l'",
                                         "\xE3\x80\x80",
                                         "ก"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        pgf_buffer text = {0};
        pgf_query *query = NULL, *again = NULL;
        while (text.size + strlen(pieces[i]) <= PGF_QUERY_BYTES)
            pgf_buffer_append_text(&text, pieces[i]);
        pgf_status status = read_query(&query, text.bytes, text.size, NULL);
        assert_true(status == PGF_OK || status == PGF_ELIMIT);
        if (!status) {
            assert_int_equal(pgf_utf8_valid(query->parsed, strlen(query->parsed)), strlen(query->parsed));
            assert_int_equal(pgf_utf8_valid(query->text, query->size), query->size);
            assert_int_equal(read_query(&again, query->parsed, strlen(query->parsed), NULL), PGF_OK);
        }
        pgf_query_free(again);
        pgf_query_free(query);
        pgf_buffer_dispose(&text);
    }
    pgf_query *query = NULL;
    assert_int_equal(read_query(&query, "a\0b", 3, NULL), PGF_OK);
    assert_string_equal(query->text, "a\xEF\xBF\xBD"
                                     "b");
    pgf_query_free(query);
}

static size_t count_in(const xap_query *query, const char *term)
{
    size_t count = 0;
    xap_bytes text = {0};
    assert_int_equal(xap_query_describe(query, &text, NULL), XAP_OK);
    for (const char *at = text.bytes; (at = strstr(at, term)); at++)
        count++;
    xap_bytes_dispose(&text);
    return count;
}

static void a_word_asked_for_twice_weighs_once(void **state)
{
    (void)state;
    pgf_query *query = NULL;
    pgf_plan plan = {0};
    assert_int_equal(read_query(&query, "aax bax \"aax bax\"", 17, NULL), PGF_OK);
    assert_int_equal(pgf_plan_make(&plan, query, NULL, false, NULL), PGF_OK);
    assert_int_equal(count_in(plan.ranked, "aax"), 2); /* the other is the phrase that must be there */
    pgf_plan_dispose(&plan);
    pgf_query_free(query);
}

static void a_title_need_not_have_the_function_words(void **state)
{
    (void)state;
    pgf_query *query = NULL;
    pgf_plan plan = {0};
    assert_int_equal(read_query(&query, "the aax", 7, NULL), PGF_OK);
    assert_int_equal(pgf_plan_make(&plan, query, NULL, false, NULL), PGF_OK);
    assert_int_equal(count_in(plan.titled, "Saax"), 1);
    pgf_plan_dispose(&plan);
    pgf_query_free(query);
}

static void of_three_words_all_and_of_more_half_count(void **state)
{
    (void)state;
    static const unsigned least[] = {0, 1, 2, 3, 3, 3, 3, 4, 4, 5, 5};
    for (unsigned i = 0; i < sizeof least / sizeof *least; i++)
        assert_int_equal(pgf_plan_least(i), least[i]);
    assert_int_equal(pgf_plan_least(32), 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thirty_two_words_are_all_used),
        cmocka_unit_test(of_more_words_the_rarest_are_used),
        cmocka_unit_test(a_word_that_lost_a_part_is_told_without_it),
        cmocka_unit_test(a_citation_stays_or_goes_as_a_whole),
        cmocka_unit_test(a_word_of_a_phrase_counts_only_there_when_it_was_one_too_many),
        cmocka_unit_test(a_phrase_may_have_thirty_two_words),
        cmocka_unit_test(a_long_phrase_that_is_not_closed_was_none),
        cmocka_unit_test(there_may_be_thirty_two_phrases_and_exclusions),
        cmocka_unit_test(a_query_may_have_eight_kilobytes),
        cmocka_unit_test(nothing_typed_is_a_crash_or_an_error),
        cmocka_unit_test(a_word_asked_for_twice_weighs_once),
        cmocka_unit_test(a_title_need_not_have_the_function_words),
        cmocka_unit_test(of_three_words_all_and_of_more_half_count),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
