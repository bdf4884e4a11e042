#include "indexer/parse.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    pgf_mapping *mapping;
    parse_rules rules;
    parse_source source;
    pgf_document *document;
    pgf_unit_kind kind;
    pgf_error err;
} scene;

static int scene_open(void **state)
{
    scene *s = calloc(1, sizeof *s);
    assert_non_null(s);
    assert_int_equal(pgf_mapping_new(&s->mapping, NULL), PGF_OK);
    s->rules.mapping = s->mapping;
    s->source = (parse_source){.rules = &s->rules, .base_url = "https://example.org/acts"};
    *state = s;
    return 0;
}

static int scene_close(void **state)
{
    scene *s = *state;
    pgf_document_free(s->document);
    pgf_mapping_free(s->mapping);
    free(s);
    return 0;
}

static pgf_status parse(scene *s, const char *path, const char *bytes, size_t line)
{
    s->source.path = path;
    s->source.format = intake_format_of(path);
    pgf_unit unit = {.bytes = bytes ? strdup(bytes) : NULL,
                     .size = bytes ? strlen(bytes) : 0,
                     .path = path,
                     .line = line,
                     .format = &s->source};
    pgf_document_free(s->document);
    pgf_status status = parse_unit(&s->source, &unit, &s->document, &s->kind, &s->err);
    free(unit.bytes);
    return status;
}

static void a_file_gets_its_path_and_address(void **state)
{
    scene *s = *state;
    assert_int_equal(parse(s, "høring/a b.txt", "On roads\n\nRoads are kept.\n", 0), PGF_OK);
    assert_int_equal(s->kind, PGF_UNIT_DOCUMENT);
    assert_string_equal(pgf_document_field(s->document, "path"), "høring/a b.txt");
    assert_string_equal(pgf_document_field(s->document, "url"), "https://example.org/acts/h%C3%B8ring/a%20b.txt");
    assert_string_equal(pgf_document_field(s->document, "title"), "On roads");
}

static void an_address_of_its_own_stays(void **state)
{
    scene *s = *state;
    assert_int_equal(parse(s, "a.md", "---\nurl: https://elsewhere.example/x\n---\n# On roads\n\nRoads.\n", 0), PGF_OK);
    assert_string_equal(pgf_document_field(s->document, "url"), "https://elsewhere.example/x");
}

static void a_line_has_no_address_of_its_file(void **state)
{
    scene *s = *state;
    assert_int_equal(parse(s, "all.jsonl", "{\"_id\": \"a\", \"text\": \"Roads.\"}", 3), PGF_OK);
    assert_string_equal(pgf_document_field(s->document, "url"), "");
    assert_string_equal(pgf_document_field(s->document, "path"), "all.jsonl");
    assert_string_equal(pgf_document_field(s->document, "id"), "a");
}

static void a_delete_line_says_which(void **state)
{
    scene *s = *state;
    assert_int_equal(parse(s, "all.jsonl", "{\"_id\": \"a\", \"_delete\": true}", 3), PGF_OK);
    assert_int_equal(s->kind, PGF_UNIT_DELETE);
    assert_string_equal(pgf_document_field(s->document, "id"), "a");
}

static void what_holds_nothing_is_empty(void **state)
{
    scene *s = *state;
    static const char *const files[] = {"", " \t\r\n\f", "\n\n\n"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(parse(s, "a.txt", files[i], 0), PGF_OK);
        assert_int_equal(s->kind, PGF_UNIT_EMPTY);
        assert_null(s->document);
    }
    assert_int_equal(parse(s, "a.jsonl", "{\"_id\": \"a\"}", 1), PGF_OK);
    assert_int_equal(s->kind, PGF_UNIT_EMPTY);
}

static void what_is_too_large_names_the_limit(void **state)
{
    scene *s = *state;
    assert_int_equal(parse(s, "a.txt", NULL, 0), PGF_ELIMIT);
    assert_string_equal(s->err.message, "is larger than 100 MB, the limit for one file");
    assert_int_equal(parse(s, "a.jsonl", NULL, 7), PGF_ELIMIT);
    assert_string_equal(s->err.message, "is larger than 100 MB, the limit for one line");
}

static void bytes_of_no_charset_are_refused_unless_one_is_declared(void **state)
{
    scene *s = *state;
    /* "The roads\n" in EBCDIC, whose line end is a control byte elsewhere */
    const char *ebcdic = "\xE3\x88\x85\x40\x99\x96\x81\x84\xA2\x25\x01\x02\x03\x01\x02\x03";
    assert_int_equal(parse(s, "a.txt", ebcdic, 0), PGF_EFORMAT);
    assert_null(s->document);
    s->rules.charset = "IBM037";
    assert_int_equal(parse(s, "a.txt", ebcdic, 0), PGF_OK);
    size_t size;
    const char *title = pgf_document_field(s->document, "title"), *text = pgf_document_text(s->document, &size);
    assert_true(strstr(title, "The roads") || strstr(text, "The roads"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_gets_its_path_and_address, scene_open, scene_close),
        cmocka_unit_test_setup_teardown(an_address_of_its_own_stays, scene_open, scene_close),
        cmocka_unit_test_setup_teardown(a_line_has_no_address_of_its_file, scene_open, scene_close),
        cmocka_unit_test_setup_teardown(a_delete_line_says_which, scene_open, scene_close),
        cmocka_unit_test_setup_teardown(what_holds_nothing_is_empty, scene_open, scene_close),
        cmocka_unit_test_setup_teardown(what_is_too_large_names_the_limit, scene_open, scene_close),
        cmocka_unit_test_setup_teardown(bytes_of_no_charset_are_refused_unless_one_is_declared, scene_open,
                                        scene_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
