#include "terminal/option_table.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const pgf_option rows[] = {
    {"limit", 'n', 0, "N", "hits to show", .field = 0},
    {"color", 0, 0, "[=WHEN]", "in colours", .field = 0},
    {"quiet", 'q', 0, NULL, "say nothing", .field = 0},
};
static const pgf_option_table anywhere = {rows, sizeof rows / sizeof *rows, .width = 16};
static const pgf_option_table in_front = {rows, sizeof rows / sizeof *rows, .operand_ends = true, .width = 16};

/* Read the one option of a command line of two arguments; `message` is "" when it is fine, which `value` then is of. */
static const pgf_option *read_option(const pgf_option_table *table, const char *first, const char *second,
                                     const char **value, char message[PGF_MESSAGE_MAX])
{
    static char text[2][64];
    char *arguments[] = {"program", strcpy(text[0], first), second ? strcpy(text[1], second) : NULL, NULL};
    pgf_option_grammar grammar;
    pgf_error err = {0};
    pgf_option_table_describe(table, &grammar);
    opterr = 0;
    optind = 0;
    int code = getopt_long(second ? 3 : 2, arguments, grammar.letters, grammar.rows, NULL);
    if (code == '?' || code == ':')
        assert_int_equal(pgf_option_table_refuse(table, code, optopt, first, &err), PGF_EINVAL);
    strcpy(message, err.message);
    *value = optarg;
    return *message ? NULL : pgf_option_table_find(table, code);
}

static void assert_read(const pgf_option_table *table, const char *first, const char *second,
                        const pgf_option *expected, const char *expected_value)
{
    char message[PGF_MESSAGE_MAX];
    const char *value;
    assert_ptr_equal(read_option(table, first, second, &value, message), expected);
    assert_string_equal(message, "");
    if (expected_value)
        assert_string_equal(value, expected_value);
    else
        assert_null(value);
}

static void assert_refused(const char *argument, const char *expected)
{
    char message[PGF_MESSAGE_MAX];
    const char *value;
    assert_null(read_option(&anywhere, argument, NULL, &value, message));
    assert_string_equal(message, expected);
}

static void an_option_is_read_by_its_letter_and_its_name(void **state)
{
    (void)state;
    assert_read(&anywhere, "-n3", NULL, &rows[0], "3");
    assert_read(&anywhere, "--limit", "3", &rows[0], "3");
    assert_read(&anywhere, "--lim=3", NULL, &rows[0], "3");
    assert_read(&anywhere, "-q", NULL, &rows[2], NULL);
}

static void a_value_in_brackets_may_be_left_out(void **state)
{
    (void)state;
    assert_read(&anywhere, "--color", "never", &rows[1], NULL);
    assert_read(&anywhere, "--color=never", NULL, &rows[1], "never");
}

static void an_operand_ends_the_options_only_where_it_is_said(void **state)
{
    (void)state;
    assert_read(&anywhere, "operand", "-q", &rows[2], NULL);
    assert_read(&in_front, "operand", "-q", NULL, NULL);
}

static void a_mistake_is_told_what_to_write(void **state)
{
    (void)state;
    assert_refused("--limt=3", "--limt: no such option; did you mean --limit? (--help lists them)");
    assert_refused("--frobnicate", "--frobnicate: no such option; --help lists them");
    assert_refused("-x", "-x: no such option; --help lists them");
    assert_refused("-n", "--limit needs a value: --limit N");
    assert_refused("--quiet=yes", "--quiet takes no value");
}

static void the_help_has_a_line_for_each_option(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    assert_non_null(file);
    pgf_option_table_help(&anywhere, file);
    fclose(file);
    assert_string_equal(text, "  -n, --limit N    hits to show\n"
                              "      --color[=WHEN] in colours\n"
                              "  -q, --quiet      say nothing\n");
    free(text);
}

static const char *const orders[] = {"up", "down", "sideways", NULL};
static const pgf_option many_rows[] = {
    {"sort", 's', 0, "ORDER", "what comes first", .choices = orders, .repeats = true, .commands = 1},
    {"lines", 0, 0, "N", "lines to show", .commands = 2 | 4},
    {"quiet", 'q', 0, NULL, "say nothing", .commands = 1 | 2 | 4},
};
static const pgf_command many_commands[] = {
    {NULL, "FILE…", "sort files", .bit = 1},
    {"head", "FILE", "show its beginning", .bit = 2},
    {"tail", "FILE", "show its end", .bit = 4},
    {"help", "", "this help", .bit = 0},
};
static const pgf_option_table many = {many_rows,
                                      sizeof many_rows / sizeof *many_rows,
                                      .width = 16,
                                      .program = "files",
                                      .commands = many_commands,
                                      .command_count = sizeof many_commands / sizeof *many_commands};

static void assert_told(void (*tell)(const pgf_option_table *, FILE *), const char *expected)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    assert_non_null(file);
    tell(&many, file);
    fclose(file);
    assert_string_equal(text, expected);
    free(text);
}

static void the_help_says_which_commands_have_an_option_that_the_program_has_not(void **state)
{
    (void)state;
    assert_told(pgf_option_table_help, "  -s, --sort ORDER what comes first: up, down or sideways\n"
                                       "      --lines N    head, tail: lines to show\n"
                                       "  -q, --quiet      say nothing\n");
    assert_told(pgf_option_table_help_repeats, "May be repeated: --sort.\n");
}

static void the_usage_has_a_line_for_each_command(void **state)
{
    (void)state;
    assert_told(pgf_option_table_usage, "  files [OPTION…] FILE…      sort files\n"
                                        "  files head [OPTION…] FILE  show its beginning\n"
                                        "  files tail [OPTION…] FILE  show its end\n"
                                        "  files help                 this help\n");
}

static void a_command_is_found_by_its_name(void **state)
{
    (void)state;
    assert_ptr_equal(pgf_option_table_command(&many, "tail"), &many_commands[2]);
    assert_null(pgf_option_table_command(&many, "tai"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_option_is_read_by_its_letter_and_its_name),
        cmocka_unit_test(a_value_in_brackets_may_be_left_out),
        cmocka_unit_test(an_operand_ends_the_options_only_where_it_is_said),
        cmocka_unit_test(a_mistake_is_told_what_to_write),
        cmocka_unit_test(the_help_has_a_line_for_each_option),
        cmocka_unit_test(the_help_says_which_commands_have_an_option_that_the_program_has_not),
        cmocka_unit_test(the_usage_has_a_line_for_each_command),
        cmocka_unit_test(a_command_is_found_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
