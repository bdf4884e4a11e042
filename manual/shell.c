/* What is the same for every shell. */
#include "manual.h"
#include <string.h>

static manual_offer offer_of(const pgf_option_table *table, const char *name, size_t size)
{
    static const struct {
        const char *name;
        manual_offer offer;
    } known[] = {{"FILE", OFFER_FILES}, {"PATH", OFFER_READABLE}, {"INDEX", OFFER_FOLDERS}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].name) == size && strncmp(known[i].name, name, size) == 0)
            return known[i].offer == OFFER_READABLE && !table->formats ? OFFER_FILES : known[i].offer;
    return OFFER_NOTHING;
}

manual_offer manual_value_offer(const pgf_option_table *table, const pgf_option *option)
{
    size_t name = strcspn(option->value, "=");
    bool field = option->value[name] == '=' && *option->value != '[';
    if (manual_words(option))
        return field ? OFFER_FIELDS : OFFER_WORDS;
    return offer_of(table, option->value, name);
}

const char *const *manual_words(const pgf_option *option)
{
    return option->choices ? option->choices : option->suggestions;
}

void manual_put_words(const pgf_option *option, FILE *out)
{
    for (const char *const *word = manual_words(option); word && *word; word++)
        fprintf(out, "%s%s", word == manual_words(option) ? "" : " ", *word);
}

bool manual_find_operand(const pgf_option_table *table, const pgf_command *command, size_t at, manual_operand *out)
{
    const char *name = command->operands;
    for (; *name; name += strcspn(name, " "), name += *name == ' ') {
        size_t size = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (at-- > 0)
            continue;
        *out = (manual_operand){.offer = offer_of(table, name, size), .repeats = size < strcspn(name, " ")};
        snprintf(out->name, sizeof out->name, "%.*s", (int)size, name);
        return true;
    }
    return false;
}

void shell_commands(const pgf_option_table *table, FILE *out)
{
    const char *before = "";
    for (size_t i = 0; i < table->command_count; i++)
        if (table->commands[i].name) {
            fprintf(out, "%s%s", before, table->commands[i].name);
            before = " ";
        }
}

/* "txt|md", a pattern when it stands in brackets. */
void shell_formats(const pgf_option_table *table, FILE *out)
{
    if (!table->formats)
        fputc('*', out);
    for (size_t i = 0; table->formats && table->formats[i]; i++)
        fprintf(out, "%s%s", i ? "|" : "", table->formats[i] + 1);
}

/* "-n --limit": what the word behind is a value of. */
void shell_valued(const pgf_option_table *table, FILE *out)
{
    const char *before = "";
    for (size_t i = 0; i < table->count; i++) {
        const pgf_option *option = &table->rows[i];
        if (!option->value || *option->value == '[')
            continue;
        if (option->letter)
            fprintf(out, "%s-%c", before, option->letter);
        before = option->letter ? " " : before;
        fprintf(out, "%s--%s", before, option->name);
        before = " ";
    }
}
