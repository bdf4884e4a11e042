/* Parts of a man page. Source: mdoc(7). */
#include "manual.h"
#include "text/utf8.h"
#include <ctype.h>
#include <string.h>

/* --- Words -------------------------------------------------------------------------------------------------------- */

/* roff takes some of ASCII for other characters, and a dot or a quote that begins a line for a request. */
static void put_character(int32_t c, FILE *out)
{
    static const struct {
        int32_t character;
        const char *escape;
    } escapes[] = {{'\\', "\\e"},  {'-', "\\-"},   {'\'', "\\(aq"}, {'"', "\\(dq"},
                   {'`', "\\(ga"}, {'^', "\\(ha"}, {'~', "\\(ti"}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (escapes[i].character == c) {
            fputs(escapes[i].escape, out);
            return;
        }
    if (c >= 0x80)
        fprintf(out, "\\[u%04X]", (unsigned)c);
    else
        fputc(c, out);
}

static void put_text(const char *text, size_t size, FILE *out)
{
    for (size_t at = 0; at < size;)
        put_character(utf8_next(text, size, &at), out);
}

void mdoc_literal(const char *line, FILE *out)
{
    if (*line == '.')
        fputs("\\&", out);
    put_text(line, strlen(line), out);
}

/* Is it one of those that "INDEX PATH…" or "PATH=URL" is made of? */
static bool has_placeholder(const char *names, const char *word, size_t size)
{
    for (const char *at = names; *at;) {
        size_t length = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (length == size && strncmp(at, word, size) == 0)
            return true;
        at += length ? length : 1;
    }
    return false;
}

static bool is_placeholder(const pgf_option_table *table, const char *word, size_t size)
{
    for (size_t i = 0; i < table->command_count; i++)
        if (has_placeholder(table->commands[i].operands, word, size))
            return true;
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].value && has_placeholder(table->rows[i].value, word, size))
            return true;
    return false;
}

/* Running text: a macro has a line of its own, and so has a sentence. */
typedef struct {
    const pgf_option_table *table;
    FILE *out;
    bool open; /* a line of words is not ended yet */
} prose;

static void end_line(prose *p)
{
    if (p->open)
        fputc('\n', p->out);
    p->open = false;
}

/* `.Fl -limit ,`: marks behind a word are arguments, one each. */
static void put_macro(prose *p, const char *macro, const char *word, size_t size, const char *marks)
{
    end_line(p);
    fprintf(p->out, ".%s ", macro);
    put_text(word, size, p->out);
    for (; *marks && *marks != ' '; marks++)
        fprintf(p->out, " %c", *marks);
    fputc('\n', p->out);
}

/* What is typed, such as 'title=headline', has no place for a hyphen of the page's own. */
static bool is_plain(const char *word, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (strchr("=*/'.\"-", word[i]))
            return false;
    return true;
}

static void put_word(prose *p, const char *word, size_t size)
{
    size_t core = size;
    while (core && strchr(".,:;)", word[core - 1]))
        core--;
    const char *marks = word + core;
    if (core > 2 && word[0] == '-' && word[1] == '-')
        put_macro(p, "Fl", word + 1, core - 1, marks);
    else if (core && is_placeholder(p->table, word, core))
        put_macro(p, "Ar", word, core, marks);
    else {
        fputs(p->open ? " " : *word == '.' ? "\\&" : "", p->out);
        fputs(is_plain(word, core) ? "" : "\\%", p->out);
        put_text(word, size, p->out);
        p->open = true;
        if (size > 1 && word[size - 1] == '.')
            end_line(p);
    }
}

static void put_words(prose *p, const char *words)
{
    while (*words) {
        size_t size = strcspn(words, " ");
        if (size)
            put_word(p, words, size);
        words += size + (words[size] == ' ');
    }
}

/* The help of an option or a command as a beginning of a sentence. */
static void put_help(prose *p, const char *help, const char *end)
{
    static const char open[] = "…"; /* is its own end */
    char sentence[256];
    size_t size = strlen(help), last = sizeof open - 1;
    snprintf(sentence, sizeof sentence, "%s%s", help, size > last && !strcmp(help + size - last, open) ? "" : end);
    *sentence = (char)toupper((unsigned char)*sentence);
    put_words(p, sentence);
}

static void put_list(prose *p, const char *const *words, const char *last)
{
    for (size_t i = 0; words[i]; i++) {
        if (i && !words[i + 1])
            put_words(p, last);
        put_macro(p, "Cm", words[i], strlen(words[i]), !words[i + 1] ? "." : words[i + 2] ? "," : "");
    }
}

/* --- Parts -------------------------------------------------------------------------------------------------------- */

/* "INDEX PATH…" as macros: `.Ar INDEX`, `.Ar PATH ...`; on one line behind .It they are callable. */
static void put_operands(const char *operands, const char *before, FILE *out)
{
    for (const char *at = operands; *at;) {
        size_t size = strcspn(at, " "), name = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        fprintf(out, "%sAr %.*s%s", before, (int)name, at, name < size ? " ..." : "");
        at += size + (at[size] == ' ');
    }
}

void mdoc_synopsis(const pgf_option_table *table, FILE *out)
{
    for (size_t i = 0; i < table->command_count; i++) {
        const pgf_command *command = &table->commands[i];
        fputs(i ? "\n.Nm" : ".Nm", out);
        if (command->name)
            fprintf(out, "\n.Cm %s", command->name);
        if (pgf_command_has_options(table, command))
            fputs("\n.Op Ar option ...", out);
        put_operands(command->operands, "\n.", out);
    }
}

void mdoc_commands(const pgf_option_table *table, FILE *out)
{
    prose p = {table, out, false};
    fputs(".Bl -tag -width Ds\n", out);
    for (size_t i = 0; i < table->command_count; i++) {
        const pgf_command *command = &table->commands[i];
        if (!command->name)
            continue;
        fprintf(out, ".It Cm %s", command->name);
        put_operands(command->operands, " ", out);
        fputc('\n', out);
        put_help(&p, command->help, ".");
        put_words(&p, command->more ? command->more : "");
        end_line(&p);
    }
    fputs(".El", out);
}

static void put_heading(const pgf_option *option, FILE *out)
{
    fputs(".It", out);
    if (option->letter)
        fprintf(out, " Fl %c ,", option->letter);
    fprintf(out, " Fl -%s", option->name);
    const char *value = option->value, *equals = value ? strchr(value, '=') : NULL;
    if (value && *value == '[')
        fprintf(out, " Ns Op Ns = Ns Ar %.*s", (int)strcspn(value + 2, "]"), value + 2);
    else if (equals)
        fprintf(out, " Ar %.*s Ns = Ns Ar %s", (int)(equals - value), value, equals + 1);
    else if (value)
        fprintf(out, " Ar %s", value);
    fputc('\n', out);
}

/* Which commands have it, where it is not the program without a subcommand alone. */
static void put_commands(prose *p, const pgf_option *option)
{
    const pgf_option_table *table = p->table;
    const char *names[PGF_OPTIONS_MAX] = {NULL};
    size_t count = 0;
    for (size_t i = 0; i < table->command_count && count + 1 < PGF_OPTIONS_MAX; i++)
        if (table->commands[i].name && pgf_option_is_of(option, &table->commands[i]))
            names[count++] = table->commands[i].name;
    if (!count)
        return;
    bool also = pgf_option_is_of_main(table, option);
    if (pgf_option_is_of_all(table, option)) {
        put_words(p, "It goes with all subcommands, too.");
        return;
    }
    put_words(p, also ? "It goes, too, with" : "It goes with");
    put_list(p, names, "and");
}

static void put_option(prose *p, const pgf_option *option)
{
    put_heading(option, p->out);
    put_help(p, option->help, option->choices ? ":" : ".");
    if (option->choices)
        put_list(p, option->choices, "or");
    if (option->most) {
        char range[96];
        snprintf(range, sizeof range, "%s is %zu to %zu.", option->value, option->least, option->most);
        put_words(p, range);
    }
    put_words(p, option->more ? option->more : "");
    if (option->suggestions)
        put_list(p, option->suggestions, "and");
    if (option->repeats)
        put_words(p, "It may be given several times.");
    put_commands(p, option);
    end_line(p);
}

void mdoc_options(const pgf_option_table *table, FILE *out)
{
    prose p = {table, out, false};
    fputs(".Bl -tag -width Ds\n", out);
    for (size_t i = 0; i < table->count; i++)
        put_option(&p, &table->rows[i]);
    fputs(".El", out);
}

void mdoc_formats(const pgf_option_table *table, FILE *out)
{
    for (size_t i = 0; table->formats && table->formats[i]; i++)
        fprintf(out, "%s.Pa %s%s", i ? "\n" : "", table->formats[i], table->formats[i + 1] ? " ," : "");
}
