#include "searcher/options.h"
#include "searcher/usage.h"
#include <stdio.h>
#include <stdlib.h>

#include "command_line.h"

static void assert_query(const char *line, const char *query)
{
    options out;
    char text[256];
    pgf_error err = {0};
    if (parse(&out, line, text, &err))
        fail_msg("%s: %s", line, err.message);
    assert_int_equal(out.command, COMMAND_SEARCH);
    assert_string_equal(out.index, "my.idx");
    assert_string_equal(out.query.bytes, query);
    options_dispose(&out);
}

static void words_behind_the_index_are_the_query(void **state)
{
    (void)state;
    assert_query("my.idx|defence|cooperation|Japan", "defence cooperation Japan");
    assert_query("my.idx|\"a phrase\" -word", "\"a phrase\" -word");
    assert_query("my.idx|two  blanks|kept", "two  blanks kept");
    assert_query("my.idx|", "");
    assert_query("my.idx|help", "help");
}

static void a_dash_leaves_a_word_out_behind_the_first(void **state)
{
    (void)state;
    assert_query("my.idx|treaty|-secret", "treaty -secret");
    assert_query("my.idx|treaty|-n", "treaty -n");
    assert_query("my.idx|treaty|-N5|--json|-h", "treaty -N5 -h");
    assert_query("my.idx|-|treaty", "- treaty");
}

static void long_options_stand_anywhere(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(
        parse(&out, "--limit=3|my.idx|--sort|newest|a|--filter|type=act|b|--filter=id=x=y|--any|--from=2023|--text",
              text, NULL),
        PGF_OK);
    pgf_request request = options_request(&out);
    assert_string_equal(request.query, "a b");
    assert_int_equal(request.query_size, 3);
    assert_int_equal(request.limit, 3);
    assert_int_equal(request.sort, PGF_SORT_NEWEST);
    assert_int_equal(request.filter_count, 2);
    assert_string_equal(request.filters[0].field, "type");
    assert_string_equal(request.filters[0].value, "act");
    assert_string_equal(request.filters[1].field, "id");
    assert_string_equal(request.filters[1].value, "x=y");
    assert_string_equal(request.date_from, "2023");
    assert_null(request.date_to);
    assert_true(request.any);
    assert_false(request.no_facets);
    assert_int_equal(out.form, FORM_TEXT);
    options_dispose(&out);
    assert_int_equal(
        parse(&out, "my.idx|a|--facet|type|--facet=year|--passages|5|--timeout|100|--offset|20|--to|2024", text, NULL),
        PGF_OK);
    request = options_request(&out);
    assert_int_equal(request.facet_count, 2);
    assert_string_equal(request.facets[1], "year");
    assert_int_equal(request.passages, 5);
    assert_int_equal(request.deadline_ms, 100);
    assert_int_equal(request.offset, 20);
    assert_string_equal(request.date_to, "2024");
    options_dispose(&out);
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    assert_query("my.idx|--|-secret|--json", "-secret --json");
    assert_query("my.idx|a|--|--json|--", "a --json --");
    assert_query("--|my.idx|--help", "--help");
}

static void short_options_stand_before_the_query(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(parse(&out, "-n|3|my.idx|-f|type=act|word", text, NULL), PGF_OK);
    assert_int_equal(out.limit, 3);
    assert_int_equal(out.filter_count, 1);
    options_dispose(&out);
    assert_int_equal(parse(&out, "-n5|my.idx|word", text, NULL), PGF_OK);
    assert_int_equal(out.limit, 5);
    options_dispose(&out);
}

static void no_hits_wanted_means_counting(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(parse(&out, "my.idx|a", text, NULL), PGF_OK);
    assert_int_equal(options_request(&out).limit, 10);
    assert_false(options_request(&out).count_only);
    options_dispose(&out);
    assert_int_equal(parse(&out, "my.idx|a|--limit|0", text, NULL), PGF_OK);
    assert_true(options_request(&out).count_only);
    options_dispose(&out);
}

static void a_filter_or_a_date_asks_for_something(void **state)
{
    (void)state;
    options out;
    char text[256];
    static const char *const lines[] = {"my.idx|--filter|type=act", "my.idx|--from|2023", "my.idx|--batch|-"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(parse(&out, lines[i], text, NULL), PGF_OK);
        assert_int_equal(options_request(&out).query_size, 0);
        options_dispose(&out);
    }
}

static void help_wins_over_what_is_wrong_behind_it(void **state)
{
    (void)state;
    options out;
    char text[256];
    static const char *const lines[] = {"--help|--nonsense", "help", "-h", "my.idx|word|--help", "my.idx|-h"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(parse(&out, lines[i], text, NULL), PGF_OK);
        assert_int_equal(out.command, COMMAND_HELP);
        options_dispose(&out);
    }
    assert_int_equal(parse(&out, "-V", text, NULL), PGF_OK);
    assert_int_equal(out.command, COMMAND_VERSION);
    options_dispose(&out);
}

static void a_folder_named_like_a_command_is_an_index(void **state)
{
    (void)state;
    options out;
    char text[256];
    static const char *const lines[] = {"./help|word", "--|help|word"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(parse(&out, lines[i], text, NULL), PGF_OK);
        assert_int_equal(out.command, COMMAND_SEARCH);
        assert_string_equal(out.query.bytes, "word");
        options_dispose(&out);
    }
}

static void the_words_stay_as_typed_for_messages(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(parse(&out, "my query|--json|my.idx|-x", text, NULL), PGF_OK);
    assert_int_equal(out.word_count, 2);
    assert_string_equal(out.words[0], "my.idx");
    assert_string_equal(out.words[1], "-x");
    assert_string_equal(out.index, "my query");
    options_dispose(&out);
}

static void a_letter_with_its_value_is_an_option_behind_the_words_too(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(parse(&out, "my.idx|a|-n|3|-f|type=act|-harbour|-f", text, NULL), PGF_OK);
    assert_int_equal(out.limit, 3);
    assert_int_equal(out.filter_count, 1);
    assert_string_equal(out.query.bytes, "a -harbour -f");
    options_dispose(&out);
    assert_int_equal(parse(&out, "my.idx|a|-n12", text, NULL), PGF_OK);
    assert_int_equal(out.limit, 12);
    assert_string_equal(out.query.bytes, "a");
    options_dispose(&out);
    assert_query("my.idx|a|--|-n|3", "a -n 3");
    assert_query("my.idx|a|-n3b|-N1|-ftype=act", "a -n3b -N1 -ftype=act");
    assert_query("my.idx|a|-n|b|-f|c|-V|3", "a -n b -f c -V 3");
    assert_refused("my.idx|a|-n|500", "--limit 500: give a number from 0 to 100");
}

static void color_says_when(void **state)
{
    (void)state;
    options out;
    char text[256];
    static const struct {
        const char *line;
        unsigned when;
    } cases[] = {{"my.idx|a", COLOR_AUTO},
                 {"my.idx|a|--color", COLOR_ALWAYS},
                 {"my.idx|a|--color=always", COLOR_ALWAYS},
                 {"my.idx|a|--color=never", COLOR_NEVER},
                 {"my.idx|a|--color|--color=auto", COLOR_AUTO}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(parse(&out, cases[i].line, text, NULL), PGF_OK);
        assert_int_equal(out.color, cases[i].when);
        options_dispose(&out);
    }
}

static void the_nearest_option_is_named(void **state)
{
    (void)state;
    assert_refused("my.idx|a|--limt|3", "--limt: no such option; did you mean --limit? (--help lists them)");
    assert_refused("--fliter=type=act|my.idx|a",
                   "--fliter: no such option; did you mean --filter? (--help lists them)");
    assert_refused("my.idx|a|--colour", "--colour: no such option; did you mean --color? (--help lists them)");
    assert_refused("my.idx|a|--frobnicate", "--frobnicate: no such option; --help lists them");
    assert_refused("my.idx|-secret|treaty",
                   "-secret: no such option (--help lists them); a word to leave out stands behind one to find");
    assert_refused("my.idx|-harbour|treaty",
                   "-harbour: no such option (--help lists them); a word to leave out stands behind one to find");
}

static void a_wrong_value_is_refused(void **state)
{
    (void)state;
    static const char *const limits[] = {"-1", "101", "many", "3x", "", "99999999999999999999"};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        char line[64], message[128];
        snprintf(line, sizeof line, "my.idx|a|--limit|%s", limits[i]);
        snprintf(message, sizeof message, "--limit %s: give a number from 0 to 100", limits[i]);
        assert_refused(line, message);
    }
    assert_refused("my.idx|a|--offset|10001", "--offset 10001: give a number from 0 to 10000");
    assert_refused("my.idx|a|--passages|0", "--passages 0: give a number from 1 to 10");
    assert_refused("my.idx|a|--sort|new", "--sort new: give relevance, newest or oldest");
    assert_refused("my.idx|a|--color=yes", "--color yes: give auto, always or never");
    assert_refused("my.idx|a|--filter|type", "--filter type: write FIELD=VALUE, such as type=act");
    assert_refused("my.idx|a|--filter|=act", "--filter =act: write FIELD=VALUE, such as type=act");
    assert_refused("my.idx|a|--filter|type=", "--filter type=: write FIELD=VALUE, such as type=act");
    assert_refused("my.idx|a|--filter", "--filter needs a value: --filter FIELD=VALUE");
    assert_refused("-n", "--limit needs a value: --limit N");
    assert_refused("my.idx|a|--json=yes", "--json takes no value");
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    assert_refused("", "nothing to do; write: paragraf-searcher INDEX QUERY… (--help has examples)");
    assert_refused("my.idx", "my.idx: nothing is asked; write: paragraf-searcher INDEX QUERY… (--help has examples)");
    assert_refused("my.idx|--json",
                   "my.idx: nothing is asked; write: paragraf-searcher INDEX QUERY… (--help has examples)");
}

static void what_does_not_go_together_is_refused(void **state)
{
    (void)state;
    assert_refused("my.idx|--batch|q.txt|tax law", "tax law: leave it out, since --batch takes the queries from q.txt");
    assert_refused("my.idx|--batch|-|tax", "tax: leave it out, since --batch takes the queries from standard input");
    assert_refused("my.idx|--batch|q.txt|--text", "--text does not go with --batch, which answers in JSON Lines");
    assert_refused("my.idx|a|--facet|type|--no-facets", "--facet does not go with --no-facets; leave one out");
}

static void the_help_names_every_option(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    usage_help(file);
    fclose(file);
    assert_memory_equal(text, "Examples:\n", 10);
    static const char *const names[] = {"-n, --limit N",
                                        "--offset N",
                                        "--sort ORDER",
                                        "-f, --filter FIELD=VALUE",
                                        "--from DATE",
                                        "--to DATE",
                                        "--any",
                                        "--facet FIELD",
                                        "--no-facets",
                                        "--passages",
                                        "--batch FILE",
                                        "--timeout MS",
                                        "--json",
                                        "--text",
                                        "--color[=WHEN]",
                                        "-h, --help",
                                        "-V, --version",
                                        "Fields of --filter: id, path, type,",
                                        "Fields of --facet: type, issuer,"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strstr(text, names[i]))
            fail_msg("%s is not in:\n%s", names[i], text);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_behind_the_index_are_the_query),
        cmocka_unit_test(a_dash_leaves_a_word_out_behind_the_first),
        cmocka_unit_test(long_options_stand_anywhere),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(short_options_stand_before_the_query),
        cmocka_unit_test(no_hits_wanted_means_counting),
        cmocka_unit_test(a_filter_or_a_date_asks_for_something),
        cmocka_unit_test(help_wins_over_what_is_wrong_behind_it),
        cmocka_unit_test(a_folder_named_like_a_command_is_an_index),
        cmocka_unit_test(the_words_stay_as_typed_for_messages),
        cmocka_unit_test(a_letter_with_its_value_is_an_option_behind_the_words_too),
        cmocka_unit_test(color_says_when),
        cmocka_unit_test(the_nearest_option_is_named),
        cmocka_unit_test(a_wrong_value_is_refused),
        cmocka_unit_test(what_is_missing_is_said),
        cmocka_unit_test(what_does_not_go_together_is_refused),
        cmocka_unit_test(the_help_names_every_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
