#include "answer/highlight.h"
#include "query_cases.h"

static known_index known;
static pgf_analyzer *analyzer;

static int set_up(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "# documents: 100",
        "# language: en 60",
        "# language: fr 40",
        "# word: the the en 60",
        "# word: of of en 60",
        "# word: bjorn bjorn en 4",
        "# word: gram gram en 4",
        "# word: security secur en 9",
        "# word: securite secur fr 9",
        "# word: obligation oblig en 5",
        "# word: covid covid en 5",
        "# word: 19 19 en 5",
        "# word: x 個人 ja 5",
        "# word: x 人情 ja 5",
        "# word: x 情報 ja 5",
        "# word: x 報の ja 5",
        "# word: x の漏 ja 5",
        "# word: x 漏え ja 5",
        "# word: x えい ja 5",
        "# word: x 税 ja 5",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_true(read_known(&known, lines[i]));
    return pgf_analyzer_new(&analyzer, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    pgf_analyzer_free(analyzer);
    return 0;
}

/* The text with what is marked in brackets. */
static void assert_marked(const char *typed, const char *language, const char *expected)
{
    pgf_query_index index = known_query_index(&known);
    pgf_query *query = NULL;
    pgf_highlighter *highlighter = NULL;
    const pgf_highlight *marks = NULL;
    pgf_buffer text = {0}, shown = {0};
    size_t count, characters = 0;
    assert_int_equal(pgf_buffer_reserve(&text, 1), PGF_OK);
    assert_int_equal(pgf_buffer_reserve(&shown, 1), PGF_OK);
    for (const char *c = expected; *c; c++)
        if (*c != '[' && *c != ']')
            assert_int_equal(pgf_buffer_append_char(&text, *c), PGF_OK);
    assert_int_equal(pgf_query_read(&query, analyzer, &index, typed, strlen(typed), false, NULL), PGF_OK);
    assert_int_equal(pgf_highlighter_new(&highlighter, query, analyzer, NULL), PGF_OK);
    assert_int_equal(pgf_highlight_text(highlighter, language, text.bytes, text.size, &marks, &count, NULL), PGF_OK);
    for (size_t i = 0; i <= text.size; i++) {
        bool begins = i == text.size || (text.bytes[i] & 0xC0) != 0x80;
        for (size_t j = 0; begins && j < count; j++) {
            if (marks[j].offset + marks[j].length == characters)
                pgf_buffer_append_char(&shown, ']');
            if (marks[j].offset == characters)
                pgf_buffer_append_char(&shown, '[');
        }
        if (i < text.size)
            pgf_buffer_append_char(&shown, text.bytes[i]);
        characters += begins;
    }
    assert_string_equal(shown.bytes, expected);
    pgf_highlighter_free(highlighter);
    pgf_query_free(query);
    pgf_buffer_dispose(&text);
    pgf_buffer_dispose(&shown);
}

static void words_are_marked_in_all_their_forms(void **state)
{
    (void)state;
    assert_marked("obligation bjorn", "en", "Mr [Bjørn]: [obligations] – [OBLIGATION], not obligatory");
}

static void function_words_are_not(void **state)
{
    (void)state;
    assert_marked("the obligation of", "en", "the [obligation] of the state");
    assert_marked("of the", "en", "an obligation [of] [the] state");
}

static void a_phrase_is_marked_only_as_a_whole(void **state)
{
    (void)state;
    assert_marked("\"bjorn gram\"", "en", "Gram and Bjørn; [Bjørn] [Gram], Bjørn A. Gram");
    assert_marked("\"the gram of the\"", "en", "of [the] [gram] [of] [the] gram of");
    assert_marked("\"bjorn gram\" gram", "en", "[Gram] and Bjørn; [Bjørn] [Gram]");
    assert_marked("COVID-19", "en", "19 of [COVID]-[19] and covid 18, [Covid] [19]");
    assert_marked("\"gram gram\"", "en", "gram of [gram] [gram] [gram]");
}

static void an_exclusion_is_not_marked(void **state)
{
    (void)state;
    assert_marked("gram -bjorn", "en", "[Gram] without Bjørn");
}

static void stems_are_those_of_the_languages_of_the_text(void **state)
{
    (void)state;
    assert_marked("securite", "fr", "la [sécurité] et security");
    assert_marked("securite", "en", "security");
    assert_marked("security", "en", "[security]");
}

static void runs_of_han_are_one_mark(void **state)
{
    (void)state;
    assert_marked("個人情報の漏えい", "ja", "保有[個人情報]（[個人情報の漏えい]）えい");
    assert_marked("税", "ja", "所得[税]、[税]法");
    assert_marked("\"個人情報\"", "ja", "個人の情報、[個人情報]");
}

static void a_text_without_such_words_has_no_marks(void **state)
{
    (void)state;
    assert_marked("gram", "en", "nothing of the kind");
    assert_marked("gram", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_marked_in_all_their_forms),          cmocka_unit_test(function_words_are_not),
        cmocka_unit_test(a_phrase_is_marked_only_as_a_whole),           cmocka_unit_test(an_exclusion_is_not_marked),
        cmocka_unit_test(stems_are_those_of_the_languages_of_the_text), cmocka_unit_test(runs_of_han_are_one_mark),
        cmocka_unit_test(a_text_without_such_words_has_no_marks),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
