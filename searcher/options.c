#include "options.h"
#include "base/memory.h"
#include "index/schema.h"
#include "terminal/option_table.h"
#include "text/columns.h"
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    TAKES_FLAG,
    TAKES_TEXT,
    TAKES_NUMBER,
    TAKES_CHOICE, /* one of `choices`, kept as its number; without a value the second */
    TAKES_FILTER,
    TAKES_FACET,
    TAKES_FORM,
    TAKES_NOTHING
} takes;

static const char *const sorts[] = {"relevance", "newest", "oldest", NULL}; /* in the order of pgf_sort   */
static const char *const colors[] = {"auto", "always", "never", NULL};      /* in the order of color_when */

#define FIELD(name) offsetof(options, name)
static const pgf_option rows[] = {
    {"limit", 'n', TAKES_NUMBER, "N", "hits to show, 10 by default; 0 only counts", .field = FIELD(limit),
     .most = PGF_LIMIT},
    {"offset", 0, TAKES_NUMBER, "N", "hits to pass over: the next page", .field = FIELD(offset), .most = PGF_WINDOW},
    {"sort", 0, TAKES_CHOICE, "ORDER", "relevance, newest or oldest", .field = FIELD(sort), .choices = sorts},
    {"filter", 'f', TAKES_FILTER, "FIELD=VALUE", "only documents with this value; of several for one field, any",
     .field = FIELD(filters)},
    {"from", 0, TAKES_TEXT, "DATE", "only documents of this date or later: 2023, 2023-05 or 2023-05-17",
     .field = FIELD(from)},
    {"to", 0, TAKES_TEXT, "DATE", "only documents of this date or earlier, all of 2024 for 2024", .field = FIELD(to)},
    {"any", 0, TAKES_FLAG, NULL, "count documents with any of the words, not with all", .field = FIELD(any)},
    {"facet", 0, TAKES_FACET, "FIELD", "count the values of this field; may be repeated", .field = FIELD(facets)},
    {"no-facets", 0, TAKES_FLAG, NULL, "count no values", .field = FIELD(no_facets)},
    {"passages", 0, TAKES_NUMBER, "N", "passages a hit: 3 by default, 2 in text", .field = FIELD(passages), .least = 1,
     .most = PGF_PASSAGES},
    {"batch", 0, TAKES_TEXT, "FILE", "answer one query a line, or {\"_id\": …, \"text\": …}; - is standard input",
     .field = FIELD(batch)},
    {"timeout", 0, TAKES_NUMBER, "MS", "give up after this time", .field = FIELD(timeout), .least = 1,
     .most = PGF_DEADLINE_MS},
    {"json", 0, TAKES_FORM, NULL, "answer in JSON, as when the output is no terminal", .field = FORM_JSON},
    {"text", 0, TAKES_FORM, NULL, "answer in text, as on a terminal", .field = FORM_TEXT},
    {"color", 0, TAKES_CHOICE, "[=WHEN]", "answer in text with colours: auto, always (in a pipe, too) or never",
     .field = FIELD(color), .choices = colors},
    {"help", 'h', TAKES_NOTHING, NULL, "this help", .field = COMMAND_HELP},
    {"version", 'V', TAKES_NOTHING, NULL, "the version", .field = COMMAND_VERSION},
};
enum { ROWS = sizeof rows / sizeof *rows };
static const pgf_option_table table = {rows, ROWS, .operand_ends = true, .width = 28};

/* Subcommands. One more is a line here, a value of `command`, and a case in main(). */
static const struct {
    const char *name;
    command command;
} commands[] = {
    {"help", COMMAND_HELP},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* --- Values ------------------------------------------------------------------------------------------------------- */

static pgf_status set_number(size_t *number, const pgf_option *row, const char *value, pgf_error *err)
{
    char *end;
    errno = 0;
    long long read = strtoll(value, &end, 10);
    if (errno || *end || end == value || read < (long long)row->least || read > (long long)row->most)
        return pgf_fail(err, PGF_EINVAL, "--%s %s: give a number from %zu to %zu", row->name, value, row->least,
                        row->most);
    *number = (size_t)read;
    return PGF_OK;
}

static pgf_status set_choice(unsigned *choice, const pgf_option *row, const char *value, pgf_error *err)
{
    for (unsigned i = 0; row->choices[i]; i++)
        if (strcmp(value, row->choices[i]) == 0) {
            *choice = i;
            return PGF_OK;
        }
    return pgf_fail(err, PGF_EINVAL, "--%s %s: give %s, %s or %s", row->name, value, row->choices[0], row->choices[1],
                    row->choices[2]);
}

static pgf_status add_filter(options *out, char *value, pgf_error *err)
{
    char *equals = strchr(value, '=');
    if (!equals || equals == value || !equals[1])
        return pgf_fail(err, PGF_EINVAL, "--filter %s: write FIELD=VALUE, such as type=act", value);
    pgf_filter *grown = realloc(out->filters, (out->filter_count + 1) * sizeof *grown);
    if (!grown)
        return pgf_no_memory(err);
    *equals = '\0';
    out->filters = grown;
    out->filters[out->filter_count++] = (pgf_filter){value, equals + 1};
    return PGF_OK;
}

static pgf_status add_facet(options *out, const char *value, pgf_error *err)
{
    const char **grown = realloc(out->facets, (out->facet_count + 1) * sizeof *grown);
    if (!grown)
        return pgf_no_memory(err);
    out->facets = grown;
    out->facets[out->facet_count++] = value;
    return PGF_OK;
}

static pgf_status set_value(options *out, const pgf_option *row, char *value, pgf_error *err)
{
    void *field = (char *)out + row->field;
    switch ((takes)row->takes) {
    case TAKES_FLAG:
        *(bool *)field = true;
        return PGF_OK;
    case TAKES_TEXT:
        *(const char **)field = value;
        return PGF_OK;
    case TAKES_NUMBER:
        return set_number(field, row, value, err);
    case TAKES_CHOICE:
        return set_choice(field, row, value ? value : row->choices[1], err);
    case TAKES_FILTER:
        return add_filter(out, value, err);
    case TAKES_FACET:
        return add_facet(out, value, err);
    case TAKES_FORM:
        out->form = (unsigned)row->field;
        return PGF_OK;
    case TAKES_NOTHING:
        out->command = (command)row->field;
        break;
    }
    return PGF_OK;
}

/* --- Parsing ------------------------------------------------------------------------------------------------------ */

static pgf_status no_such_letter(const char *given, pgf_error *err)
{
    return pgf_fail(err, PGF_EINVAL,
                    "%s: no such option (--help lists them); a word to leave out stands behind one to find", given);
}

/* One option, at argv[optind]. */
static pgf_status read_option(options *out, int argc, char **argv, pgf_error *err)
{
    pgf_option_grammar grammar;
    pgf_option_table_describe(&table, &grammar);
    char *given = argv[optind];
    int code = getopt_long(argc, argv, grammar.letters, grammar.rows, NULL);
    if (code == '?' && given[1] != '-')
        return no_such_letter(given, err);
    if (code == '?' || code == ':')
        return pgf_option_table_refuse(&table, code, optopt, given, err);
    const pgf_option *row = pgf_option_table_find(&table, code);
    if (given[1] != '-' && given[2] && !row->value) /* -harbour is no -h */
        return no_such_letter(given, err);
    return set_value(out, row, optarg, err);
}

static bool find_command(options *out, const char *word)
{
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(word, commands[i].name) == 0) {
            out->command = commands[i].command;
            return true;
        }
    return false;
}

static pgf_status add_word(options *out, const char *word, pgf_error *err)
{
    pgf_status status = out->word_count ? pgf_buffer_append_char(&out->query, ' ') : PGF_OK;
    if (!status)
        status = pgf_buffer_append_text(&out->query, word);
    out->word_count++;
    return status ? pgf_no_memory(err) : PGF_OK;
}

/* `-n 3` and `-f type=act`, typed by habit behind the query: what follows tells them from a word to leave out. */
static bool has_its_value(const char *word, const char *following)
{
    const pgf_option *row = word[1] && !word[2] ? pgf_option_table_find(&table, (unsigned char)word[1]) : NULL;
    if (!row || !following)
        return false;
    if (row->takes == TAKES_NUMBER)
        return *following && !following[strspn(following, "0123456789")];
    return row->takes == TAKES_FILTER && strchr(following, '=');
}

static bool is_option(const options *out, const char *word, const char *following)
{
    if (word[0] != '-' || !word[1])
        return false;
    return word[1] == '-' || !out->word_count || has_its_value(word, following);
}

static pgf_status read_arguments(options *out, int argc, char **argv, pgf_error *err)
{
    bool only_words = false;
    int kept = 0; /* words move together at the start of argv: they stay there as they were typed */
    pgf_status status = PGF_OK;
    while (optind < argc && out->command == COMMAND_SEARCH && !status) {
        char *word = argv[optind];
        if (!only_words && is_option(out, word, optind + 1 < argc ? argv[optind + 1] : NULL) &&
            strcmp(word, "--") != 0) {
            status = read_option(out, argc, argv, err);
            continue;
        }
        optind++;
        if (!only_words && strcmp(word, "--") == 0)
            only_words = true;
        else if (!out->index && !only_words && find_command(out, word))
            break;
        else if (!out->index)
            out->index = word;
        else {
            status = add_word(out, word, err);
            argv[kept++] = word;
        }
    }
    out->words = (const char *const *)argv;
    return status;
}

static pgf_status check_fit(const options *out, pgf_error *err)
{
    if (!out->index)
        return pgf_fail(err, PGF_EINVAL, "nothing to do; write: paragraf-searcher INDEX QUERY… (--help has examples)");
    if (out->batch && out->word_count)
        return pgf_fail(err, PGF_EINVAL, "%s: leave it out, since --batch takes the queries from %s", out->query.bytes,
                        strcmp(out->batch, "-") == 0 ? "standard input" : out->batch);
    if (out->batch && out->form == FORM_TEXT)
        return pgf_fail(err, PGF_EINVAL, "--text does not go with --batch, which answers in JSON Lines");
    if (out->no_facets && out->facet_count)
        return pgf_fail(err, PGF_EINVAL, "--facet does not go with --no-facets; leave one out");
    if (out->word_count || out->batch || out->filter_count || out->from || out->to)
        return PGF_OK;
    return pgf_fail(err, PGF_EINVAL,
                    "%s: nothing is asked; write: paragraf-searcher INDEX QUERY… (--help has examples)", out->index);
}

pgf_status options_parse(options *out, int argc, char **argv, pgf_error *err)
{
    *out = (options){.limit = PGF_LIMIT_DEFAULT};
    opterr = 0;
    optind = 0; /* start afresh: tests read several command lines */
    getopt_long(argc ? 1 : 0, argv, "+", (const struct option[]){{0}}, NULL);
    pgf_status status = read_arguments(out, argc, argv, err);
    return status || out->command != COMMAND_SEARCH ? status : check_fit(out, err);
}

void options_dispose(options *out)
{
    pgf_buffer_dispose(&out->query);
    free(out->filters);
    free(out->facets);
    *out = (options){0};
}

pgf_request options_request(const options *o)
{
    return (pgf_request){.query = o->query.bytes ? o->query.bytes : "",
                         .query_size = o->query.size,
                         .offset = o->offset,
                         .limit = o->limit,
                         .count_only = o->limit == 0,
                         .sort = (pgf_sort)o->sort,
                         .filters = o->filters,
                         .filter_count = o->filter_count,
                         .date_from = o->from,
                         .date_to = o->to,
                         .facets = o->facets,
                         .facet_count = o->facet_count,
                         .no_facets = o->no_facets,
                         .any = o->any,
                         .passages = (unsigned)o->passages,
                         .deadline_ms = (unsigned)o->timeout};
}

/* --- Help --------------------------------------------------------------------------------------------------------- */

static void help_fields(FILE *file, const char *option, unsigned use)
{
    size_t count, printed = 0;
    const pgf_field_spec *fields = pgf_schema_fields(&count);
    for (size_t i = 0; i < count; i++)
        if (fields[i].uses & use)
            fprintf(file, "%s%s", printed++ ? ", " : option, fields[i].name);
    fputs(".\n", file);
}

void options_help(FILE *file)
{
    fputs("Examples:\n"
          "  paragraf-searcher my.idx defence cooperation Japan\n"
          "  paragraf-searcher my.idx '\"duty of care\" -draft'        a phrase, without a word\n"
          "  paragraf-searcher my.idx fisheries --filter type=act --from 2023 --sort newest\n"
          "  paragraf-searcher my.idx --filter language=fr --limit 0   how many are in French\n"
          "  paragraf-searcher my.idx fisheries --json | jq -r '.hits[].title'\n"
          "  paragraf-searcher my.idx --batch queries.txt > answers.jsonl\n"
          "\nUsage:\n"
          "  paragraf-searcher [OPTION…] INDEX QUERY…    INDEX is what paragraf-indexer made\n"
          "\nQuery:\n"
          "  words           documents with these words in any form; those with all of them are counted\n"
          "  \"a phrase\"      these words in a row\n"
          "  -word           without this word; behind the first word of the query\n"
          "\nOptions:\n",
          file);
    pgf_option_table_help(&table, file);
    fputc('\n', file);
    help_fields(file, "Fields of --filter: ", PGF_FIELD_FILTER);
    help_fields(file, "Fields of --facet: ", PGF_FIELD_FACET);
    fputs("Behind the first word of the query only --long options, -n N and -f FIELD=VALUE are options; -- ends them.\n"
          "An index in a folder called help is written ./help.\n"
          "On a terminal answers are text, in colours unless NO_COLOR is set; else JSON.\n"
          "Exit status: 0 hits, 1 none, 2 an error.\n",
          file);
}
