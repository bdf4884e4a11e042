/* tests/cases/terms-*.txt: a line of text, then its terms. `# language: fr` holds for the cases that follow. */
#include "terms.h"
#include "text/clean.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    char *text, *terms;
    char language[8];
    unsigned line;
    const char *file;
} terms_case;

static terms_case cases[500];
static size_t case_count;
static pgf_analyzer *analyzer;

static void run_case(void **state)
{
    const terms_case *given = *state;
    pgf_buffer text = {0};
    assert_int_equal(pgf_clean(given->text, strlen(given->text), false, &text, NULL), PGF_OK);
    char *terms = terms_of(analyzer, given->language, text.bytes, text.size);
    if (strcmp(terms, strcmp(given->terms, "-") ? given->terms : "") != 0)
        print_error("%s:%u: %s\n", given->file, given->line, given->text);
    assert_string_equal(terms, strcmp(given->terms, "-") ? given->terms : "");
    free(terms);
    pgf_buffer_dispose(&text);
}

static void add_line(const char *file, unsigned number, const char *line, char language[8])
{
    terms_case *last = &cases[case_count];
    if (sscanf(line, "# language: %7s", language) == 1 || !*line || strncmp(line, "# ", 2) == 0)
        return;
    if (!last->text) {
        last->text = strdup(line);
        return;
    }
    last->terms = strdup(line);
    last->file = file;
    last->line = number;
    strcpy(last->language, strcmp(language, "none") ? language : "");
    case_count++;
    if (case_count == sizeof cases / sizeof *cases)
        abort();
}

static void read_file(const char *path)
{
    char line[4096], language[8] = "none";
    FILE *file = fopen(path, "r");
    if (!file)
        abort();
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\n")] = '\0';
        add_line(path, number, line, language);
    }
    fclose(file);
    if (cases[case_count].text)
        abort(); /* text without terms */
}

int main(void)
{
    glob_t files;
    if (glob(PARAGRAF_SOURCE_DIR "/tests/cases/terms-*.txt", 0, NULL, &files) != 0)
        return 1;
    for (size_t i = 0; i < files.gl_pathc; i++)
        read_file(files.gl_pathv[i]);
    if (pgf_analyzer_new(&analyzer, NULL) != PGF_OK)
        return 1;
    struct CMUnitTest tests[sizeof cases / sizeof *cases] = {{0}};
    for (size_t i = 0; i < case_count; i++)
        tests[i] = (struct CMUnitTest){cases[i].text, run_case, NULL, NULL, &cases[i]};
    int failed = _cmocka_run_group_tests("terms of case files", tests, case_count, NULL, NULL);
    for (size_t i = 0; i < case_count; i++) {
        free(cases[i].text);
        free(cases[i].terms);
    }
    pgf_analyzer_free(analyzer);
    globfree(&files);
    return failed;
}
