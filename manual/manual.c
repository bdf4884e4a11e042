#include "manual.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *version, *documents;

static void write_program(const pgf_option_table *table, FILE *out)
{
    fputs(table->program, out);
}

void manual_put_name(const pgf_option_table *table, FILE *out)
{
    for (const char *c = table->program; *c; c++)
        fputc(isalnum((unsigned char)*c) ? *c : '_', out);
}

static void write_version(const pgf_option_table *table, FILE *out)
{
    (void)table;
    fputs(version, out);
}

static void write_documents(const pgf_option_table *table, FILE *out)
{
    (void)table;
    fputs(documents, out);
}

static const struct {
    const char *name;
    manual_writer *write;
} parts[] = {
    {"PROGRAM", write_program},     {"NAME", manual_put_name},        {"VERSION", write_version},
    {"DOCUMENTS", write_documents}, {"MDOC_SYNOPSIS", mdoc_synopsis}, {"MDOC_COMMANDS", mdoc_commands},
    {"MDOC_OPTIONS", mdoc_options}, {"MDOC_FORMATS", mdoc_formats},   {"COMMANDS", shell_commands},
    {"FORMATS", shell_formats},     {"VALUED", shell_valued},         {"BASH_VALUES", bash_values},
    {"BASH_OPTIONS", bash_options}, {"BASH_OPERANDS", bash_operands}, {"ZSH_COMMANDS", zsh_commands},
    {"ZSH_OPTIONS", zsh_options},   {"ZSH_OPERANDS", zsh_operands},   {"FISH_COMMANDS", fish_commands},
    {"FISH_OPTIONS", fish_options}, {"FISH_OPERANDS", fish_operands},
};

/* The part that "@PART@…" names; NULL for none. */
static manual_writer *find_part(const char *at, size_t size)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strlen(parts[i].name) == size && strncmp(at, parts[i].name, size) == 0)
            return parts[i].write;
    return NULL;
}

/* False, and "@PART@" in `*wrong` with its size in `*size`, when a part is none. */
static bool fill_line(const pgf_option_table *table, const char *line, FILE *out, const char **wrong, size_t *size)
{
    for (const char *at = line; *at;) {
        *size = *at == '@' ? strspn(at + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") : 0;
        if (!*size || at[*size + 1] != '@') {
            fputc(*at++, out);
            continue;
        }
        manual_writer *write = find_part(at + 1, *size);
        *wrong = at;
        *size += 2;
        if (!write)
            return false;
        write(table, out);
        at += *size;
    }
    return true;
}

/* A fence around commands and what they print, as in Markdown, is a display. */
static bool is_fence(const char *line, bool *inside, FILE *out)
{
    if (strncmp(line, "```", 3) != 0)
        return false;
    *inside = !*inside;
    fputs(*inside ? ".Bd -literal -offset 4n\n" : ".Ed\n", out);
    return true;
}

static int fill(const pgf_option_table *table, const char *path, FILE *in, FILE *out)
{
    char *line = NULL;
    size_t room = 0, number = 0;
    bool inside = false;
    int code = 0;
    while (!code && getline(&line, &room, in) >= 0) {
        const char *wrong;
        size_t size;
        number++;
        if (is_fence(line, &inside, out))
            continue;
        if (inside)
            mdoc_literal(line, out);
        else if (!fill_line(table, line, out, &wrong, &size)) {
            fprintf(stderr, "%s:%zu: %.*s: no such part\n", path, number, (int)size, wrong);
            code = 1;
        }
    }
    free(line);
    if (!code && ferror(in)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        code = 1;
    }
    return code;
}

static FILE *open_or_tell(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    if (!file)
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return file;
}

int manual_make(const pgf_option_table *table, int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "write: %s VERSION DOCUMENTS TEMPLATE OUTPUT\n", argv[0]);
        return 1;
    }
    version = argv[1];
    documents = argv[2];
    FILE *in = open_or_tell(argv[3], "r"), *out = in ? open_or_tell(argv[4], "w") : NULL;
    int code = out ? fill(table, argv[3], in, out) : 1;
    bool lost = out && (ferror(out) | fclose(out));
    if (lost && !code) {
        fprintf(stderr, "%s: %s\n", argv[4], strerror(errno));
        code = 1;
    }
    if (out && code)
        remove(argv[4]);
    if (in)
        fclose(in);
    return code;
}
