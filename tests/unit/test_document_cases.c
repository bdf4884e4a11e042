/*
 * tests/cases/documents-*.txt (plain text) and markdown-*.txt: "=== a name", the text of a document, a line "=>", and
 * what is read in it, a line each: metadata, headings behind as many # as their level, paragraphs behind their kind. A
 * line end inside a paragraph is shown as " / ". Blank lines at the ends of a text do not count; what stands above the
 * first case is a comment. In passages-*.txt (plain text) there are passages instead, a line each.
 */
#include "intake/intake.h"
#include "outline.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    char *name, *text, *outline;
    const char *file;
    unsigned line;
} document_case;

static document_case cases[400];
static size_t case_count;

static char *trimmed(pgf_buffer *lines)
{
    size_t blank = 0;
    while (blank < lines->size && lines->bytes[blank] == '\n')
        blank++;
    while (lines->size > blank && lines->bytes[lines->size - 1] == '\n')
        lines->size--;
    char *copy = strndup(lines->size ? lines->bytes + blank : "", lines->size - blank);
    pgf_buffer_clear(lines);
    return copy;
}

static void run_case(void **state)
{
    const document_case *given = *state;
    const intake_input input = {given->name, NULL, given->text, strlen(given->text), NULL};
    pgf_document *document;
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    bool markdown = strstr(given->file, "/markdown-") != NULL;
    assert_int_equal((markdown ? intake_read_markdown : intake_read_plain)(&input, document, NULL), PGF_OK);
    bool passages = strstr(given->file, "/passages-") != NULL;
    pgf_buffer found = {.bytes = passages ? outline_passages(document) : outline_of(document)};
    found.size = strlen(found.bytes);
    char *outline = trimmed(&found);
    if (strcmp(outline, given->outline) != 0)
        print_error("%s:%u: %s\n", given->file, given->line, given->name);
    assert_string_equal(outline, given->outline);
    free(outline);
    pgf_buffer_dispose(&found);
    pgf_document_free(document);
}

static void end_case(pgf_buffer *text, pgf_buffer *outline, bool in_outline)
{
    if (!cases[case_count].name)
        return;
    if (!in_outline || case_count + 1 == sizeof cases / sizeof *cases)
        abort(); /* a text without "=>" */
    cases[case_count].text = trimmed(text);
    cases[case_count++].outline = trimmed(outline);
}

static void read_file(const char *path)
{
    char line[8192];
    pgf_buffer text = {0}, outline = {0};
    bool in_outline = false;
    FILE *file = fopen(path, "r");
    if (!file)
        abort();
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        if (strncmp(line, "=== ", 4) == 0) {
            end_case(&text, &outline, in_outline);
            line[strcspn(line, "\n")] = '\0';
            cases[case_count] = (document_case){.name = strdup(line + 4), .file = path, .line = number};
            in_outline = false;
        } else if (cases[case_count].name && strcmp(line, "=>\n") == 0) {
            in_outline = true;
        } else if (cases[case_count].name) {
            pgf_buffer_append_text(in_outline ? &outline : &text, line);
        }
    }
    end_case(&text, &outline, in_outline);
    fclose(file);
    pgf_buffer_dispose(&text);
    pgf_buffer_dispose(&outline);
}

static int is_case_file(const struct dirent *entry)
{
    return strncmp(entry->d_name, "documents-", 10) == 0 || strncmp(entry->d_name, "markdown-", 9) == 0 ||
           strncmp(entry->d_name, "passages-", 9) == 0;
}

static char *paths[50];
static size_t path_count;

static void read_files(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_case_file, alphasort);
    if (count < 0 || count > (int)(sizeof paths / sizeof *paths))
        abort();
    for (int i = 0; i < count; i++) {
        if (asprintf(&paths[path_count], "%s/%s", folder, entries[i]->d_name) < 0)
            abort();
        read_file(paths[path_count++]);
        free(entries[i]);
    }
    free(entries);
}

int main(void)
{
    read_files(PARAGRAF_SOURCE_DIR "/tests/cases");
    struct CMUnitTest tests[sizeof cases / sizeof *cases] = {{0}};
    for (size_t i = 0; i < case_count; i++)
        tests[i] = (struct CMUnitTest){cases[i].name, run_case, NULL, NULL, &cases[i]};
    int failed = _cmocka_run_group_tests("documents of case files", tests, case_count, NULL, NULL);
    for (size_t i = 0; i < case_count; i++) {
        free(cases[i].name);
        free(cases[i].text);
        free(cases[i].outline);
    }
    for (size_t i = 0; i < path_count; i++)
        free(paths[i]);
    return failed;
}
