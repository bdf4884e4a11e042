/* tests/cases/spelling.txt: a query, and how it is corrected. */
#include "query_cases.h"

enum { CASES_MAX = 200 };

typedef struct {
    char *query, *corrected;
    unsigned line;
} spelling_case;

static spelling_case cases[CASES_MAX];
static size_t case_count;
static known_index known;
static pgf_analyzer *analyzer;

static pgf_query *read_query(const char *text)
{
    pgf_query *query = NULL;
    pgf_query_index index = known_query_index(&known);
    assert_int_equal(pgf_query_read(&query, analyzer, &index, text, strlen(text), false, NULL), PGF_OK);
    return query;
}

static void run_case(void **state)
{
    const spelling_case *given = *state;
    print_message("# spelling.txt:%u: %s\n", given->line, given->query);
    pgf_query_index index = known_query_index(&known);
    pgf_query *query = read_query(given->query);
    pgf_buffer before = {0}, after = {0};
    print_tree(query, &before);
    assert_int_equal(pgf_query_correct(query, &index, NULL), PGF_OK);
    assert_string_equal(query->corrected ? query->corrected : "-", given->corrected);
    print_tree(query, &after);
    assert_string_equal(after.bytes, before.bytes); /* only `corrected` is new */
    if (query->corrected) {
        pgf_query *again = read_query(query->corrected);
        assert_string_equal(again->parsed, query->corrected);
        pgf_query_free(again);
    }
    pgf_buffer_dispose(&before);
    pgf_buffer_dispose(&after);
    pgf_query_free(query);
}

static void add_line(unsigned number, const char *line)
{
    spelling_case *last = &cases[case_count];
    if (read_known(&known, line) || !*line || strncmp(line, "# ", 2) == 0)
        return;
    if (!last->query) {
        *last = (spelling_case){strdup(line), NULL, number};
        return;
    }
    last->corrected = strdup(line);
    if (++case_count == CASES_MAX)
        abort();
}

int main(void)
{
    char line[1000];
    FILE *file = fopen(PARAGRAF_SOURCE_DIR "/tests/cases/spelling.txt", "r");
    if (!file || pgf_analyzer_new(&analyzer, NULL) != PGF_OK)
        return 1;
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\n")] = '\0';
        add_line(number, line);
    }
    fclose(file);
    struct CMUnitTest tests[CASES_MAX] = {{0}};
    for (size_t i = 0; i < case_count; i++)
        tests[i] = (struct CMUnitTest){cases[i].query, run_case, NULL, NULL, &cases[i]};
    int failed = _cmocka_run_group_tests("spellings of a case file", tests, case_count, NULL, NULL);
    for (size_t i = 0; i < case_count; i++) {
        free(cases[i].query);
        free(cases[i].corrected);
    }
    pgf_analyzer_free(analyzer);
    return failed || case_count < 40;
}
