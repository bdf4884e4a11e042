#include "document/json.h"
#include "outline.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    pgf_mapping *mapping;
    pgf_document *document;
    pgf_line_kind kind;
    pgf_error err;
} scene;

static int scene_open(void **state)
{
    scene *s = calloc(1, sizeof *s);
    *state = s;
    return s && pgf_mapping_new(&s->mapping, NULL) == PGF_OK ? 0 : -1;
}

static int scene_close(void **state)
{
    scene *s = *state;
    pgf_document_free(s->document);
    pgf_mapping_free(s->mapping);
    free(s);
    return 0;
}

static pgf_status parse_bytes(scene *s, const char *json, size_t size)
{
    pgf_document_free(s->document);
    s->err = (pgf_error){0};
    return pgf_document_parse(&s->document, &s->kind, json, size, s->mapping, &s->err);
}

static void read(scene *s, const char *json)
{
    if (parse_bytes(s, json, strlen(json)) != PGF_OK)
        fail_msg("%s: %s", json, s->err.message);
}

static void refuse(scene *s, const char *json, pgf_status status, const char *message)
{
    assert_int_equal(parse_bytes(s, json, strlen(json)), status);
    assert_null(s->document);
    assert_string_equal(s->err.message, message);
}

static void has(const scene *s, const char *name, const char *value)
{
    assert_string_equal(pgf_document_field(s->document, name), value);
}

static void text_is(const scene *s, const char *expected)
{
    size_t size;
    assert_string_equal(pgf_document_text(s->document, &size), expected);
}

static void the_usual_members_give_the_fields(void **state)
{
    scene *s = *state;
    read(s, "{\"_id\":\"a\",\"title\":\"On roads\",\"text\":\"Roads.\",\"url\":\"https://x.example/\",\"date\":"
            "\"13.12.2023\",\"lang\":\"en-GB\",\"type\":\"act\",\"issuer\":\"Ministry\",\"country\":\"Halvarra\","
            "\"topic\":[\"roads\",\"ships\"]}");
    assert_int_equal(s->kind, PGF_LINE_DOCUMENT);
    has(s, "id", "a");
    has(s, "title", "On roads");
    has(s, "url", "https://x.example/");
    has(s, "date", "2023-12-13");
    has(s, "language", "en");
    has(s, "type", "act");
    has(s, "issuer", "Ministry");
    has(s, "country", "Halvarra");
    has(s, "topic", "roads");
    has(s, "lang", "");
    text_is(s, "Roads.");
    size_t count;
    pgf_document_fields(s->document, &count);
    assert_int_equal(count, 10);
}

static void the_first_member_that_is_there_counts(void **state)
{
    scene *s = *state;
    read(s, "{\"content\":\"third.\",\"body\":\"second.\",\"language\":\"de\",\"lang\":null,\"id\":\"i\"}");
    text_is(s, "second.");
    has(s, "language", "de");
    has(s, "id", "i");
    has(s, "content", "third.");
    read(s, "{\"text\":\"\",\"body\":\"second.\",\"_id\":\"\",\"id\":\"i\"}");
    text_is(s, "second.");
    has(s, "id", "i");
}

static void a_mapping_is_tried_before_the_usual_members(void **state)
{
    scene *s = *state;
    assert_int_equal(pgf_mapping_add(s->mapping, "title=headline", NULL), PGF_OK);
    assert_int_equal(pgf_mapping_add(s->mapping, "issuer=organisation.name", NULL), PGF_OK);
    assert_int_equal(pgf_mapping_add(s->mapping, "text=parts", NULL), PGF_OK);
    read(s, "{\"title\":\"short\",\"headline\":\"long\",\"organisation\":{\"name\":\"Ministry\",\"place\":\"Oslo\"},"
            "\"parts\":[\"One.\",{\"p\":\"Two.\"},[\"Three.\"]]}");
    has(s, "title", "long");
    has(s, "issuer", "Ministry");
    has(s, "organisation.place", "Oslo");
    has(s, "organisation.name", "");
    text_is(s, "One.\n\nTwo.\n\nThree.");
    read(s, "{\"title\":\"short\",\"organisation.name\":\"Flat\"}");
    has(s, "title", "short");
    has(s, "issuer", "Flat");
}

static void a_rule_that_is_none_is_refused(void **state)
{
    scene *s = *state;
    static const char *const rules[] = {"", "title", "=headline", "title="};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pgf_mapping_add(s->mapping, rules[i], &s->err), PGF_EINVAL);
    assert_string_equal(s->err.message, "\"title=\" is no mapping; write FIELD=MEMBER, like title=headline");
}

static void other_members_are_kept_as_metadata(void **state)
{
    scene *s = *state;
    read(s, "{\"text\":\"x.\",\"pages\":12,\"draft\":true,\"final\":false,\"none\":null,\"office\":{\"name\":\"A\","
            "\"floor\":{\"no\":3}},\"tags\":[\"a\",[\"b\",1],{\"c\":\"d\"}]}");
    has(s, "pages", "12");
    has(s, "draft", "true");
    has(s, "final", "false");
    has(s, "none", "");
    has(s, "office.name", "A");
    has(s, "office.floor.no", "3");
    has(s, "tags", "a");
    has(s, "tags.c", "d");
    size_t count;
    pgf_document_fields(s->document, &count);
    assert_int_equal(count, 9);
}

static void numbers_keep_their_digits(void **state)
{
    scene *s = *state;
    read(s, "{\"_id\": 12345678901234567890123 , \"a\":-0.10, \"b\":1E+5,\"c\":[1,2]}");
    has(s, "id", "12345678901234567890123");
    has(s, "a", "-0.10");
    has(s, "b", "1E+5");
    has(s, "c", "1");
}

static void of_two_members_with_one_name_the_first_counts(void **state)
{
    scene *s = *state;
    read(s, "{\"_id\":\"a\",\"_id\":\"b\",\"Title\":\"no\",\"title\":\"A\",\"title\":\"B\",\"x\":\"1\",\"x\":\"2\"}");
    has(s, "id", "a");
    has(s, "title", "A");
    has(s, "Title", "no");
    has(s, "x", "1");
    size_t count;
    pgf_document_fields(s->document, &count);
    assert_int_equal(count, 4);
}

static void escapes_are_read_and_impossible_ones_repaired(void **state)
{
    scene *s = *state;
    read(
        s,
        "{\"title\":\"t\",\"text\":\"a\\u0000b \\ud83d\\ude00 \\ud83d x \\ude00 \\\"\\/\\\\ \\u00e9 \\uD800\\u0041\"}");
    text_is(s, "a\xEF\xBF\xBD"
               "b 😀 \xEF\xBF\xBD x \xEF\xBF\xBD \"/\\ é \xEF\xBF\xBD"
               "A");
}

static void broken_utf8_is_repaired(void **state)
{
    scene *s = *state;
    const char json[] = "{\"title\":\"a\",\"text\":\"\xFF\xC3 word\"}";
    assert_int_equal(parse_bytes(s, json, sizeof json - 1), PGF_OK);
    text_is(s, "\xEF\xBF\xBD\xEF\xBF\xBD word");
}

static void a_deletion_has_its_id_alone(void **state)
{
    scene *s = *state;
    read(s, "{\"_id\":7,\"_delete\":true,\"title\":\"x\"}");
    assert_int_equal(s->kind, PGF_LINE_DELETE);
    has(s, "id", "7");
    has(s, "title", "");
    read(s, "{\"_id\":\"a\",\"_delete\":false,\"text\":\"x.\"}");
    assert_int_equal(s->kind, PGF_LINE_DOCUMENT);
    has(s, "_delete", "");
    refuse(s, "{\"_delete\":true}", PGF_EFORMAT, "\"_delete\" needs the id of a document beside it");
}

static void nothing_in_it_is_no_mistake(void **state)
{
    scene *s = *state;
    read(s, " {} ");
    text_is(s, "");
    read(s, "{\"title\":[],\"text\":{}}");
    text_is(s, "");
    has(s, "title", "");
}

static void mistakes_are_named_with_their_place(void **state)
{
    scene *s = *state;
    refuse(s, "", PGF_EFORMAT, "is no JSON: byte 0: expected a value where it ends");
    refuse(s, "not JSON", PGF_EFORMAT, "is no JSON: byte 0: expected a value");
    refuse(s, "[1, 2]", PGF_EFORMAT, "is no JSON object: byte 0: expected {");
    refuse(s, "\"text\"", PGF_EFORMAT, "is no JSON object: byte 0: expected {");
    refuse(s, "{\"a\":1} x", PGF_EFORMAT, "is no JSON: byte 8: something follows the end of the value");
    refuse(s, "{\"a\":1}{}", PGF_EFORMAT, "is no JSON: byte 7: something follows the end of the value");
    refuse(s, "{\"a\":\"tw", PGF_EFORMAT, "is no JSON: byte 5: this string has no end");
    refuse(s, "{\"a\" 1}", PGF_EFORMAT, "is no JSON: byte 5: expected a colon");
    refuse(s, "{\"a\":1 \"b\"}", PGF_EFORMAT, "is no JSON: byte 7: expected a comma or }");
    refuse(s, "{\"a\":[1 2]}", PGF_EFORMAT, "is no JSON: byte 8: expected a comma or ]");
    refuse(s, "{a:1}", PGF_EFORMAT, "is no JSON: byte 1: expected the name of a member in quotation marks");
    refuse(s, "{\"a\":1,}", PGF_EFORMAT, "is no JSON: byte 7: expected the name of a member in quotation marks");
    refuse(s, "{\"a\":[1,]}", PGF_EFORMAT, "is no JSON: byte 8: expected a value");
    refuse(s, "{\"a\":}", PGF_EFORMAT, "is no JSON: byte 5: expected a value");
    refuse(s, "{\"a\":nul}", PGF_EFORMAT, "is no JSON: byte 5: expected a value");
    refuse(s, "{\"a\":01}", PGF_EFORMAT, "is no JSON: byte 6: expected a comma or }");
    refuse(s, "{\"a\":1.}", PGF_EFORMAT, "is no JSON: byte 7: expected a digit");
    refuse(s, "{\"a\":-}", PGF_EFORMAT, "is no JSON: byte 6: expected a digit");
    refuse(s, "{\"a\":\"\\x\"}", PGF_EFORMAT, "is no JSON: byte 7: expected an escape of JSON");
    refuse(s, "{\"a\":\"\\u12\"}", PGF_EFORMAT, "is no JSON: byte 8: expected four hexadecimal digits");
    refuse(s, "{\"a\":1", PGF_EFORMAT, "is no JSON: byte 6: expected a comma or } where it ends");
}

static void nest(scene *s, char opening, size_t depth, pgf_status expected)
{
    pgf_buffer json = {0};
    pgf_buffer_append_text(&json, "{\"text\":\"x.\",\"a\":");
    for (size_t i = 0; i < depth; i++)
        pgf_buffer_append_text(&json, opening == '[' ? "[" : "{\"a\":");
    pgf_buffer_append_text(&json, "1");
    for (size_t i = 0; i < depth; i++)
        pgf_buffer_append_char(&json, opening == '[' ? ']' : '}');
    pgf_buffer_append_text(&json, "}");
    assert_int_equal(parse_bytes(s, json.bytes, json.size), expected);
    pgf_buffer_dispose(&json);
}

static void deep_nesting_is_refused_by_its_limit(void **state)
{
    scene *s = *state;
    nest(s, '[', 255, PGF_OK);
    nest(s, '{', 255, PGF_OK);
    nest(s, '[', 256, PGF_ELIMIT);
    assert_string_equal(s->err.message, "is nested deeper than 256 levels, the limit for JSON, at byte 272");
    nest(s, '[', 100000, PGF_ELIMIT);
    nest(s, '{', 100000, PGF_ELIMIT);
}

static void values_without_end_are_refused_by_their_limit(void **state)
{
    scene *s = *state;
    pgf_buffer json = {0};
    pgf_buffer_append_text(&json, "{\"text\":\"x.\",\"a\":[");
    for (unsigned i = 0; i < 1000000; i++)
        pgf_buffer_append_text(&json, "1,");
    pgf_buffer_append_text(&json, "1]}");
    assert_int_equal(parse_bytes(s, json.bytes, json.size), PGF_ELIMIT);
    assert_string_equal(s->err.message, "has more than 1000000 values, the limit for JSON, at byte 2000012");
    pgf_buffer_dispose(&json);
}

static void many_members_are_no_trap(void **state)
{
    scene *s = *state;
    pgf_buffer json = {0};
    pgf_buffer_append_text(&json, "{");
    for (unsigned i = 0; i < 200000; i++)
        pgf_buffer_printf(&json, "\"m%u\":%s,", i, i % 2 ? "null" : "\"\"");
    pgf_buffer_append_text(&json, "\"_id\":\"last\",\"text\":\"x.\"}");
    assert_int_equal(parse_bytes(s, json.bytes, json.size), PGF_OK);
    has(s, "id", "last");
    text_is(s, "x.");
    pgf_buffer_dispose(&json);
}

static void a_title_repeated_by_the_text_is_no_paragraph(void **state)
{
    scene *s = *state;
    read(s, "{\"title\":\"On  roads\",\"text\":\"\\nON ROADS\\nRoads are kept by the county.\"}");
    text_is(s, "Roads are kept by the county.");
    read(s, "{\"title\":\"On roads and bridges\",\"text\":\"On roads\\nand bridges\\n\\nThey are kept.\"}");
    text_is(s, "They are kept.");
    read(s, "{\"text\":\"On roads\\n\\nThey are kept.\"}");
    has(s, "title", "On roads");
    text_is(s, "They are kept.");
}

static void headings_of_markdown_in_a_text_open_sections(void **state)
{
    scene *s = *state;
    read(s, "{\"title\":\"Lov\",\"text\":\"# Lov\\n\\n## Kapittel 1\\n\\n### § 1. Formål\\n\\nLoven gjelder.\"}");
    char *outline = outline_of(s->document);
    assert_string_equal(outline, "title: Lov\n## Kapittel 1\n### § 1. Formål\ntext: Loven gjelder.\n");
    free(outline);
}

static void a_title_too_long_for_a_field_loses_no_word(void **state)
{
    scene *s = *state;
    pgf_buffer json = {0};
    pgf_buffer_append_text(&json, "{\"title\":\"");
    for (unsigned i = 0; i < 1000; i++)
        pgf_buffer_append_text(&json, "word ");
    pgf_buffer_append_text(&json, "omega\",\"text\":\"x.\"}");
    assert_int_equal(parse_bytes(s, json.bytes, json.size), PGF_OK);
    size_t size;
    assert_non_null(strstr(pgf_document_text(s->document, &size), "word omega"));
    pgf_buffer_dispose(&json);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
    const struct CMUnitTest tests[] = {
        EACH(the_usual_members_give_the_fields),
        EACH(the_first_member_that_is_there_counts),
        EACH(a_mapping_is_tried_before_the_usual_members),
        EACH(a_rule_that_is_none_is_refused),
        EACH(other_members_are_kept_as_metadata),
        EACH(numbers_keep_their_digits),
        EACH(of_two_members_with_one_name_the_first_counts),
        EACH(escapes_are_read_and_impossible_ones_repaired),
        EACH(broken_utf8_is_repaired),
        EACH(a_deletion_has_its_id_alone),
        EACH(nothing_in_it_is_no_mistake),
        EACH(mistakes_are_named_with_their_place),
        EACH(deep_nesting_is_refused_by_its_limit),
        EACH(values_without_end_are_refused_by_their_limit),
        EACH(many_members_are_no_trap),
        EACH(a_title_repeated_by_the_text_is_no_paragraph),
        EACH(headings_of_markdown_in_a_text_open_sections),
        EACH(a_title_too_long_for_a_field_loses_no_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
