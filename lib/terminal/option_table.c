#include "terminal/option_table.h"
#include "terminal/nearest.h"
#include <assert.h>
#include <string.h>

/* Rows are numbered behind the letters. */
enum { FIRST_CODE = 256 };

static int arguments_of(const pgf_option *option)
{
    return !option->value ? no_argument : *option->value == '[' ? optional_argument : required_argument;
}

void pgf_option_table_describe(const pgf_option_table *table, pgf_option_grammar *out)
{
    assert(table->count <= PGF_OPTIONS_MAX);
    size_t at = 0;
    if (table->operand_ends)
        out->letters[at++] = '+';
    out->letters[at++] = ':'; /* a value that is missing is ':', not '?' */
    for (size_t i = 0; i < table->count; i++) {
        const pgf_option *option = &table->rows[i];
        out->rows[i] = (struct option){option->name, arguments_of(option), NULL, FIRST_CODE + (int)i};
        if (!option->letter)
            continue;
        out->letters[at++] = option->letter;
        if (arguments_of(option) == required_argument)
            out->letters[at++] = ':';
    }
    out->rows[table->count] = (struct option){0};
    out->letters[at] = '\0';
}

const pgf_option *pgf_option_table_find(const pgf_option_table *table, int code)
{
    for (size_t i = 0; i < table->count; i++)
        if (code == FIRST_CODE + (int)i || (table->rows[i].letter && code == table->rows[i].letter))
            return &table->rows[i];
    return NULL;
}

const pgf_command *pgf_option_table_command(const pgf_option_table *table, const char *name)
{
    for (size_t i = 0; i < table->command_count; i++)
        if (table->commands[i].name && strcmp(table->commands[i].name, name) == 0)
            return &table->commands[i];
    return NULL;
}

static pgf_status unknown_name(const pgf_option_table *table, const char *given, pgf_error *err)
{
    const char *names[PGF_OPTIONS_MAX + 1] = {0};
    for (size_t i = 0; i < table->count; i++)
        names[i] = table->rows[i].name;
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(given + 2, "="), given + 2);
    const char *near = pgf_nearest_word(word, names);
    if (near)
        return pgf_fail(err, PGF_EINVAL, "--%s: no such option; did you mean --%s? (--help lists them)", word, near);
    return pgf_fail(err, PGF_EINVAL, "%s: no such option; --help lists them", given);
}

pgf_status pgf_option_table_refuse(const pgf_option_table *table, int code, int culprit, const char *given,
                                   pgf_error *err)
{
    const pgf_option *option = pgf_option_table_find(table, culprit);
    if (option && code == ':')
        return pgf_fail(err, PGF_EINVAL, "--%s needs a value: --%s %s", option->name, option->name, option->value);
    if (option)
        return pgf_fail(err, PGF_EINVAL, "--%s takes no value", option->name);
    if (culprit) /* a letter; getopt_long() tells no code of an unknown name */
        return pgf_fail(err, PGF_EINVAL, "-%c: no such option; --help lists them", culprit);
    return unknown_name(table, given, err);
}
