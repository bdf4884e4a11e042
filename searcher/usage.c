#include "usage.h"
#include "index/schema.h"
#include "options.h"
#include "serve/address.h"
#include "serve/crew.h"
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

enum { FIELDS_MAX = 32 };

const char *const usage_sorts[] = {"relevance", "newest", "oldest", NULL};
static const char *const colors[] = {"auto", "always", "never", NULL}; /* in the order of color_when */

/* Filled from the table of fields. */
static const char *filters[FIELDS_MAX], *facets[FIELDS_MAX];

#define FIELD(name) offsetof(options, name)
static const pgf_option rows[] = {
    {"limit", 'n', TAKES_NUMBER, "N", "hits to show, 10 by default; 0 only counts", .most = PGF_LIMIT,
     .field = FIELD(limit), .commands = ON_SEARCH | ON_WEB},
    {"offset", 0, TAKES_NUMBER, "N", "hits to pass over: the next page", .most = PGF_WINDOW, .field = FIELD(offset),
     .commands = ON_SEARCH | ON_WEB},
    {"sort", 0, TAKES_CHOICE, "ORDER", "what hits are ordered by",
     "Other orders than relevance show the documents that are counted and no more.", .choices = usage_sorts,
     .field = FIELD(sort), .commands = ON_SEARCH | ON_WEB},
    {"filter", 'f', TAKES_FILTER, "FIELD=VALUE", "only documents with this value; of several for one field, any",
     "Case and accents count in id and path only. Filters for two fields must both hold. Fields are", .repeats = true,
     .suggestions = filters, .field = FIELD(filters), .commands = ON_SEARCH | ON_WEB},
    {"from", 0, TAKES_TEXT, "DATE", "only documents of this date or later: 2023, 2023-05 or 2023-05-17",
     .field = FIELD(from), .commands = ON_SEARCH | ON_WEB},
    {"to", 0, TAKES_TEXT, "DATE", "only documents of this date or earlier, all of 2024 for 2024", .field = FIELD(to),
     .commands = ON_SEARCH | ON_WEB},
    {"any", 0, TAKES_FLAG, NULL, "count documents with any of the words, not with all",
     "Without it all words of a query of up to three are asked for, and half the words of a longer one.",
     .field = FIELD(any), .commands = ON_SEARCH | ON_WEB},
    {"strict", 0, TAKES_FLAG, NULL, "a query that cannot be read as it may be meant is an error",
     "Without it what cannot be read is searched as words, and a warning says so.", .field = FIELD(strict),
     .commands = ON_SEARCH | ON_WEB},
    {"explain", 0, TAKES_FLAG, NULL, "say what each hit's score is made of", .field = FIELD(explain),
     .commands = ON_SEARCH | ON_WEB},
    {"as-typed", 0, TAKES_FLAG, NULL, "no other spelling than what was typed",
     "Without it one is proposed for a word that no document has, and searched where nothing is found.",
     .field = FIELD(as_typed), .commands = ON_SEARCH | ON_WEB},
    {"facet", 0, TAKES_FACET, "FIELD", "count the values of this field", "Fields are", .repeats = true,
     .suggestions = facets, .field = FIELD(facets), .commands = ON_SEARCH | ON_WEB},
    {"no-facets", 0, TAKES_FLAG, NULL, "count no values", .field = FIELD(no_facets), .commands = ON_SEARCH | ON_WEB},
    {"passages", 0, TAKES_NUMBER, "N", "passages a hit: 3 by default, 2 in text", .least = 1, .most = PGF_PASSAGES,
     .field = FIELD(passages), .commands = ON_SEARCH | ON_WEB},
    {"batch", 0, TAKES_TEXT, "FILE", "answer one query a line, or {\"_id\": …, \"text\": …}; - is standard input",
     "Each line is answered by a line of JSON; the other options hold for all of them.", .field = FIELD(batch),
     .commands = ON_SEARCH},
    {"timeout", 0, TAKES_NUMBER, "MS", "give up after this many milliseconds", .least = 1, .most = PGF_DEADLINE_MS,
     .field = FIELD(timeout), .commands = ON_SEARCH},
    {"listen", 0, TAKES_TEXT, "ADDRESS", "answer at this address: " ADDRESS_USUAL " if not given, or unix:PATH",
     .field = FIELD(listen), .commands = ON_SERVE},
    {"workers", 0, TAKES_NUMBER, "N", "processes that search; else one a processor", .least = 1, .most = CREW_MOST,
     .field = FIELD(workers), .commands = ON_SERVE},
    {"log", 0, TAKES_FLAG, NULL, "tell each request on standard error, without what was asked", .field = FIELD(log),
     .commands = ON_SERVE},
    {"json", 0, TAKES_FORM, NULL, "answer in JSON, as when the output is no terminal", .field = FORM_JSON,
     .commands = ON_SEARCH},
    {"text", 0, TAKES_FORM, NULL, "answer in text, as on a terminal", .field = FORM_TEXT, .commands = ON_SEARCH},
    {"color", 0, TAKES_CHOICE, "[=WHEN]", "answer in text with colours", "Alone it is always: in a pipe, too.",
     .choices = colors, .field = FIELD(color), .commands = ON_SEARCH},
    {"help", 'h', TAKES_NOTHING, NULL, "show examples and options", .field = COMMAND_HELP, .commands = ON_ALL},
    {"version", 'V', TAKES_NOTHING, NULL, "show the version", .field = COMMAND_VERSION, .commands = ON_ALL},
};

static const pgf_command commands[] = {
    [COMMAND_SEARCH] = {NULL, "INDEX QUERY…", "answer from an index that paragraf-indexer made", NULL, ON_SEARCH, 1,
                        SIZE_MAX},
    [COMMAND_SERVE] = {"serve", "INDEX", "answer over HTTP",
                       "There is a search page at /, JSON for programs at /search, and /healthz tells whether it can "
                       "answer. Options of a search are parameters there, without their dashes, and q is the query. It "
                       "has neither TLS nor access rights: in public a web server stands before it.",
                       ON_SERVE, 1, 1},
    [COMMAND_HELP] = {"help", "", "show examples and options", .most = SIZE_MAX},
};

static const pgf_option_table table = {rows,
                                       sizeof rows / sizeof *rows,
                                       .operand_ends = true,
                                       .width = 28,
                                       .program = "paragraf-searcher",
                                       .commands = commands,
                                       .command_count = sizeof commands / sizeof *commands};

static void name_fields(const char *names[FIELDS_MAX], unsigned use)
{
    size_t count, named = 0;
    const pgf_field_spec *fields = pgf_schema_fields(&count);
    assert(count < FIELDS_MAX);
    for (size_t i = 0; i < count; i++)
        if (fields[i].uses & use)
            names[named++] = fields[i].name;
}

const pgf_option_table *usage_table(void)
{
    name_fields(filters, PGF_FIELD_FILTER);
    name_fields(facets, PGF_FIELD_FACET);
    return &table;
}

static void help_fields(const char *option, const char *const *names, FILE *file)
{
    fprintf(file, "Fields of %s: ", option);
    pgf_option_table_list(names, " and ", file);
    fputs(".\n", file);
}

void usage_help(FILE *file)
{
    fputs("Examples:\n"
          "  paragraf-searcher my.idx defence cooperation Japan\n"
          "  paragraf-searcher my.idx '\"duty of care\" -draft'        a phrase, without a word\n"
          "  paragraf-searcher my.idx fisheries --filter type=act --from 2023 --sort newest\n"
          "  paragraf-searcher my.idx --filter language=fr --limit 0   how many are in French\n"
          "  paragraf-searcher my.idx fisheries --json | jq -r '.hits[].title'\n"
          "  paragraf-searcher my.idx --batch queries.txt > answers.jsonl\n"
          "  paragraf-searcher serve my.idx --listen 127.0.0.1:8080    a search page, and JSON at /search\n"
          "\nUsage:\n",
          file);
    pgf_option_table_usage(&table, file);
    fputs("\nQuery:\n"
          "  words           documents with these words in any form; those with all of them are counted\n"
          "  \"a phrase\"      these words in a row\n"
          "  -word           without this word; behind the first word of the query\n"
          "\nOptions:\n",
          file);
    pgf_option_table_help(&table, file);
    fputc('\n', file);
    pgf_option_table_help_repeats(&table, file);
    help_fields("--filter", filters, file);
    help_fields("--facet", facets, file);
    fputs("Behind the first word of the query only --long options, -n N and -f FIELD=VALUE are options; -- ends them.\n"
          "An index in a folder called help or serve is written ./help or ./serve.\n"
          "On a terminal answers are text, in colours unless NO_COLOR is set; else JSON.\n"
          "Exit status: 0 hits, 1 none, 2 an error.\n",
          file);
}
