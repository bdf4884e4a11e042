#include "options.h"
#include "base/memory.h"
#include "document/json.h"
#include "glob.h"
#include "index/layout.h"
#include "terminal/nearest.h"
#include "text/charset.h"
#include "usage.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

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

static pgf_status set_number(unsigned *number, const pgf_option *row, const char *value, pgf_error *err)
{
    char *end;
    errno = 0;
    long read = strtol(value, &end, 10);
    if (errno || *end || end == value || read < (long)row->least || read > (long)row->most)
        return pgf_fail(err, PGF_EINVAL, "--%s %s: give a number from %zu to %zu", row->name, value, row->least,
                        row->most);
    *number = (unsigned)read;
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
    case TAKES_NUMBER:
        return set_number(field, row, value, err);
    case TAKES_LANGUAGE:
        if (!pgf_language_normalize(value, field))
            return pgf_fail(err, PGF_EINVAL, "--lang %s: no such language; give an ISO 639 code such as en, nb or de",
                            value);
        return PGF_OK;
    case TAKES_NOTHING:
        break;
    }
    out->command = (command)row->field;
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

static pgf_status read_options(options *out, int argc, char **argv, bool given[PGF_OPTIONS_MAX], pgf_error *err)
{
    const pgf_option_table *table = usage_table();
    pgf_option_grammar grammar;
    pgf_option_table_describe(table, &grammar);
    opterr = 0;
    optind = 0; /* start afresh: tests read several command lines */
    for (;;) {
        int at = optind ? optind : 1, code = getopt_long(argc, argv, grammar.letters, grammar.rows, NULL);
        if (code == -1)
            return PGF_OK;
        if (code == '?' || code == ':')
            return pgf_option_table_refuse(table, code, optopt, argv[optind > at ? optind - 1 : at], err);
        const pgf_option *row = pgf_option_table_find(table, code);
        given[row - table->rows] = true;
        pgf_status status = set_value(out, row, optarg, err);
        if (status || out->command == COMMAND_HELP || out->command == COMMAND_VERSION)
            return status;
    }
}

static void find_command(options *out)
{
    const pgf_option_table *table = usage_table();
    const pgf_command *found = out->operand_count ? pgf_option_table_command(table, out->operands[0]) : NULL;
    if (!found)
        return;
    out->command = (command)(found - table->commands);
    out->operands++;
    out->operand_count--;
}

/* A first word near the name of a subcommand, where an index or nothing follows: who makes an index names documents. */
static pgf_status check_command(const options *out, pgf_error *err)
{
    const pgf_option_table *table = usage_table();
    const char *names[COMMAND_VERSION] = {NULL}, *word = out->operand_count ? out->operands[0] : "";
    for (size_t i = 1; i < table->command_count; i++)
        names[i - 1] = table->commands[i].name;
    const char *near = out->command == COMMAND_INDEX ? pgf_nearest_word(word, names) : NULL;
    if (!near || (out->operand_count > 1 && pgf_layout_place(out->operands[1]) != PGF_PLACE_INDEX) ||
        pgf_layout_place(word) != PGF_PLACE_NOTHING)
        return PGF_OK;
    return pgf_fail(err, PGF_EINVAL, "%s: no such command; did you mean %s? (--help lists them)", word, near);
}

static pgf_status check_fit(const options *out, const bool given[PGF_OPTIONS_MAX], pgf_error *err)
{
    const pgf_option_table *table = usage_table();
    const pgf_command *of = &table->commands[out->command];
    for (size_t i = 0; i < table->count; i++)
        if (given[i] && !pgf_option_is_of(&table->rows[i], of))
            return pgf_fail(err, PGF_EINVAL, "--%s does not go with %s; --help says what does", table->rows[i].name,
                            of->name ? of->name : "indexing");
    if (out->operand_count >= of->least && out->operand_count <= of->most)
        return PGF_OK;
    if (of->name)
        return pgf_fail(err, PGF_EINVAL, "write: %s %s %s", table->program, of->name, of->operands);
    if (out->operand_count == 0)
        return pgf_fail(err, PGF_EINVAL, "nothing to do; write: paragraf-indexer INDEX PATH… (--help has examples)");
    return pgf_fail(err, PGF_EINVAL, "%s: which documents? write: paragraf-indexer %s PATH…", out->operands[0],
                    out->operands[0]);
}

pgf_status options_parse(options *out, int argc, char **argv, pgf_error *err)
{
    *out = (options){0};
    bool given[PGF_OPTIONS_MAX] = {false};
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
