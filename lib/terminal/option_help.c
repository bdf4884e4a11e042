#include "terminal/option_table.h"
#include "text/columns.h"
#include <string.h>

bool pgf_option_is_of(const pgf_option *option, const pgf_command *command)
{
    return option->commands & command->bit;
}

bool pgf_option_is_of_all(const pgf_option_table *table, const pgf_option *option)
{
    for (size_t i = 0; i < table->command_count; i++)
        if (table->commands[i].bit && !pgf_option_is_of(option, &table->commands[i]))
            return false;
    return true;
}

bool pgf_option_is_of_main(const pgf_option_table *table, const pgf_option *option)
{
    return !table->command_count || table->commands[0].name || pgf_option_is_of(option, &table->commands[0]);
}

bool pgf_command_has_options(const pgf_option_table *table, const pgf_command *command)
{
    for (size_t i = 0; i < table->count; i++)
        if (pgf_option_is_of(&table->rows[i], command) && !pgf_option_is_of_all(table, &table->rows[i]))
            return true;
    return false;
}

void pgf_option_table_list(const char *const *words, const char *last, FILE *file)
{
    for (size_t i = 0; words[i]; i++)
        fprintf(file, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : last, words[i]);
}

static void help_commands(const pgf_option_table *table, const pgf_option *option, FILE *file)
{
    const char *before = "";
    if (pgf_option_is_of_main(table, option))
        return;
    for (size_t i = 0; i < table->command_count; i++)
        if (pgf_option_is_of(option, &table->commands[i])) {
            fprintf(file, "%s%s", before, table->commands[i].name);
            before = ", ";
        }
    fputs(": ", file);
}

void pgf_option_table_help(const pgf_option_table *table, FILE *file)
{
    for (size_t i = 0; i < table->count; i++) {
        const pgf_option *option = &table->rows[i];
        const char *value = option->value ? option->value : "";
        char letter[] = "    ", left[64];
        if (option->letter)
            snprintf(letter, sizeof letter, "-%c, ", option->letter);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name, *value && *value != '[' ? " " : "", value);
        fprintf(file, "  %-*s ", table->width, left);
        help_commands(table, option, file);
        fputs(option->help, file);
        if (option->choices) {
            fputs(": ", file);
            pgf_option_table_list(option->choices, " or ", file);
        }
        fputc('\n', file);
    }
}

void pgf_option_table_help_repeats(const pgf_option_table *table, FILE *file)
{
    const char *before = "May be repeated: ";
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].repeats) {
            fprintf(file, "%s--%s", before, table->rows[i].name);
            before = ", ";
        }
    fputs(".\n", file);
}

static int usage_line(const pgf_option_table *table, const pgf_command *command, char *line, size_t size)
{
    snprintf(line, size, "%s%s%s%s%s%s", table->program, command->name ? " " : "", command->name ? command->name : "",
             pgf_command_has_options(table, command) ? " [OPTION…]" : "", *command->operands ? " " : "",
             command->operands);
    return (int)pgf_text_columns(line, strlen(line));
}

void pgf_option_table_usage(const pgf_option_table *table, FILE *file)
{
    char line[128];
    int width = 0;
    for (size_t i = 0; i < table->command_count; i++) {
        int columns = usage_line(table, &table->commands[i], line, sizeof line);
        width = columns > width ? columns : width;
    }
    for (size_t i = 0; i < table->command_count; i++) {
        int columns = usage_line(table, &table->commands[i], line, sizeof line);
        fprintf(file, "  %s%*s  %s\n", line, width - columns, "", table->commands[i].help);
    }
}
