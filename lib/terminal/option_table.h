/*
 * A program's options and subcommands, a row each: from them come what getopt_long() reads, what a mistake is told,
 * --help, the man page and the completion of shells (manual/).
 */
#ifndef PGF_TERMINAL_OPTION_TABLE_H
#define PGF_TERMINAL_OPTION_TABLE_H

#include <getopt.h>
#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { PGF_OPTIONS_MAX = 32 };

typedef struct {
    const char *name; /* "limit" of --limit                                        */
    char letter;      /* 'n' of -n; or 0                                           */
    int takes;        /* how the program reads its value: a number of its own      */

    /*
     * As --help writes it: "N"; NULL when it has none. "[=WHEN]" may be left out: no letter then. FILE, INDEX and
     * PATH are what shells complete as such; with "=VALUE" behind, only what stands before it is completed.
     */
    const char *value;
    const char *help;               /* a line's end: no capital, no full stop                    */
    const char *more;               /* sentences that the man page has behind it; or NULL        */
    size_t least, most;             /* of a number; 0, 0 for what is none                        */
    const char *const *choices;     /* all values there are, NULL behind the last; or NULL       */
    const char *const *suggestions; /* some of the values; they end the last sentence of `more`  */
    unsigned commands;              /* bits of those that have it                                */
    bool repeats;                   /* may be given several times                                */
    size_t field;                   /* the program's own: nothing here looks at it               */
} pgf_option;

typedef struct {
    const char *name;     /* NULL: the program without a subcommand; it comes first */
    const char *operands; /* "INDEX PATH…"; "" for none                             */
    const char *help, *more;
    unsigned bit;       /* of its own in pgf_option.commands; 0 when it has no options */
    size_t least, most; /* how many operands                                           */
} pgf_command;

typedef struct {
    const pgf_option *rows;
    size_t count;               /* PGF_OPTIONS_MAX at most                                                  */
    bool operand_ends;          /* an operand ends the options; else they may stand anywhere among operands */
    int width;                  /* columns that --help has for an option with its value                     */
    const char *program;        /* "paragraf-indexer" */
    const char *const *formats; /* suffixes of the files that a PATH may be, NULL behind the last; NULL for any file */
    const pgf_command *commands;
    size_t command_count;
} pgf_option_table;

/* What getopt_long() is called with; the names are the table's. */
typedef struct {
    struct option rows[PGF_OPTIONS_MAX + 1];
    char letters[2 * PGF_OPTIONS_MAX + 3];
} pgf_option_grammar;

void pgf_option_table_describe(const pgf_option_table *table, pgf_option_grammar *out);

/* The row that a letter, or any other code of getopt_long(), stands for; NULL for none. */
const pgf_option *pgf_option_table_find(const pgf_option_table *table, int code);

/* The subcommand of this name; NULL for none. */
const pgf_command *pgf_option_table_command(const pgf_option_table *table, const char *name);

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

/* Who has an option: the commands with options that do; all of them; the program without a subcommand. */
bool pgf_option_is_of(const pgf_option *option, const pgf_command *command);
bool pgf_option_is_of_all(const pgf_option_table *table, const pgf_option *option);
bool pgf_option_is_of_main(const pgf_option_table *table, const pgf_option *option);
/* Has a command options that not every command has? */
bool pgf_command_has_options(const pgf_option_table *table, const pgf_command *command);

/* A line for each row: "  -n, --limit N    hits to show", with the subcommands that have it when the program has not. */
void pgf_option_table_help(const pgf_option_table *table, FILE *file);
/* A line that names those that may be given several times. */
void pgf_option_table_help_repeats(const pgf_option_table *table, FILE *file);
/* A line for each command: "  paragraf-indexer status [OPTION…] INDEX   what is in an index". */
void pgf_option_table_usage(const pgf_option_table *table, FILE *file);

/* `words`, NULL behind the last, as a list: "a", "a or b", "a, b or c" for the `last` glue " or ". */
void pgf_option_table_list(const char *const *words, const char *last, FILE *file);

#endif
