#include "options.h"
#include "base/memory.h"
#include "index/schema.h"
#include "terminal/nearest.h"
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

/* Where an option is one: a bit for each. */
enum { ON_SEARCH = 1, ON_SERVE = 2, ON_WEB = 4, ON_ALL = ON_SEARCH | ON_SERVE };

#define FIELD(name) offsetof(options, name)
static const pgf_option rows[] = {
    {"limit", 'n', TAKES_NUMBER, "N", "hits to show, 10 by default; 0 only counts", .field = FIELD(limit),
     .most = PGF_LIMIT, .commands = ON_SEARCH | ON_WEB},
    {"offset", 0, TAKES_NUMBER, "N", "hits to pass over: the next page", .field = FIELD(offset), .most = PGF_WINDOW,
     .commands = ON_SEARCH | ON_WEB},
    {"sort", 0, TAKES_CHOICE, "ORDER", "relevance, newest or oldest", .field = FIELD(sort), .choices = sorts,
     .commands = ON_SEARCH | ON_WEB},
    {"filter", 'f', TAKES_FILTER, "FIELD=VALUE", "only documents with this value; of several for one field, any",
     .field = FIELD(filters), .commands = ON_SEARCH | ON_WEB},
    {"from", 0, TAKES_TEXT, "DATE", "only documents of this date or later: 2023, 2023-05 or 2023-05-17",
     .field = FIELD(from), .commands = ON_SEARCH | ON_WEB},
    {"to", 0, TAKES_TEXT, "DATE", "only documents of this date or earlier, all of 2024 for 2024", .field = FIELD(to),
     .commands = ON_SEARCH | ON_WEB},
    {"any", 0, TAKES_FLAG, NULL, "count documents with any of the words, not with all", .field = FIELD(any),
     .commands = ON_SEARCH | ON_WEB},
    {"facet", 0, TAKES_FACET, "FIELD", "count the values of this field; may be repeated", .field = FIELD(facets),
     .commands = ON_SEARCH | ON_WEB},
    {"no-facets", 0, TAKES_FLAG, NULL, "count no values", .field = FIELD(no_facets), .commands = ON_SEARCH | ON_WEB},
    {"passages", 0, TAKES_NUMBER, "N", "passages a hit: 3 by default, 2 in text", .field = FIELD(passages), .least = 1,
     .most = PGF_PASSAGES, .commands = ON_SEARCH | ON_WEB},
    {"batch", 0, TAKES_TEXT, "FILE", "answer one query a line, or {\"_id\": …, \"text\": …}; - is standard input",
     .field = FIELD(batch), .commands = ON_SEARCH},
    {"timeout", 0, TAKES_NUMBER, "MS", "give up after this time", .field = FIELD(timeout), .least = 1,
     .most = PGF_DEADLINE_MS, .commands = ON_SEARCH},
    {"listen", 0, TAKES_TEXT, "ADDRESS", "where serve answers: 127.0.0.1:8080 if not given, or unix:PATH",
     .field = FIELD(listen), .commands = ON_SERVE},
    {"workers", 0, TAKES_NUMBER, "N", "processes of serve that search; else one a processor", .field = FIELD(workers),
     .least = 1, .most = 64, .commands = ON_SERVE},
    {"log", 0, TAKES_FLAG, NULL, "serve tells each request on standard error, without what was asked",
     .field = FIELD(log), .commands = ON_SERVE},
    {"json", 0, TAKES_FORM, NULL, "answer in JSON, as when the output is no terminal", .field = FORM_JSON,
     .commands = ON_SEARCH},
    {"text", 0, TAKES_FORM, NULL, "answer in text, as on a terminal", .field = FORM_TEXT, .commands = ON_SEARCH},
    {"color", 0, TAKES_CHOICE, "[=WHEN]", "answer in text with colours: auto, always (in a pipe, too) or never",
     .field = FIELD(color), .choices = colors, .commands = ON_SEARCH},
    {"help", 'h', TAKES_NOTHING, NULL, "this help", .field = COMMAND_HELP, .commands = ON_ALL},
    {"version", 'V', TAKES_NOTHING, NULL, "the version", .field = COMMAND_VERSION, .commands = ON_ALL},
};
enum { ROWS = sizeof rows / sizeof *rows };
static const pgf_option_table table = {rows, ROWS, .operand_ends = true, .width = 28};

/* Subcommands. One more is a line here, a value of `command`, and a case in main(). */
static const struct {
    const char *name;
    command command;
} commands[] = {
    {"help", COMMAND_HELP},
    {"serve", COMMAND_SERVE},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* --- Values ------------------------------------------------------------------------------------------------------- */

/* An option with its value as it was given: "--limit 3", or "limit=3" on the web. */
enum { GIVEN_MAX = 2 * PGF_MESSAGE_MAX }; /* so that only pgf_fail() cuts it */

static const char *as_given(char out[GIVEN_MAX], const options *o, const pgf_option *row, const char *value)
{
    snprintf(out, GIVEN_MAX, o->web ? "%s=%s" : "--%s %s", row->name, value);
    return out;
}

static pgf_status set_number(options *out, const pgf_option *row, const char *value, pgf_error *err)
{
    char given[GIVEN_MAX];
    char *end;
    errno = 0;
    long long read = strtoll(value, &end, 10);
    if (errno || *end || end == value || read < (long long)row->least || read > (long long)row->most)
        return pgf_fail(err, PGF_EINVAL, "%s: give a number from %zu to %zu", as_given(given, out, row, value),
                        row->least, row->most);
    *(size_t *)((char *)out + row->field) = (size_t)read;
    return PGF_OK;
}

static pgf_status set_choice(options *out, const pgf_option *row, const char *value, pgf_error *err)
{
    char given[GIVEN_MAX];
    for (unsigned i = 0; row->choices[i]; i++)
        if (strcmp(value, row->choices[i]) == 0) {
            *(unsigned *)((char *)out + row->field) = i;
            return PGF_OK;
        }
    return pgf_fail(err, PGF_EINVAL, "%s: give %s, %s or %s", as_given(given, out, row, value), row->choices[0],
                    row->choices[1], row->choices[2]);
}

/* The web may write FIELD:VALUE, since a = there is %3D. */
static pgf_status add_filter(options *out, const pgf_option *row, char *value, pgf_error *err)
{
    char given[GIVEN_MAX];
    char *equals = strpbrk(value, out->web ? "=:" : "=");
    if (!equals || equals == value || !equals[1])
        return pgf_fail(err, PGF_EINVAL, "%s: write FIELD=VALUE, such as type=act", as_given(given, out, row, value));
    pgf_filter *grown = realloc(out->filters, (out->filter_count + 1) * sizeof *grown);
    if (!grown)
        return pgf_no_memory(err);
    *equals = '\0';
    out->filters = grown;
    out->filters[out->filter_count++] = (pgf_filter){value, equals + 1};
    return PGF_OK;
}

/* any=1 on the web: a flag there has a value. */
static pgf_status set_flag(options *out, const pgf_option *row, const char *value, pgf_error *err)
{
    char given[GIVEN_MAX];
    bool yes = !out->web || strcmp(value, "1") == 0 || strcmp(value, "true") == 0;
    if (!yes && strcmp(value, "0") != 0 && strcmp(value, "false") != 0)
        return pgf_fail(err, PGF_EINVAL, "%s: give 1 or 0", as_given(given, out, row, value));
    *(bool *)((char *)out + row->field) = yes;
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
    switch ((takes)row->takes) {
    case TAKES_FLAG:
        return set_flag(out, row, value, err);
    case TAKES_TEXT:
        *(const char **)((char *)out + row->field) = value;
        return PGF_OK;
    case TAKES_NUMBER:
        return set_number(out, row, value, err);
    case TAKES_CHOICE:
        return set_choice(out, row, value ? value : row->choices[1], err);
    case TAKES_FILTER:
        return add_filter(out, row, value, err);
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

static const pgf_option *find_parameter(const char *name)
{
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].commands & ON_WEB && strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

bool options_has(const char *name)
{
    return find_parameter(name) != NULL;
}

pgf_status options_set(options *out, const char *name, char *value, pgf_error *err)
{
    const pgf_option *row = find_parameter(name);
    out->web = true;
    if (row)
        return set_value(out, row, value, err);
    const char *names[ROWS + 2] = {"q"};
    for (size_t i = 0, count = 1; i < ROWS; i++)
        if (rows[i].commands & ON_WEB)
            names[count++] = rows[i].name;
    const char *near = pgf_nearest_word(name, names);
    if (near)
        return pgf_fail(err, PGF_EINVAL, "%s: no such parameter; did you mean %s?", name, near);
    return pgf_fail(err, PGF_EINVAL, "%s: no such parameter", name);
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
    out->given |= row->commands & ON_SEARCH && !(row->commands & ON_SERVE) ? ON_SEARCH : 0;
    out->given |= row->commands & ON_SERVE && !(row->commands & ON_SEARCH) ? ON_SERVE : 0;
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
    while (optind < argc && out->command <= COMMAND_SERVE && !status) {
        char *word = argv[optind];
        if (!only_words && is_option(out, word, optind + 1 < argc ? argv[optind + 1] : NULL) &&
            strcmp(word, "--") != 0) {
            status = read_option(out, argc, argv, err);
            continue;
        }
        optind++;
        if (!only_words && strcmp(word, "--") == 0)
            only_words = true;
        else if (!out->index && !only_words && out->command == COMMAND_SEARCH && find_command(out, word))
            continue;
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

static pgf_status check_serve(const options *out, pgf_error *err)
{
    if (!out->index)
        return pgf_fail(err, PGF_EINVAL, "serve what? Write: paragraf-searcher serve INDEX");
    if (out->word_count)
        return pgf_fail(err, PGF_EINVAL, "%s: serve takes no query; those who ask bring theirs", out->query.bytes);
    if (out->given & ON_SEARCH)
        return pgf_fail(err, PGF_EINVAL,
                        "serve has --listen, --workers and --log only; those who ask bring the others");
    return PGF_OK;
}

static pgf_status check_fit(const options *out, pgf_error *err)
{
    if (out->command == COMMAND_SERVE)
        return check_serve(out, err);
    if (out->given & ON_SERVE)
        return pgf_fail(err, PGF_EINVAL,
                        "--listen, --workers and --log belong to serve; write: paragraf-searcher serve INDEX");
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
    return status || out->command > COMMAND_SERVE ? status : check_fit(out, err);
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
          "  paragraf-searcher serve my.idx --listen 127.0.0.1:8080    a search page, and JSON at /search\n"
          "\nUsage:\n"
          "  paragraf-searcher [OPTION…] INDEX QUERY…    INDEX is what paragraf-indexer made\n"
          "  paragraf-searcher serve [OPTION…] INDEX     answer over HTTP\n"
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
          "An index in a folder called help or serve is written ./help or ./serve.\n"
          "On a terminal answers are text, in colours unless NO_COLOR is set; else JSON.\n"
          "Exit status: 0 hits, 1 none, 2 an error.\n",
          file);
}
