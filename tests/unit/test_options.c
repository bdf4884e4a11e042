#include "indexer/options.h"
#include "terminal/nearest.h"
#include <stdio.h>

#include "command_line.h"

static void options_stand_anywhere(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(
        parse(&out, "--include|*.md|my.idx|-j|3|docs|--include=*.txt|more|--rebuild|--lang|en-GB", text, NULL), PGF_OK);
    assert_int_equal(out.command, COMMAND_INDEX);
    assert_int_equal(out.operand_count, 3);
    assert_string_equal(out.operands[0], "my.idx");
    assert_string_equal(out.operands[2], "more");
    assert_int_equal(out.include.count, 2);
    assert_string_equal(out.include.value[1], "*.txt");
    assert_int_equal(out.jobs, 3);
    assert_true(out.rebuild);
    assert_false(out.dry_run);
    assert_string_equal(out.language, "en");
    options_dispose(&out);
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(parse(&out, "my.idx|--|--strange-folder|-", text, NULL), PGF_OK);
    assert_int_equal(out.operand_count, 3);
    assert_string_equal(out.operands[1], "--strange-folder");
    options_dispose(&out);
}

static void the_first_word_may_be_a_subcommand(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(parse(&out, "--json|status|my.idx|--failed", text, NULL), PGF_OK);
    assert_int_equal(out.command, COMMAND_STATUS);
    assert_int_equal(out.operand_count, 1);
    assert_true(out.json && out.failed);
    options_dispose(&out);
    assert_int_equal(parse(&out, "my.idx|status", text, NULL), PGF_OK);
    assert_int_equal(out.command, COMMAND_INDEX);
    options_dispose(&out);
}

static void help_wins_over_what_is_wrong_behind_it(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(parse(&out, "--help|--nonsense", text, NULL), PGF_OK);
    assert_int_equal(out.command, COMMAND_HELP);
    options_dispose(&out);
}

static void the_nearest_option_is_named(void **state)
{
    (void)state;
    assert_refused("my.idx|docs|--exlude|x", "--exlude: no such option; did you mean --exclude? (--help lists them)");
    assert_refused("--dryrun|my.idx|docs", "--dryrun: no such option; did you mean --dry-run? (--help lists them)");
    assert_refused("--reprot=x|my.idx|docs", "--reprot: no such option; did you mean --report? (--help lists them)");
    assert_refused("--frobnicate|my.idx|docs", "--frobnicate: no such option; --help lists them");
    assert_refused("-x|my.idx|docs", "-x: no such option; --help lists them");
    assert_refused("-qx|my.idx|docs", "-x: no such option; --help lists them");
}

static void help_is_a_subcommand_like_the_others(void **state)
{
    (void)state;
    options out;
    char text[256];
    assert_int_equal(parse(&out, "help|me", text, NULL), PGF_OK);
    assert_int_equal(out.command, COMMAND_HELP);
    options_dispose(&out);
    assert_refused("hlep", "hlep: no such command; did you mean help? (--help lists them)");
}

static void a_wrong_value_is_refused(void **state)
{
    (void)state;
    static const char *const jobs[] = {"0", "-1", "257", "many", "3x", "99999999999999999999"};
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        char line[64], message[128];
        snprintf(line, sizeof line, "my.idx|docs|--jobs|%s", jobs[i]);
        snprintf(message, sizeof message, "--jobs %s: give a number from 1 to 256", jobs[i]);
        assert_refused(line, message);
    }
    assert_refused("my.idx|docs|--lang|klingonisch",
                   "--lang klingonisch: no such language; give an ISO 639 code such as en, nb or de");
    assert_refused("my.idx|docs|--charset|latin-99",
                   "--charset latin-99: no such charset; names are such as windows-1252 or Shift_JIS");
    assert_refused("my.idx|docs|--jobs", "--jobs needs a value: --jobs N");
    assert_refused("my.idx|docs|--rebuild=yes", "--rebuild takes no value");
}

static void an_option_of_another_subcommand_is_refused(void **state)
{
    (void)state;
    assert_refused("status|my.idx|--rebuild", "--rebuild does not go with status; --help says what does");
    assert_refused("my.idx|docs|--failed", "--failed does not go with indexing; --help says what does");
}

static void too_few_words_say_what_is_missing(void **state)
{
    (void)state;
    assert_refused("", "nothing to do; write: paragraf-indexer INDEX PATH… (--help has examples)");
    assert_refused("my.idx", "my.idx: which documents? write: paragraf-indexer my.idx PATH…");
    assert_refused("remove|my.idx", "write: paragraf-indexer remove INDEX ID…");
    assert_refused("status", "write: paragraf-indexer status INDEX");
    assert_refused("status|a|b", "write: paragraf-indexer status INDEX");
}

static void charsets_are_known_by_their_names(void **state)
{
    (void)state;
    static const char *const known[] = {"windows-1252", "Shift_JIS", "utf-8", "ISO-8859-15"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        options out;
        char line[64], text[256];
        snprintf(line, sizeof line, "my.idx|docs|--charset|%s", known[i]);
        assert_int_equal(parse(&out, line, text, NULL), PGF_OK);
        assert_string_equal(out.charset, known[i]);
        options_dispose(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_anywhere),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(the_first_word_may_be_a_subcommand),
        cmocka_unit_test(help_wins_over_what_is_wrong_behind_it),
        cmocka_unit_test(the_nearest_option_is_named),
        cmocka_unit_test(help_is_a_subcommand_like_the_others),
        cmocka_unit_test(a_wrong_value_is_refused),
        cmocka_unit_test(an_option_of_another_subcommand_is_refused),
        cmocka_unit_test(too_few_words_say_what_is_missing),
        cmocka_unit_test(charsets_are_known_by_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
