/* Markdown's metadata, anchors and hostile input; its structure is in tests/cases/documents-markdown.txt. */
#include "indexer/intake/intake.h"
#include "outline.h"
#include "text/charset.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static pgf_document *read_bytes(const char *bytes, size_t size)
{
    pgf_document *document;
    const intake_input input = {.path = "a.md", .bytes = bytes, .size = size};
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    assert_int_equal(intake_read_markdown(&input, document, NULL), PGF_OK);
    return document;
}

static pgf_document *read(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void fields_are(const char *front_matter, const char *expected)
{
    pgf_buffer text = {0}, found = {0};
    pgf_buffer_printf(&text, "---\n%s---\n\nWords of the text.\n", front_matter);
    pgf_document *document = read_bytes(text.bytes, text.size);
    size_t count;
    const pgf_field *fields = pgf_document_fields(document, &count);
    for (size_t i = 0; i < count; i++)
        pgf_buffer_printf(&found, "%s=%s\n", fields[i].name, fields[i].value);
    assert_string_equal(found.bytes ? found.bytes : "", expected);
    assert_string_equal(pgf_document_text(document, &count), "Words of the text.");
    pgf_document_free(document);
    pgf_buffer_dispose(&text);
    pgf_buffer_dispose(&found);
}

static void front_matter_gives_the_fields(void **state)
{
    (void)state;
    fields_are(
        "title: \"On: roads\"\ndate: 13. desember 2023\nlang: nb-NO\ntype: act\nissuer: Ministry\ncountry: [A, B]\n"
        "topics:\n  - roads\n  - ships\nurl: https://x.example/a\nid: 0123\n",
        "title=On: roads\ndate=2023-12-13\nlanguage=nb\ntype=act\nissuer=Ministry\ncountry=A\ncountry=B\n"
        "topic=roads\ntopic=ships\nurl=https://x.example/a\nid=0123\n");
}

static void names_of_any_case_and_others_are_kept(void **state)
{
    (void)state;
    fields_are("Title: A\nLANG: de\ndraft: true\nnone: ~\nempty:\noffice:\n  name: Roads\n  floor: 3\n",
               "title=A\nlanguage=de\ndraft=true\noffice.name=Roads\noffice.floor=3\n");
}

static void front_matter_may_be_empty_or_end_in_dots(void **state)
{
    (void)state;
    fields_are("", "");
    fields_are("# only a comment\n", "");
    pgf_document *document = read("---\r\ntitle: A\r\n...\r\nWords of it.\r\n");
    assert_string_equal(pgf_document_field(document, "title"), "A");
    pgf_document_free(document);
}

static void what_is_no_front_matter_stays_text(void **state)
{
    (void)state;
    static const char *const texts[] = {"---\ntitle: [omega\n---\n", "---\n- omega\n---\n",
                                        "---\nomega\n---\n",         "---\ntitle: omega\n",
                                        " ---\ntitle: omega\n---\n", "---\ta: b\ntitle: omega\n---\n",
                                        "---\na: *omega\n---\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pgf_document *document = read(texts[i]);
        char *outline = outline_of(document);
        assert_non_null(strstr(outline, "omega"));
        free(outline);
        pgf_document_free(document);
    }
}

static void broken_front_matter_is_a_paragraph_and_no_heading(void **state)
{
    (void)state;
    pgf_document *document = read("---\ntitle: On: roads [\n---\n# Roads\n\nThey are kept.\n");
    char *outline = outline_of(document);
    assert_string_equal(outline, "title: Roads\ntext: title: On: roads [\ntext: They are kept.\n");
    free(outline);
    pgf_document_free(document);
}

static void notice_is(const char *text, const char *expected)
{
    pgf_document *document = read(text);
    assert_string_equal(pgf_document_notice(document), expected);
    pgf_document_free(document);
}

static void front_matter_that_is_read_as_text_is_told(void **state)
{
    (void)state;
    notice_is("---\ntitle: On roads\n---\nWords.\n", "");
    notice_is("---\n---\nWords.\n", "");
    notice_is("Words.\n\n---\n\ntitle: [\n\n---\n", "");
    notice_is("---\ntitle: On: roads\n---\nWords.\n",
              "front matter is no YAML (line 2: mapping values are not allowed in this context) and was read as text");
    notice_is("---\ntitle: A\ndate: *omega\n---\n",
              "front matter is no YAML (line 3: found undefined alias) and was read as text");
    notice_is("---\na: \x01\n---\n",
              "front matter is no YAML (control characters are not allowed) and was read as text");
    notice_is("---\n- omega\n---\n", "front matter has no names with values and was read as text");
}

static void front_matter_of_nothing_but_brackets_takes_no_time(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    pgf_buffer_append_text(&text, "---\na: ");
    for (unsigned i = 0; i < 60000; i++)
        pgf_buffer_append_char(&text, i % 2 ? '{' : '[');
    pgf_buffer_append_text(&text, "\n---\n\nWords.\n");
    pgf_document *document = read_bytes(text.bytes, text.size);
    size_t size;
    assert_non_null(strstr(pgf_document_text(document, &size), "Words."));
    assert_string_equal(pgf_document_notice(document), "front matter nests too deeply and was read as text");
    assert_true(size > 60000);
    pgf_document_free(document);
    pgf_buffer_dispose(&text);
}

static void comments_without_an_end_take_no_time(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    for (unsigned i = 0; i < 300000; i++)
        pgf_buffer_append_text(&text, i % 3 == 0 ? "<!--" : i % 3 == 1 ? "<script>" : "<style>");
    pgf_buffer_append_text(&text, "omega\n");
    pgf_document *document = read_bytes(text.bytes, text.size);
    size_t size;
    assert_non_null(strstr(pgf_document_text(document, &size), "omega"));
    pgf_document_free(document);
    pgf_buffer_dispose(&text);
}

static void a_million_addresses_take_no_time(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    for (unsigned i = 0; i < 1000000; i++)
        pgf_buffer_append_text(&text, "http://a.b ");
    pgf_buffer_append_text(&text, "omega\n");
    pgf_document *document = read_bytes(text.bytes, text.size);
    size_t size;
    assert_non_null(strstr(pgf_document_text(document, &size), "http://a.b omega"));
    pgf_document_free(document);
    pgf_buffer_dispose(&text);
}

static void an_alias_that_multiplies_is_cut_off(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    pgf_buffer_append_text(&text, "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (unsigned i = 1; i < 12; i++)
        pgf_buffer_printf(&text, "a%u: &a%u [*a%u, *a%u, *a%u, *a%u, *a%u, *a%u, *a%u, *a%u, *a%u]\n", i, i, i - 1,
                          i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    pgf_buffer_append_text(&text, "---\n\nWords.\n");
    pgf_document *document = read_bytes(text.bytes, text.size);
    size_t count;
    pgf_document_fields(document, &count);
    assert_true(count <= PGF_FIELDS_MAX);
    assert_string_equal(pgf_document_text(document, &count), "Words.");
    pgf_document_free(document);
    pgf_buffer_dispose(&text);
}

static void anchors_are_those_of_github(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "", "costs--benefits",    "costs--benefits-1", "høring-om-ål", "a_b-c", "42-x", "costs--benefits-2", "第一条",
        "", "costs--benefits-1-1"};
    pgf_document *document = read("## Costs & *Benefits*\n## Costs & Benefits\n## Høring om ÅL!\n## a_b-C\n## 4.2 `x`\n"
                                  "## Costs & Benefits\n## 第一条\n## …\n## Costs  Benefits-1\n");
    size_t count;
    const pgf_section *sections = pgf_document_sections(document, &count);
    assert_int_equal(count, 10);
    for (size_t i = 0; i < 9; i++)
        assert_string_equal(sections[i].anchor, expected[i]);
    pgf_document_free(document);
}

static void many_equal_headings_are_no_trap(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    for (unsigned i = 0; i < 30000; i++)
        pgf_buffer_append_text(&text, "## Same\n");
    pgf_document *document = read_bytes(text.bytes, text.size);
    size_t count;
    assert_string_equal(pgf_document_sections(document, &count)[30000].anchor, "same-29999");
    pgf_document_free(document);
    pgf_buffer_dispose(&text);
}

static void hostile_nesting_ends(void **state)
{
    (void)state;
    static const char *const parts[] = {"> ", "- ",  "1. ",   "*a ", "[",  "![",  "<",       "` ",    "|",
                                        "\\", "&#x", "<!-- ", "](",  "**", "_a_", "<a b=\"", "  - \n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        pgf_buffer text = {0};
        for (unsigned k = 0; k < 5000; k++)
            pgf_buffer_append_text(&text, parts[i]);
        pgf_buffer_append_text(&text, "omega");
        pgf_document *document = read_bytes(text.bytes, text.size);
        size_t size;
        const char *kept = pgf_document_text(document, &size);
        assert_true(strstr(kept, "omega") || strstr(pgf_document_field(document, "title"), "omega"));
        pgf_document_free(document);
        pgf_buffer_dispose(&text);
    }
}

static void any_charset_is_read(void **state)
{
    (void)state;
    const char utf16[] = "\xFF\xFE#\0 \0\xC5\0l\0\n\0\n\0x\0.\0";
    pgf_document *document = read_bytes(utf16, sizeof utf16 - 1);
    assert_string_equal(pgf_document_field(document, "title"), "Ål");
    pgf_document_free(document);
    document = read("# Broken\n\n\xFF\xC3 byte.\n");
    size_t size;
    const char *text = pgf_document_text(document, &size);
    assert_int_equal(pgf_utf8_valid(text, size), size);
    pgf_document_free(document);
}

static void html_without_an_end_loses_no_word(void **state)
{
    (void)state;
    static const char *const texts[] = {"<div class=omega and more", "<script>\nomega\n", "<!-- omega\n",
                                        "<div title=\"x>omega</div>\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pgf_document *document = read(texts[i]);
        char *outline = outline_of(document);
        assert_non_null(strstr(outline, "omega"));
        free(outline);
        pgf_document_free(document);
    }
}

static void formats_are_told_by_suffix_in_any_case(void **state)
{
    (void)state;
    assert_string_equal(intake_format_of("a/b.TXT")->name, "plain text");
    assert_string_equal(intake_format_of("b.text")->name, "plain text");
    assert_string_equal(intake_format_of("a.txt/b.Markdown")->name, "Markdown");
    assert_true(intake_format_of("a.XHTML")->apart);
    assert_true(intake_format_of("x.y.NDJSON")->lines);
    assert_null(intake_format_of("x.jsonl")->read);
    static const char *const none[] = {"", "txt", "a/txt", "a.txt/b", "a.txt.gz", "a.", "a.pdf"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_null(intake_format_of(none[i]));
    size_t count;
    intake_formats(&count);
    assert_int_equal(count, 4);
}

static void bytes_of_no_charset_are_told_from_text(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        bool binary;
    } cases[] = {{"", 0, false},
                 {"Plain text.\r\n\f\x1A", 15, false},
                 {"caf\xE9 \xFF\xFE", 7, false},
                 {"\0\1\0\1\0\1\0\1", 8, true},
                 {"\0\1\2\3\0\1\2\3", 8, true},
                 {"\1\2\3\4\5\6", 6, true},
                 {"H\0e\0i\0\n\0", 8, false},
                 {"\0H\0e\0i\0\n", 8, false},
                 {"\xFE\xFF\0H\0i", 6, false},
                 {"H\0\0\0i\0\0\0", 8, false},
                 {"\0\0\0H\0\0\0i", 8, false},
                 {"\xFF\xFE\x42\x30\x44\x30\x00\x30", 8, false},
                 {"\x1B$B8D?M\x1B(B", 10, false},
                 {"\x7F"
                  "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1",
                  21, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (intake_is_binary(cases[i].bytes, cases[i].size) != cases[i].binary)
            print_error("case %zu\n", i);
        assert_int_equal(intake_is_binary(cases[i].bytes, cases[i].size), cases[i].binary);
    }
}

static void a_stray_control_character_makes_no_text_binary(void **state)
{
    (void)state;
    char text[1000];
    memset(text, 'a', sizeof text);
    text[500] = '\0';
    assert_false(intake_is_binary(text, sizeof text));
    for (size_t i = 0; i < sizeof text; i += 20)
        text[i] = '\1';
    assert_true(intake_is_binary(text, sizeof text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter_gives_the_fields),
        cmocka_unit_test(names_of_any_case_and_others_are_kept),
        cmocka_unit_test(front_matter_may_be_empty_or_end_in_dots),
        cmocka_unit_test(what_is_no_front_matter_stays_text),
        cmocka_unit_test(an_alias_that_multiplies_is_cut_off),
        cmocka_unit_test(anchors_are_those_of_github),
        cmocka_unit_test(many_equal_headings_are_no_trap),
        cmocka_unit_test(hostile_nesting_ends),
        cmocka_unit_test(any_charset_is_read),
        cmocka_unit_test(html_without_an_end_loses_no_word),
        cmocka_unit_test(broken_front_matter_is_a_paragraph_and_no_heading),
        cmocka_unit_test(front_matter_that_is_read_as_text_is_told),
        cmocka_unit_test(front_matter_of_nothing_but_brackets_takes_no_time),
        cmocka_unit_test(comments_without_an_end_take_no_time),
        cmocka_unit_test(a_million_addresses_take_no_time),
        cmocka_unit_test(formats_are_told_by_suffix_in_any_case),
        cmocka_unit_test(bytes_of_no_charset_are_told_from_text),
        cmocka_unit_test(a_stray_control_character_makes_no_text_binary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
