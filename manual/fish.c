/* Parts of completion.fish: its calls of `complete`. */
#include "manual.h"
#include <string.h>

static void put_quoted(const char *text, FILE *out)
{
    fputc('\'', out);
    for (; *text; text++)
        fprintf(out, "%s%c", strchr("'\\", *text) ? "\\" : "", *text);
    fputc('\'', out);
}

/* complete -c paragraf-indexer -n '__paragraf_indexer_in: words of the condition follow, and a quote. */
static void begin_complete(const pgf_option_table *table, const char *condition, FILE *out)
{
    fprintf(out, "complete -c %s -n '__", table->program);
    manual_put_name(table, out);
    fprintf(out, "_%s", condition);
}

static const char *name_of(const pgf_command *command)
{
    return command->name ? command->name : "-";
}

static void put_value(manual_offer offer, const pgf_option *option, FILE *out)
{
    switch (offer) {
    case OFFER_NOTHING:
        fputs(" -x", out);
        break;
    case OFFER_WORDS:
        fputs(" -x -a '", out);
        manual_put_words(option, out);
        fputc('\'', out);
        break;
    case OFFER_FIELDS:
        fputs(" -x -a '", out);
        for (const char *const *word = manual_words(option); *word; word++)
            fprintf(out, "%s%s=", word == manual_words(option) ? "" : " ", *word);
        fputc('\'', out);
        break;
    case OFFER_FILES:
    case OFFER_READABLE:
        fputs(" -r -F", out);
        break;
    case OFFER_FOLDERS:
        fputs(" -x -a '(__fish_complete_directories)'", out);
        break;
    }
}

void fish_options(const pgf_option_table *table, FILE *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const pgf_option *option = &table->rows[i];
        fputs(i ? "\n" : "", out);
        begin_complete(table, "in", out);
        for (size_t at = 0; at < table->command_count; at++)
            if (pgf_option_is_of(option, &table->commands[at]))
                fprintf(out, " %s", name_of(&table->commands[at]));
        fprintf(out, "' -l %s", option->name);
        if (option->letter)
            fprintf(out, " -s %c", option->letter);
        if (option->value && *option->value != '[')
            put_value(manual_value_offer(table, option), option, out);
        else if (option->value) {
            fputs(" -f -a '", out);
            manual_put_words(option, out);
            fputc('\'', out);
        }
        fputs(" -d ", out);
        put_quoted(option->help, out);
    }
}

void fish_commands(const pgf_option_table *table, FILE *out)
{
    const char *before = "";
    for (size_t i = 0; i < table->command_count; i++) {
        if (!table->commands[i].name)
            continue;
        fputs(before, out);
        before = "\n";
        begin_complete(table, "first", out);
        fprintf(out, "' -f -a %s -d ", table->commands[i].name);
        put_quoted(table->commands[i].help, out);
    }
}

/* The operands of commands, by command and number: what the shell is to offer there. */
void fish_operands(const pgf_option_table *table, FILE *out)
{
    manual_operand operand;
    const char *before = "";
    for (size_t i = 0; i < table->command_count; i++) {
        const pgf_command *command = &table->commands[i];
        for (size_t at = 0; manual_find_operand(table, command, at, &operand); at++) {
            if (operand.offer == OFFER_NOTHING)
                continue;
            fputs(before, out);
            before = "\n";
            begin_complete(table, "at", out);
            fprintf(out, " %s %zu %s'", name_of(command), at, operand.repeats ? "more" : "only");
            fputs(operand.offer == OFFER_FOLDERS ? " -f -a '(__fish_complete_directories)'" : " -F", out);
        }
    }
}
