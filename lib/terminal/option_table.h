/* A program's options, a row each: from them come what getopt_long() reads, what a mistake is told, and --help. */
#ifndef PGF_TERMINAL_OPTION_TABLE_H
#define PGF_TERMINAL_OPTION_TABLE_H

#include <getopt.h>
#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { PGF_OPTIONS_MAX = 32 };

typedef struct {
    const char *name;  /* "limit" of --limit                                        */
    char letter;       /* 'n' of -n; or 0                                           */
    int takes;         /* how the program reads its value: a number of its own      */
    const char *value; /* as --help writes it: "N"; NULL when it has none. "[=WHEN]" may be left out: no letter then */
    const char *help;

    /* More of the program's own: nothing here looks at it. */
    size_t field;
    size_t least, most;
    const char *const *choices;
    unsigned commands;
} pgf_option;

typedef struct {
    const pgf_option *rows;
    size_t count;      /* PGF_OPTIONS_MAX at most                                                  */
    bool operand_ends; /* an operand ends the options; else they may stand anywhere among operands */
    int width;         /* columns that --help has for an option with its value                     */
} pgf_option_table;

/* What getopt_long() is called with; the names are the table's. */
typedef struct {
    struct option rows[PGF_OPTIONS_MAX + 1];
    char letters[2 * PGF_OPTIONS_MAX + 3];
} pgf_option_grammar;

void pgf_option_table_describe(const pgf_option_table *table, pgf_option_grammar *out);

/* The row that a letter, or any other code of getopt_long(), stands for; NULL for none. */
const pgf_option *pgf_option_table_find(const pgf_option_table *table, int code);

/*
 * Say what was wrong when getopt_long() answered '?' or ':'. For an unknown --option the nearest one is named.
 *
 *   code, culprit   what it returned, and its optopt
 *   given           the argument it was at; of letters in a row only the unknown one is named
 *
 * Returns PGF_EINVAL.
 */
pgf_status pgf_option_table_refuse(const pgf_option_table *table, int code, int culprit, const char *given,
                                   pgf_error *err);

/* A line for each row: "  -n, --limit N    hits to show". */
void pgf_option_table_help(const pgf_option_table *table, FILE *file);

#endif
