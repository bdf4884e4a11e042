#include "document/document.h"
#include "outline.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int open_document(void **state)
{
    pgf_document *document;
    if (pgf_document_new(&document, NULL))
        return 1;
    *state = document;
    return 0;
}

static int close_document(void **state)
{
    pgf_document_free(*state);
    return 0;
}

static void add_text(pgf_document *document, const char *text)
{
    assert_int_equal(pgf_document_add_paragraph(document, PGF_TEXT, 0, text, strlen(text), NULL), PGF_OK);
}

static void add_section(pgf_document *document, unsigned level, const char *heading)
{
    assert_int_equal(pgf_document_add_section(document, level, heading, strlen(heading), "", NULL), PGF_OK);
}

static void add_field(pgf_document *document, const char *name, const char *value)
{
    assert_int_equal(pgf_document_add_field(document, name, value, NULL), PGF_OK);
}

static void assert_text(const pgf_document *document, const char *expected)
{
    size_t size;
    assert_string_equal(pgf_document_text(document, &size), expected);
    assert_int_equal(size, strlen(expected));
}

static void assert_field(const pgf_document *document, const char *name, const char *expected)
{
    assert_string_equal(pgf_document_field(document, name), expected);
}

/* "Part > Chapter > Article" */
static void assert_path(const pgf_document *document, size_t section, const char *expected)
{
    size_t count, path[6], depth = pgf_document_heading_path(document, section, path, 6);
    const pgf_section *sections = pgf_document_sections(document, &count);
    char found[200] = "";
    for (size_t i = 0; i < depth; i++) {
        strcat(found, i ? " > " : "");
        strcat(found, sections[path[i]].heading);
    }
    assert_string_equal(found, expected);
}

/* --- Text --------------------------------------------------------------------------------------------------------- */

static void a_new_document_holds_nothing(void **state)
{
    size_t count;
    assert_text(*state, "");
    pgf_document_paragraphs(*state, &count);
    assert_int_equal(count, 0);
    pgf_document_fields(*state, &count);
    assert_int_equal(count, 0);
    assert_int_equal(pgf_document_sections(*state, &count)[0].level, 0);
    assert_int_equal(count, 1);
    assert_path(*state, 0, "");
    pgf_document_free(NULL);
}

static void paragraphs_are_clean_and_parted_by_blank_lines(void **state)
{
    add_text(*state, "  One\x01 \xEF\xAC\x81sh.\t\n");
    add_text(*state, "\xE3\x80\x80"
                     "Two e\xCC\x81tudes.\xC2\xA0");
    assert_text(*state, "One fish.\n\nTwo \xC3\xA9tudes.");
}

static void spans_of_paragraphs_hold_their_text(void **state)
{
    size_t count, size;
    add_text(*state, "One.");
    add_section(*state, 2, "Scope");
    assert_int_equal(pgf_document_add_paragraph(*state, PGF_ROW, 7, "a\tb", 3, NULL), PGF_OK);
    const pgf_paragraph *found = pgf_document_paragraphs(*state, &count);
    const char *text = pgf_document_text(*state, &size);
    assert_int_equal(count, 3);
    assert_memory_equal(text + found[0].begin, "One.", found[0].end - found[0].begin);
    assert_memory_equal(text + found[1].begin, "Scope", found[1].end - found[1].begin);
    assert_memory_equal(text + found[2].begin, "a\tb", found[2].end - found[2].begin);
    assert_int_equal(found[1].kind, PGF_HEADING);
    assert_int_equal(found[2].kind, PGF_ROW);
    assert_int_equal(found[2].page, 7);
    assert_int_equal(found[0].section, 0);
    assert_int_equal(found[2].section, 1);
}

static void what_is_blank_is_no_paragraph(void **state)
{
    size_t count;
    add_text(*state, "");
    add_text(*state, " \n\t");
    add_text(*state, "\xE2\x80\x8B\xC2\xAD");
    add_text(*state, "\xE3\x80\x80");
    add_text(*state, "One.");
    add_text(*state, "\x02");
    pgf_document_paragraphs(*state, &count);
    assert_int_equal(count, 1);
    assert_text(*state, "One.");
}

static void words_torn_at_a_line_end_are_joined_but_code_is_kept(void **state)
{
    add_text(*state, "A regu-\nlation.");
    assert_int_equal(pgf_document_add_paragraph(*state, PGF_CODE, 0, "x -\ny", 5, NULL), PGF_OK);
    assert_int_equal(pgf_document_add_paragraph(*state, PGF_CODE, 0, "regu-\nlation", 12, NULL), PGF_OK);
    assert_text(*state, "A regulation.\n\nx -\ny\n\nregu-\nlation");
}

static void a_long_text_grows(void **state)
{
    size_t size, count;
    for (unsigned i = 0; i < 10000; i++)
        add_text(*state, "A paragraph of some words.");
    pgf_document_text(*state, &size);
    const pgf_paragraph *found = pgf_document_paragraphs(*state, &count);
    assert_int_equal(count, 10000);
    assert_int_equal(size, 10000 * 28 - 2);
    assert_int_equal(found[9999].end, size);
}

/* --- Sections ----------------------------------------------------------------------------------------------------- */

static void a_section_stands_under_the_last_one_above_it(void **state)
{
    add_section(*state, 1, "Part 1");
    add_section(*state, 2, "Chapter 1");
    add_section(*state, 4, "Article 1");
    add_section(*state, 3, "Division A");
    add_section(*state, 4, "Article 2");
    add_section(*state, 1, "Part 2");
    add_section(*state, 6, "Note");
    assert_path(*state, 3, "Part 1 > Chapter 1 > Article 1");
    assert_path(*state, 5, "Part 1 > Chapter 1 > Division A > Article 2");
    assert_path(*state, 6, "Part 2");
    assert_path(*state, 7, "Part 2 > Note");
}

static void a_path_is_cut_to_the_room_there_is(void **state)
{
    size_t path[2];
    for (unsigned level = 1; level <= 6; level++)
        add_section(*state, level, "Deep");
    assert_int_equal(pgf_document_heading_path(*state, 6, path, 2), 2);
    assert_int_equal(path[0], 1);
    assert_int_equal(path[1], 2);
    assert_path(*state, 6, "Deep > Deep > Deep > Deep > Deep > Deep");
}

static void levels_are_one_to_six(void **state)
{
    size_t count;
    add_section(*state, 0, "Low");
    add_section(*state, 99, "High");
    const pgf_section *sections = pgf_document_sections(*state, &count);
    assert_int_equal(sections[1].level, 1);
    assert_int_equal(sections[2].level, 6);
}

static void headings_are_one_clean_line(void **state)
{
    size_t count;
    assert_int_equal(pgf_document_add_section(*state, 1, " Scope\n  of\tit\x01 ", 16, "scope", NULL), PGF_OK);
    assert_string_equal(pgf_document_sections(*state, &count)[1].heading, "Scope of it");
    assert_string_equal(pgf_document_sections(*state, &count)[1].anchor, "scope");
    assert_text(*state, "Scope of it");
}

static void a_section_without_a_heading_adds_no_text(void **state)
{
    size_t count;
    assert_int_equal(pgf_document_add_section(*state, 2, " ", 1, NULL, NULL), PGF_OK);
    assert_text(*state, "");
    assert_string_equal(pgf_document_sections(*state, &count)[1].heading, "");
    assert_string_equal(pgf_document_sections(*state, &count)[1].anchor, "");
    add_text(*state, "Below.");
    assert_int_equal(pgf_document_paragraphs(*state, &count)[0].section, 1);
}

/* --- Metadata ----------------------------------------------------------------------------------------------------- */

static void an_id_is_kept_byte_by_byte(void **state)
{
    pgf_document *document = *state;
    add_field(document, "id", "鉱業法施行法　抄  A\u0301"); /* an ideographic space, two spaces, not NFC */
    assert_field(document, "id", "鉱業法施行法　抄  A\u0301");
}

static void a_name_may_have_several_values(void **state)
{
    size_t count;
    add_field(*state, "topic", "fish");
    add_field(*state, "topic", " deep\n  sea ");
    add_field(*state, "topic", " \t");
    const pgf_field *fields = pgf_document_fields(*state, &count);
    assert_int_equal(count, 2);
    assert_string_equal(fields[1].value, "deep sea");
    assert_field(*state, "topic", "fish");
    assert_field(*state, "colour", "");
}

static void setting_takes_every_earlier_value_away(void **state)
{
    size_t count;
    add_field(*state, "topic", "fish");
    add_field(*state, "title", "On fish");
    add_field(*state, "topic", "sea");
    assert_int_equal(pgf_document_set_field(*state, "topic", "whales", NULL), PGF_OK);
    assert_field(*state, "topic", "whales");
    assert_field(*state, "title", "On fish");
    pgf_document_fields(*state, &count);
    assert_int_equal(count, 2);
    assert_int_equal(pgf_document_set_field(*state, "topic", "", NULL), PGF_OK);
    assert_field(*state, "topic", "");
}

static void dates_and_languages_take_one_form(void **state)
{
    add_field(*state, "date", "13. desember 2023");
    add_field(*state, "language", "nb_NO");
    assert_field(*state, "date", "2023-12-13");
    assert_field(*state, "language", "nb");
}

static void what_is_no_date_or_language_is_kept_beside(void **state)
{
    add_field(*state, "date", "next spring");
    add_field(*state, "language", "gibberish");
    assert_field(*state, "date", "");
    assert_field(*state, "date_text", "next spring");
    assert_field(*state, "language", "");
    assert_field(*state, "language_text", "gibberish");
    assert_int_equal(pgf_document_set_field(*state, "date", "2024-02-30", NULL), PGF_OK);
    assert_field(*state, "date_text", "2024-02-30");
    assert_int_equal(pgf_document_set_field(*state, "date", "2024-02-29", NULL), PGF_OK);
    assert_field(*state, "date_text", "");
    assert_field(*state, "date", "2024-02-29");
    assert_int_equal(pgf_document_set_field(*state, "language", "nb", NULL), PGF_OK);
    assert_field(*state, "language_text", "");
}

static void of_what_a_limit_took_the_first_is_told(void **state)
{
    char value[PGF_VALUE_MAX + 2];
    memset(value, 'x', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    add_field(*state, "topic", "fish");
    assert_string_equal(pgf_document_notice(*state), "");
    add_field(*state, "url", value);
    add_field(*state, "issuer", value);
    assert_string_equal(pgf_document_notice(*state), "url has more than 2,000 bytes and was left out");
    assert_field(*state, "url", "");
}

static void a_value_that_is_not_what_its_name_says_is_told(void **state)
{
    char value[PGF_VALUE_MAX + 2];
    add_field(*state, "date", "  2024-13-45\n");
    assert_string_equal(pgf_document_notice(*state), "date \"2024-13-45\" is no date and was kept as date_text");
    close_document(state);
    open_document(state);
    add_field(*state, "language", "Klingonic");
    assert_string_equal(pgf_document_notice(*state),
                        "language \"Klingonic\" is no language and was kept as language_text");
    close_document(state);
    open_document(state);
    add_field(*state, "date", "2024-02-29");
    add_field(*state, "language", "nb-NO");
    assert_string_equal(pgf_document_notice(*state), "");
    memset(value, 'x', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    memcpy(value + 59, "\xC3\xA5", 2);
    add_field(*state, "date", value);
    assert_string_equal(pgf_document_notice(*state) + 6 + 59, "…\" is no date and was kept as date_text");
}

static void long_values_and_names_are_cut_between_characters(void **state)
{
    char value[PGF_VALUE_MAX + 10], name[80];
    size_t count;
    memset(value, 'x', sizeof value);
    memcpy(value + PGF_VALUE_MAX - 1, "\xC3\xA5", 3);
    memset(name, 'n', sizeof name);
    memcpy(name + 63, "\xC3\xA5", 3);
    add_field(*state, name, value);
    const pgf_field *fields = pgf_document_fields(*state, &count);
    assert_int_equal(count, 1);
    assert_int_equal(strlen(fields[0].value), PGF_VALUE_MAX - 1);
    assert_int_equal(strlen(fields[0].name), 63);
}

static void a_flood_of_values_costs_no_document_its_id(void **state)
{
    size_t count;
    char value[20];
    for (unsigned i = 0; i < 2 * PGF_FIELDS_MAX; i++) {
        snprintf(value, sizeof value, "%u", i);
        add_field(*state, "keyword", value);
    }
    pgf_document_fields(*state, &count);
    assert_int_equal(count, PGF_FIELDS_MAX);
    add_field(*state, "id", "a-1");
    assert_field(*state, "id", "a-1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_document, close_document)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_document_holds_nothing),
        TEST(paragraphs_are_clean_and_parted_by_blank_lines),
        TEST(spans_of_paragraphs_hold_their_text),
        TEST(what_is_blank_is_no_paragraph),
        TEST(words_torn_at_a_line_end_are_joined_but_code_is_kept),
        TEST(a_long_text_grows),
        TEST(a_section_stands_under_the_last_one_above_it),
        TEST(a_path_is_cut_to_the_room_there_is),
        TEST(levels_are_one_to_six),
        TEST(headings_are_one_clean_line),
        TEST(a_section_without_a_heading_adds_no_text),
        TEST(an_id_is_kept_byte_by_byte),
        TEST(a_name_may_have_several_values),
        TEST(setting_takes_every_earlier_value_away),
        TEST(dates_and_languages_take_one_form),
        TEST(what_is_no_date_or_language_is_kept_beside),
        TEST(of_what_a_limit_took_the_first_is_told),
        TEST(a_value_that_is_not_what_its_name_says_is_told),
        TEST(long_values_and_names_are_cut_between_characters),
        TEST(a_flood_of_values_costs_no_document_its_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
