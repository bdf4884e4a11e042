/* Real documents, in the folder that PARAGRAF_DATA names; skipped where it is unset. */
#include "document/json.h"
#include "document/passage.h"
#include "intake/intake.h"
#include "outline.h"
#include <cjson/cJSON.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char *folder;

/* ASCII letters and digits. */
static size_t count_letters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += (*text >= '0' && *text <= '9') || ((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z');
    return count;
}

static void check_line(const char *line, size_t size, const pgf_mapping *mapping)
{
    pgf_document *document;
    pgf_line_kind kind;
    pgf_passage *passages;
    size_t held, count, shown = 0, headed = 0;
    cJSON *object = cJSON_ParseWithLength(line, size);
    const char *given = cJSON_GetObjectItemCaseSensitive(object, "text")->valuestring;
    assert_int_equal(pgf_document_parse(&document, &kind, line, size, mapping, NULL), PGF_OK);
    const char *text = pgf_document_text(document, &held), *title = pgf_document_field(document, "title");
    if (count_letters(text) + count_letters(title) < count_letters(given))
        print_error("%s\n", pgf_document_field(document, "id"));
    assert_true(count_letters(text) + count_letters(title) >= count_letters(given));
    assert_int_equal(pgf_passages_cut(document, &passages, &count, NULL), PGF_OK);
    for (size_t i = 0; i < count; i++)
        for (size_t at = passages[i].begin; at < passages[i].end; at++)
            shown += count_letters((char[]){text[at], '\0'});
    const pgf_paragraph *paragraphs = pgf_document_paragraphs(document, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t at = paragraphs[i].begin; paragraphs[i].kind == PGF_HEADING && at < paragraphs[i].end; at++)
            headed += count_letters((char[]){text[at], '\0'});
    assert_int_equal(shown + headed, count_letters(text));
    free(passages);
    pgf_document_free(document);
    cJSON_Delete(object);
}

/* What `xz -dc PATH` writes. */
static FILE *unpack(const char *path, pid_t *child)
{
    int ends[2];
    char *const command[] = {"xz", "-dc", (char *)(uintptr_t)path, NULL};
    posix_spawn_file_actions_t actions;
    assert_int_equal(pipe(ends), 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    assert_int_equal(posix_spawnp(child, command[0], &actions, NULL, command, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    return fdopen(ends[0], "r");
}

static void no_letter_of_real_documents_is_lost(void **state)
{
    (void)state;
    char path[4200], *line = NULL;
    size_t room = 0, lines = 0;
    ssize_t size;
    pid_t child;
    int ended;
    pgf_mapping *mapping;
    assert_true(snprintf(path, sizeof path, "%s/mix.jsonl.xz", folder) < (int)sizeof path);
    FILE *unpacked = unpack(path, &child);
    assert_non_null(unpacked);
    assert_int_equal(pgf_mapping_new(&mapping, NULL), PGF_OK);
    for (; (size = getline(&line, &room, unpacked)) > 0; lines++)
        check_line(line, (size_t)size, mapping);
    fclose(unpacked);
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_int_equal(ended, 0);
    assert_int_equal(lines, 1900);
    pgf_mapping_free(mapping);
    free(line);
}

static char *read_seed(void)
{
    static const char name[] = "seed/norway-japan-defence-cooperation.txt";
    char path[4200], bytes[10000];
    assert_true(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    const intake_input input = {name, NULL, bytes, fread(bytes, 1, sizeof bytes, file), NULL};
    fclose(file);
    pgf_document *document;
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    assert_int_equal(intake_read_plain(&input, document, NULL), PGF_OK);
    char *outline = outline_of(document);
    pgf_document_free(document);
    return outline;
}

/* What stands in each line of an outline before the words. */
static void a_press_release_is_read_as_people_see_it(void **state)
{
    (void)state;
    static const char *const starts[] = {"title: Norway and Japan are strengthening their security and",
                                         "caption: Photo: Honour guard",
                                         "text: Norway and Japan",
                                         "quote: – Although we",
                                         "quote: – Japan is",
                                         "text: The defence industry",
                                         "quote: – We see",
                                         "# Closer Security Policy Dialogue\n",
                                         "text: Gram has also",
                                         "text: Japan is a country",
                                         "quote: – There is great potential"};
    char *outline = read_seed(), *at = outline;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (strncmp(at, starts[i], strlen(starts[i])) != 0)
            print_error("%s\n", at);
        assert_memory_equal(at, starts[i], strlen(starts[i]));
        at = strchr(at, '\n') + 1;
    }
    assert_string_equal(at, "");
    free(outline);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_letter_of_real_documents_is_lost),
        cmocka_unit_test(a_press_release_is_read_as_people_see_it),
    };
    folder = getenv("PARAGRAF_DATA");
    if (!folder || !*folder) {
        puts("1..0 # SKIP PARAGRAF_DATA is not set");
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
