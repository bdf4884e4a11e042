/* tests/cases/query-*.txt: a query, its tree, and how it is printed back ("=" when as it was typed). */
#include "query_cases.h"
#include <glob.h>

typedef struct {
    char *query, *tree, *parsed;
    unsigned line;
    const char *file;
    known_index *index;
} query_case;

static query_case cases[400];
static size_t case_count;
static known_index indexes[8];
static pgf_analyzer *analyzer;

static pgf_query *read_query(const query_case *given, const char *text)
{
    pgf_query *query = NULL;
    pgf_query_index index = known_query_index(given->index);
    assert_int_equal(pgf_query_read(&query, analyzer, &index, text, strlen(text), false, NULL), PGF_OK);
    return query;
}

static void assert_tree(const pgf_query *query, const char *expected)
{
    pgf_buffer tree = {0};
    print_tree(query, &tree);
    assert_string_equal(tree.bytes ? tree.bytes : "", expected);
    pgf_buffer_dispose(&tree);
}

static void run_case(void **state)
{
    const query_case *given = *state;
    print_message("# %s:%u: %s\n", given->file, given->line, given->query);
    pgf_query *query = read_query(given, given->query);
    assert_tree(query, strcmp(given->tree, "-") ? given->tree : "");
    const char *parsed = strcmp(given->parsed, "=") ? given->parsed : given->query;
    assert_string_equal(query->parsed, strcmp(parsed, "-") ? parsed : "");
    pgf_query *again = read_query(given, query->parsed);
    assert_string_equal(again->parsed, query->parsed);
    pgf_query_free(again);
    pgf_query_free(query);
}

static void add_line(const char *file, unsigned number, const char *line, known_index *index)
{
    query_case *last = &cases[case_count];
    if (read_known(index, line) || !*line || strncmp(line, "# ", 2) == 0)
        return;
    if (!last->query) {
        *last = (query_case){strdup(line), NULL, NULL, number, file, index};
    } else if (!last->tree) {
        last->tree = strdup(line);
    } else {
        last->parsed = strdup(line);
        case_count++;
    }
    if (case_count == sizeof cases / sizeof *cases)
        abort();
}

static void read_file(const char *path, known_index *index)
{
    char line[16384];
    FILE *file = fopen(path, "r");
    if (!file)
        abort();
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\n")] = '\0';
        add_line(path, number, line, index);
    }
    fclose(file);
    if (cases[case_count].query)
        abort(); /* three lines a case */
}

int main(void)
{
    glob_t files;
    if (glob(PARAGRAF_SOURCE_DIR "/tests/cases/query-*.txt", 0, NULL, &files) != 0 || files.gl_pathc > 8)
        return 1;
    for (size_t i = 0; i < files.gl_pathc; i++)
        read_file(files.gl_pathv[i], &indexes[i]);
    if (pgf_analyzer_new(&analyzer, NULL) != PGF_OK)
        return 1;
    struct CMUnitTest tests[sizeof cases / sizeof *cases] = {{0}};
    for (size_t i = 0; i < case_count; i++)
        tests[i] = (struct CMUnitTest){cases[i].query, run_case, NULL, NULL, &cases[i]};
    int failed = _cmocka_run_group_tests("queries of case files", tests, case_count, NULL, NULL);
    for (size_t i = 0; i < case_count; i++) {
        free(cases[i].query);
        free(cases[i].tree);
        free(cases[i].parsed);
    }
    pgf_analyzer_free(analyzer);
    globfree(&files);
    return failed;
}
