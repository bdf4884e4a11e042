#include "options.h"
#include "base/memory.h"
#include "terminal/nearest.h"
#include "usage.h"
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

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
    const pgf_option_table *table = usage_table();
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].commands & ON_WEB && strcmp(table->rows[i].name, name) == 0)
            return &table->rows[i];
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
    const pgf_option_table *table = usage_table();
    const char *names[PGF_OPTIONS_MAX + 2] = {"q"};
    for (size_t i = 0, count = 1; i < table->count; i++)
        if (table->rows[i].commands & ON_WEB)
            names[count++] = table->rows[i].name;
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
    const pgf_option_table *table = usage_table();
    pgf_option_grammar grammar;
    pgf_option_table_describe(table, &grammar);
    char *given = argv[optind];
    int code = getopt_long(argc, argv, grammar.letters, grammar.rows, NULL);
    if (code == '?' && given[1] != '-')
        return no_such_letter(given, err);
    if (code == '?' || code == ':')
        return pgf_option_table_refuse(table, code, optopt, given, err);
    const pgf_option *row = pgf_option_table_find(table, code);
    if (given[1] != '-' && given[2] && !row->value) /* -harbour is no -h */
        return no_such_letter(given, err);
    if (!(row->commands & ON_SERVE))
        out->of_search = row->name;
    if (!(row->commands & ON_SEARCH))
        out->of_serve = row->name;
    return set_value(out, row, optarg, err);
}

static bool find_command(options *out, const char *word)
{
    const pgf_option_table *table = usage_table();
    const pgf_command *found = pgf_option_table_command(table, word);
    if (found)
        out->command = (command)(found - table->commands);
    return found;
}

static pgf_status add_word(options *out, const char *word, pgf_error *err)
{
    pgf_status status = out->word_count ? pgf_buffer_append_char(&out->query, ' ') : PGF_OK;
    if (!status)
        status = pgf_buffer_append_text(&out->query, word);
    out->word_count++;
    return status ? pgf_no_memory(err) : PGF_OK;
}

/* `-n 3`, `-n3` and `-f type=act`, typed by habit behind the query: the value tells them from a word to leave out. */
static bool has_its_value(const char *word, const char *following)
{
    const pgf_option *row = pgf_option_table_find(usage_table(), (unsigned char)word[1]);
    const char *value = word[2] ? word + 2 : following;
    if (!row || !value)
        return false;
    if (row->takes == TAKES_NUMBER)
        return *value && !value[strspn(value, "0123456789")];
    return !word[2] && row->takes == TAKES_FILTER && strchr(value, '=');
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
    if (out->of_search)
        return pgf_fail(err, PGF_EINVAL, "--%s does not go with serve; --help says what does", out->of_search);
    return PGF_OK;
}

static pgf_status check_fit(const options *out, pgf_error *err)
{
    if (out->command == COMMAND_SERVE)
        return check_serve(out, err);
    if (out->of_serve)
        return pgf_fail(err, PGF_EINVAL, "--%s belongs to serve; write: paragraf-searcher serve INDEX", out->of_serve);
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
                         .strict = o->strict,
                         .explain = o->explain,
                         .as_typed = o->as_typed,
                         .passages = (unsigned)o->passages,
                         .deadline_ms = (unsigned)o->timeout};
}
