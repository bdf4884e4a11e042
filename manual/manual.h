/*
 * Man pages and shell completion, made at build time from a program's table of options: a template, in which @PART@
 * stands for what a writer makes of the table.
 */
#ifndef PARAGRAF_MANUAL_H
#define PARAGRAF_MANUAL_H

#include "terminal/option_table.h"

/*
 * main() of a generator. Its arguments are the version, the folder where README.md is installed, the template, and what
 * to make of it. 1, and nothing is made, when a part of the template is none.
 */
int manual_make(const pgf_option_table *table, int argc, char **argv);

typedef void manual_writer(const pgf_option_table *table, FILE *out);

/* mdoc(7) */
manual_writer mdoc_synopsis, mdoc_commands, mdoc_options, mdoc_formats;
/* A line of a display, as it is. */
void mdoc_literal(const char *line, FILE *out);

/* Parts of the templates for shells, each of which says what it is. */
manual_writer bash_values, bash_options, bash_operands;
manual_writer zsh_commands, zsh_options, zsh_operands;
manual_writer fish_commands, fish_options, fish_operands;
manual_writer shell_commands, shell_formats, shell_valued;

/* The program's name as part of those of functions: letters, digits and _. */
manual_writer manual_put_name;

/* What a shell offers for a value or an operand. */
typedef enum {
    OFFER_NOTHING,
    OFFER_WORDS,  /* the choices or suggestions of an option                      */
    OFFER_FIELDS, /* suggestions that stand before a =                            */
    OFFER_FILES,
    OFFER_READABLE, /* files of a format that the program reads, folders of them */
    OFFER_FOLDERS
} manual_offer;

manual_offer manual_value_offer(const pgf_option_table *table, const pgf_option *option);
/* All or some of its values, NULL behind the last; NULL for none. */
const char *const *manual_words(const pgf_option *option);
/* The same with blanks between. */
void manual_put_words(const pgf_option *option, FILE *out);

/* Operand number `at`, from 0, of a command; false behind its last. One that ends in … stands for all behind it too. */
typedef struct {
    char name[16];
    manual_offer offer;
    bool repeats;
} manual_operand;
bool manual_find_operand(const pgf_option_table *table, const pgf_command *command, size_t at, manual_operand *out);

#endif
