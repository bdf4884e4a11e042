/* Parts of completion.zsh: words of arrays. Source: zshcompsys(1), _arguments and _describe. */
#include "manual.h"
#include <string.h>

/* Between single quotes; `marks` have a meaning there of their own. */
static void put_quoted(const char *text, const char *marks, FILE *out)
{
    for (; *text; text++)
        if (*text == '\'')
            fputs("'\\''", out);
        else
            fprintf(out, "%s%c", strchr(marks, *text) ? "\\" : "", *text);
}

static void put_action(manual_offer offer, const pgf_option *option, FILE *out)
{
    static const char *const actions[] = {
        [OFFER_NOTHING] = " ",
        [OFFER_WORDS] = "(",
        [OFFER_FIELDS] = "{compadd -S= - ",
        [OFFER_FILES] = "_files",
        [OFFER_READABLE] = "->readable",
        [OFFER_FOLDERS] = "_path_files -/",
    };
    fputs(actions[offer], out);
    if (offer == OFFER_WORDS || offer == OFFER_FIELDS) {
        manual_put_words(option, out);
        fputc(offer == OFFER_WORDS ? ')' : '}', out);
    }
}

/* '(-n --limit)--limit=[hits to show]:N: ' */
static void put_spec(const pgf_option_table *table, const pgf_option *option, bool letter, FILE *out)
{
    bool may_be_left_out = option->value && *option->value == '[';
    fputs(" '", out);
    if (option->repeats)
        fputc('*', out);
    else if (option->letter)
        fprintf(out, "(-%c --%s)", option->letter, option->name);
    if (letter)
        fprintf(out, "-%c%s", option->letter, option->value ? "+" : "");
    else
        fprintf(out, "--%s%s", option->name, may_be_left_out ? "=-" : option->value ? "=" : "");
    fputc('[', out);
    put_quoted(option->help, "[]\\:", out);
    fputc(']', out);
    if (option->value) {
        fputs(may_be_left_out ? "::" : ":", out);
        if (may_be_left_out)
            fprintf(out, "%.*s", (int)strcspn(option->value + 2, "]"), option->value + 2);
        else
            fputs(option->value, out);
        fputc(':', out);
        put_action(manual_value_offer(table, option), option, out);
    }
    fputc('\'', out);
}

void zsh_options(const pgf_option_table *table, FILE *out)
{
    for (size_t i = 0; i < table->command_count; i++) {
        const pgf_command *command = &table->commands[i];
        fprintf(out, "%s    ('%s') options=(", i ? "\n" : "", command->name ? command->name : "");
        for (size_t row = 0; row < table->count; row++) {
            const pgf_option *option = &table->rows[row];
            if (!pgf_option_is_of(option, command))
                continue;
            fputs("\n       ", out);
            if (option->letter)
                put_spec(table, option, true, out);
            put_spec(table, option, false, out);
        }
        fputs(" ) ;;", out);
    }
}

/* Operands behind the first, which may also be a subcommand: '2:ID: ', '*:PATH:->readable'. */
void zsh_operands(const pgf_option_table *table, FILE *out)
{
    manual_operand operand;
    for (size_t i = 0; i < table->command_count; i++) {
        const pgf_command *command = &table->commands[i];
        fprintf(out, "%s    ('%s') operands=(", i ? "\n" : "", command->name ? command->name : "");
        for (size_t at = command->name ? 0 : 1; manual_find_operand(table, command, at, &operand); at++) {
            if (operand.repeats)
                fputs(" '*", out);
            else
                fprintf(out, " '%zu", at + 1 + (command->name != NULL));
            fprintf(out, ":%s:", operand.name);
            /* Not " ": where nothing is offered its message would keep an option from being completed. */
            if (operand.offer == OFFER_NOTHING)
                fputs("( )", out);
            else
                put_action(operand.offer, NULL, out);
            fputc('\'', out);
        }
        fputs(" ) ;;", out);
    }
}

void zsh_commands(const pgf_option_table *table, FILE *out)
{
    for (size_t i = 0; i < table->command_count; i++)
        if (table->commands[i].name) {
            fprintf(out, " '%s:", table->commands[i].name);
            put_quoted(table->commands[i].help, ":\\", out);
            fputc('\'', out);
        }
}
