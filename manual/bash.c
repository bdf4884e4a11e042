/* Parts of completion.bash: arms of its cases. */
#include "manual.h"

static const char *const offers[] = {
    [OFFER_NOTHING] = "nothing", [OFFER_WORDS] = "words",       [OFFER_FIELDS] = "fields",
    [OFFER_FILES] = "files",     [OFFER_READABLE] = "readable", [OFFER_FOLDERS] = "folders",
};

void bash_values(const pgf_option_table *table, FILE *out)
{
    const char *before = "";
    for (size_t i = 0; i < table->count; i++) {
        const pgf_option *option = &table->rows[i];
        if (!option->value)
            continue;
        fputs(before, out);
        before = "\n";
        if (option->letter)
            fprintf(out, "    -%c | ", option->letter);
        fprintf(out, "%s--%s) ", option->letter ? "" : "    ", option->name);
        if (*option->value == '[')
            fputs("[[ $2 != attached ]] || ", out);
        fprintf(out, "offer=%s", offers[manual_value_offer(table, option)]);
        if (manual_words(option)) {
            fputs(" words='", out);
            manual_put_words(option, out);
            fputc('\'', out);
        }
        fputs(" ;;", out);
    }
}

void bash_options(const pgf_option_table *table, FILE *out)
{
    for (size_t i = 0; i < table->command_count; i++) {
        const pgf_command *command = &table->commands[i];
        const char *before = "";
        fprintf(out, "%s    '%s') words='", i ? "\n" : "", command->name ? command->name : "");
        for (size_t row = 0; row < table->count; row++)
            if (pgf_option_is_of(&table->rows[row], command)) {
                fprintf(out, "%s--%s", before, table->rows[row].name);
                before = " ";
            }
        fputs("' ;;", out);
    }
}

void bash_operands(const pgf_option_table *table, FILE *out)
{
    manual_operand operand;
    const char *before = "";
    for (size_t i = 0; i < table->command_count; i++) {
        const pgf_command *command = &table->commands[i];
        for (size_t at = 0; manual_find_operand(table, command, at, &operand); at++) {
            fprintf(out, "%s    '%s:", before, command->name ? command->name : "");
            before = "\n";
            if (operand.repeats)
                fputs("'*", out);
            else
                fprintf(out, "%zu'", at);
            fprintf(out, ") offer=%s ;;", offers[operand.offer]);
        }
    }
}
