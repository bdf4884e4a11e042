#include "options.h"
#include "base/memory.h"
#include "document/json.h"
#include "glob.h"
#include "index/layout.h"
#include "intake/intake.h"
#include "terminal/nearest.h"
#include "terminal/option_table.h"
#include "text/charset.h"
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { JOBS_MAX = 256 };

typedef enum { TAKES_FLAG, TAKES_TEXT, TAKES_SEVERAL, TAKES_LANGUAGE, TAKES_JOBS, TAKES_NOTHING } takes;

/* Which subcommands have an option: a bit for each. */
#define OF(name) (1U << COMMAND_##name)
enum { OF_ALL = 0xFF };

#define FIELD(name) offsetof(options, name)
static const pgf_option rows[] = {
    {"include", 0, TAKES_SEVERAL, "GLOB", "only files that match: '*.md' by name, 'acts/**' by path",
     .field = FIELD(include), .commands = OF(INDEX)},
    {"exclude", 0, TAKES_SEVERAL, "GLOB", "leave out files and folders that match; wins over --include",
     .field = FIELD(exclude), .commands = OF(INDEX)},
    {"lang", 'l', TAKES_LANGUAGE, "CODE", "language of what does not name its own (en, nb, de…); else detected",
     .field = FIELD(language), .commands = OF(INDEX) | OF(TERMS)},
    {"charset", 0, TAKES_TEXT, "NAME", "what files are encoded in; else detected", .field = FIELD(charset),
     .commands = OF(INDEX) | OF(TERMS)},
    {"map", 0, TAKES_SEVERAL, "FIELD=NAME",
     "JSON Lines: take a field from this member ('title=headline', 'issuer=office.name')", .field = FIELD(maps),
     .commands = OF(INDEX)},
    {"base-url", 0, TAKES_SEVERAL, "PATH=URL", "files below PATH are found on the web below URL",
     .field = FIELD(base_urls), .commands = OF(INDEX)},
    {"report", 0, TAKES_TEXT, "FILE", "write one JSON line a document: path, outcome, reason…", .field = FIELD(report),
     .commands = OF(INDEX) | OF(REMOVE)},
    {"dry-run", 'n', TAKES_FLAG, NULL, "list what would be done and write nothing", .field = FIELD(dry_run),
     .commands = OF(INDEX)},
    {"rebuild", 0, TAKES_FLAG, NULL, "make the index anew from these PATHs, then switch to it", .field = FIELD(rebuild),
     .commands = OF(INDEX)},
    {"allow-mass-delete", 0, TAKES_FLAG, NULL,
     "let a missing or empty PATH, or a loss of over a fifth of the sources, take documents away",
     .field = FIELD(allow_mass_delete), .commands = OF(INDEX)},
    {"jobs", 'j', TAKES_JOBS, "N", "threads; else as many as processors", .field = FIELD(jobs), .commands = OF(INDEX)},
    {"quiet", 'q', TAKES_FLAG, NULL, "no summary, no progress; failures are still said", .field = FIELD(quiet),
     .commands = OF_ALL},
    {"no-progress", 0, TAKES_FLAG, NULL, "no progress", .field = FIELD(no_progress), .commands = OF_ALL},
    {"json", 0, TAKES_FLAG, NULL, "status, terms: answer in JSON", .field = FIELD(json),
     .commands = OF(STATUS) | OF(TERMS)},
    {"failed", 0, TAKES_FLAG, NULL, "status: list the sources that failed, and why", .field = FIELD(failed),
     .commands = OF(STATUS)},
    {"help", 'h', TAKES_NOTHING, NULL, "this help", .commands = OF_ALL},
    {"version", 'V', TAKES_NOTHING, NULL, "the version", .commands = OF_ALL},
};
enum { ROWS = sizeof rows / sizeof *rows };
static const pgf_option_table table = {rows, ROWS, .width = 26};

/* Subcommands, in the order of `command`. */
static const struct {
    const char *name, *operands, *help;
    size_t least, most;
} commands[] = {
    [COMMAND_INDEX] = {NULL, "INDEX PATH…", NULL, 2, SIZE_MAX},
    [COMMAND_REMOVE] = {"remove", "INDEX ID…", "take documents out of an index until their files change", 2, SIZE_MAX},
    [COMMAND_STATUS] = {"status", "INDEX", "what is in an index", 1, 1},
    [COMMAND_VERIFY] = {"verify", "INDEX", "check that an index is whole", 1, 1},
    [COMMAND_COMPACT] = {"compact", "INDEX", "make an index smaller after many updates", 1, 1},
    [COMMAND_TERMS] = {"terms", "FILE", "show the words of a text (- for standard input) and their stems", 1, 1},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* --- Values ------------------------------------------------------------------------------------------------------- */

static pgf_status add_value(values *to, const char *value, pgf_error *err)
{
    const char **grown = realloc(to->value, (to->count + 1) * sizeof *grown);
    if (!grown)
        return pgf_no_memory(err);
    to->value = grown;
    to->value[to->count++] = value;
    return PGF_OK;
}

static pgf_status set_jobs(unsigned *jobs, const char *value, pgf_error *err)
{
    char *end;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (errno || *end || end == value || number < 1 || number > JOBS_MAX)
        return pgf_fail(err, PGF_EINVAL, "--jobs %s: give a number of threads from 1 to %d", value, JOBS_MAX);
    *jobs = (unsigned)number;
    return PGF_OK;
}

static pgf_status set_value(options *out, const pgf_option *row, const char *value, pgf_error *err)
{
    void *field = (char *)out + row->field;
    switch ((takes)row->takes) {
    case TAKES_FLAG:
        *(bool *)field = true;
        return PGF_OK;
    case TAKES_TEXT:
        *(const char **)field = value;
        return PGF_OK;
    case TAKES_SEVERAL:
        return add_value(field, value, err);
    case TAKES_JOBS:
        return set_jobs(field, value, err);
    case TAKES_LANGUAGE:
        if (!pgf_language_normalize(value, field))
            return pgf_fail(err, PGF_EINVAL, "--lang %s: no such language; give an ISO 639 code such as en, nb or de",
                            value);
        return PGF_OK;
    case TAKES_NOTHING:
        break;
    }
    out->command = row->letter == 'h' ? COMMAND_HELP : COMMAND_VERSION;
    return PGF_OK;
}

static pgf_status check_charset(const char *name, pgf_error *err)
{
    /* A byte that is not UTF-8 is guessed at only when the declared name says nothing. */
    pgf_buffer text = {0};
    pgf_charset found = {0};
    pgf_status status = pgf_charset_decode("caf\xE9", 4, name, &text, &found, err);
    pgf_buffer_dispose(&text);
    if (!status && found.guessed)
        return pgf_fail(err, PGF_EINVAL, "--charset %s: no such charset; names are such as windows-1252 or Shift_JIS",
                        name);
    return status;
}

/* --- Parsing ------------------------------------------------------------------------------------------------------ */

static pgf_status read_options(options *out, int argc, char **argv, bool given[ROWS], pgf_error *err)
{
    pgf_option_grammar grammar;
    pgf_option_table_describe(&table, &grammar);
    opterr = 0;
    optind = 0; /* start afresh: tests read several command lines */
    for (;;) {
        int at = optind ? optind : 1, code = getopt_long(argc, argv, grammar.letters, grammar.rows, NULL);
        if (code == -1)
            return PGF_OK;
        if (code == '?' || code == ':')
            return pgf_option_table_refuse(&table, code, optopt, argv[optind > at ? optind - 1 : at], err);
        const pgf_option *row = pgf_option_table_find(&table, code);
        given[row - rows] = true;
        pgf_status status = set_value(out, row, optarg, err);
        if (status || out->command == COMMAND_HELP || out->command == COMMAND_VERSION)
            return status;
    }
}

static void find_command(options *out)
{
    if (out->operand_count == 0)
        return;
    for (int i = 1; i < COMMANDS; i++)
        if (strcmp(out->operands[0], commands[i].name) == 0) {
            out->command = (command)i;
            out->operands++;
            out->operand_count--;
            return;
        }
    if (strcmp(out->operands[0], "help") == 0)
        out->command = COMMAND_HELP;
}

/* A first word near the name of a subcommand, where an index or nothing follows: who makes an index names documents. */
static pgf_status check_command(const options *out, pgf_error *err)
{
    const char *names[COMMANDS] = {NULL}, *word = out->operand_count ? out->operands[0] : "";
    for (int i = 1; i < COMMANDS; i++)
        names[i - 1] = commands[i].name;
    const char *near = out->command == COMMAND_INDEX ? pgf_nearest_word(word, names) : NULL;
    if (!near || (out->operand_count > 1 && pgf_layout_place(out->operands[1]) != PGF_PLACE_INDEX) ||
        pgf_layout_place(word) != PGF_PLACE_NOTHING)
        return PGF_OK;
    return pgf_fail(err, PGF_EINVAL, "%s: no such command; did you mean %s? (--help lists them)", word, near);
}

static pgf_status check_fit(const options *out, const bool given[ROWS], pgf_error *err)
{
    const char *name = commands[out->command].name;
    for (size_t i = 0; i < ROWS; i++)
        if (given[i] && !(rows[i].commands & (1U << out->command)))
            return pgf_fail(err, PGF_EINVAL, "--%s does not go with %s; --help says what does", rows[i].name,
                            name ? name : "indexing");
    if (out->operand_count >= commands[out->command].least && out->operand_count <= commands[out->command].most)
        return PGF_OK;
    if (name)
        return pgf_fail(err, PGF_EINVAL, "write: paragraf-indexer %s %s", name, commands[out->command].operands);
    if (out->operand_count == 0)
        return pgf_fail(err, PGF_EINVAL, "nothing to do; write: paragraf-indexer INDEX PATH… (--help has examples)");
    return pgf_fail(err, PGF_EINVAL, "%s: which documents? write: paragraf-indexer %s PATH…", out->operands[0],
                    out->operands[0]);
}

pgf_status options_parse(options *out, int argc, char **argv, pgf_error *err)
{
    *out = (options){0};
    bool given[ROWS] = {false};
    pgf_status status = read_options(out, argc, argv, given, err);
    if (status || out->command != COMMAND_INDEX)
        return status;
    out->operands = (const char *const *)argv + optind;
    out->operand_count = (size_t)(argc - optind);
    find_command(out);
    if (out->command == COMMAND_HELP)
        return PGF_OK;
    status = check_command(out, err);
    if (!status)
        status = check_fit(out, given, err);
    if (!status && out->charset)
        status = check_charset(out->charset, err);
    return status;
}

void options_dispose(options *out)
{
    free(out->include.value);
    free(out->exclude.value);
    free(out->maps.value);
    free(out->base_urls.value);
    *out = (options){0};
}

/* --- Help --------------------------------------------------------------------------------------------------------- */

static void help_formats(FILE *file)
{
    size_t count;
    const intake_format *formats = intake_formats(&count);
    fputs("Formats:", file);
    for (size_t i = 0; i < count; i++) {
        fprintf(file, "%s %s (", i ? "," : "", formats[i].name);
        for (const char *const *suffix = formats[i].suffixes; *suffix; suffix++)
            fprintf(file, "%s%s", suffix == formats[i].suffixes ? "" : " ", *suffix);
        fputc(')', file);
    }
    fputs(".\n", file);
}

void options_help(FILE *file)
{
    fputs("Examples:\n"
          "  paragraf-indexer my.idx ~/Documents          make an index, or bring it up to date\n"
          "  paragraf-indexer my.idx acts/ letters.jsonl  several folders and files\n"
          "  xz -dc all.jsonl.xz | paragraf-indexer my.idx -\n"
          "  paragraf-indexer --dry-run my.idx acts/      only say what would be done\n"
          "  paragraf-indexer status my.idx --failed      what is in it, what could not be read\n"
          "\nUsage:\n  paragraf-indexer [OPTION…] INDEX PATH…   index files and folders; - is JSON Lines on standard "
          "input\n",
          file);
    for (int i = 1; i < COMMANDS; i++)
        fprintf(file, "  paragraf-indexer %-7s %s%*s %s\n", commands[i].name, commands[i].operands,
                10 - (int)pgf_utf8_length(commands[i].operands, strlen(commands[i].operands)), "", commands[i].help);
    fputs("\nOptions:\n", file);
    pgf_option_table_help(&table, file);
    fputc('\n', file);
    help_formats(file);
    fputs("Files whose name starts with a dot, symbolic links and indexes below a PATH are left out.\n"
          "A file that is gone goes from the index too, if it lay below a PATH of this run.\n"
          "Files that did not change are not read again, whatever the options: --rebuild reads them all.\n"
          "Exit status: 0 all well, 1 some documents failed, 2 nothing done, 128 + N stopped by signal N.\n",
          file);
}
