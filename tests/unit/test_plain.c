/* What text cases cannot hold: any line ends, hostile text, and that no word is lost. */
#include "document/plain.h"
#include "outline.h"
#include "text/charset.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *outline(const char *text, size_t size, bool find_title)
{
    pgf_document *document;
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    assert_int_equal(pgf_plain_parse(document, text, size, find_title, NULL), PGF_OK);
    char *lines = outline_of(document);
    pgf_document_free(document);
    return lines;
}

static void becomes(const char *text, const char *expected)
{
    char *found = outline(text, strlen(text), true);
    assert_string_equal(found, expected);
    free(found);
}

static void any_line_ends_are_read(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r", "\f", "\v", "\xC2\x85", "\xE2\x80\xA8"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        pgf_buffer text = {0};
        pgf_buffer_printf(&text, "On roads%s%sRoads are kept.%s%sBridges, too.%s", ends[i], ends[i], ends[i], ends[i],
                          ends[i]);
        becomes(text.bytes, "title: On roads\ntext: Roads are kept.\ntext: Bridges, too.\n");
        pgf_buffer_dispose(&text);
    }
    becomes("On roads\xE2\x80\xA9Roads are kept.", "title: On roads\ntext: Roads are kept.\n");
}

static void without_a_title_to_find_the_first_line_stays(void **state)
{
    (void)state;
    const char *text = "On roads\n\nRoads are kept by the county.";
    char *found = outline(text, strlen(text), false);
    assert_string_equal(found, "# On roads\ntext: Roads are kept by the county.\n");
    free(found);
}

static void nothing_gives_nothing(void **state)
{
    (void)state;
    becomes("", "");
    becomes(" \t\r\n\xE3\x80\x80\n", "");
}

static void an_underlined_line_is_a_heading(void **state)
{
    (void)state;
    becomes("The title\n=========\n\nWords.\n\nCosts\n-----\nMuch.\n",
            "title: The title\ntext: Words.\n## Costs\ntext: Much.\n");
}

static void a_long_first_line_is_no_title(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    for (unsigned i = 0; i < 60; i++)
        pgf_buffer_append_text(&text, "word ");
    char *found = outline(text.bytes, text.size, true);
    assert_memory_equal(found, "text: word", 10);
    free(found);
    pgf_buffer_dispose(&text);
}

/* Letters and digits only: what must all be there again, in this order. */
static void append_signs(pgf_buffer *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
            pgf_buffer_append_char(out, (char)c);
    }
}

static void keeps_every_sign(const char *text, size_t size)
{
    pgf_buffer before = {0}, after = {0};
    pgf_document *document;
    size_t text_size;
    append_signs(&before, text, size);
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    assert_int_equal(pgf_plain_parse(document, text, size, true, NULL), PGF_OK);
    const char *title = pgf_document_field(document, "title");
    append_signs(&after, title, strlen(title));
    const char *kept = pgf_document_text(document, &text_size);
    append_signs(&after, kept, text_size);
    assert_int_equal(pgf_utf8_valid(kept, text_size), text_size);
    assert_int_equal(after.size, before.size);
    if (before.size)
        assert_memory_equal(after.bytes, before.bytes, before.size);
    pgf_document_free(document);
    pgf_buffer_dispose(&before);
    pgf_buffer_dispose(&after);
}

/* Lines put together by chance from what parsers stumble over; the same ones in every run. */
static void no_word_of_any_text_is_lost(void **state)
{
    (void)state;
    static const char *const lines[] = {"",
                                        "",
                                        "# ",
                                        "## Heading",
                                        "Part 1",
                                        "1.",
                                        "(a)",
                                        "3.2 Scope",
                                        "* 10",
                                        "*",
                                        "- item",
                                        "| a | b |",
                                        "|---|---|",
                                        "Photo: x",
                                        "> quote",
                                        "– Speech.",
                                        "a-",
                                        "small words go on",
                                        "Some words that end here.",
                                        "第一条",
                                        "（定義）",
                                        "二",
                                        "=====",
                                        "-----",
                                        "\tx\ty",
                                        "1 Scope",
                                        "2 Title",
                                        "§ 5",
                                        "附則",
                                        "¿Qué?",
                                        "•",
                                        "Capitals WITHOUT end",
                                        "ends with colon:",
                                        "###### deep ######",
                                        "A",
                                        "()"};
    uint64_t seed = 7;
    for (unsigned round = 0; round < 3000; round++) {
        pgf_buffer text = {0};
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        unsigned count = 1 + (unsigned)(seed >> 40) % 14;
        for (unsigned i = 0; i < count; i++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            pgf_buffer_append_text(&text, lines[(seed >> 33) % (sizeof lines / sizeof *lines)]);
            pgf_buffer_append_text(&text, (seed >> 60) % 3 ? "\n" : "\n\n");
        }
        keeps_every_sign(text.bytes, text.size);
        pgf_buffer_dispose(&text);
    }
}

static void a_word_of_ten_megabytes_is_a_paragraph(void **state)
{
    (void)state;
    pgf_buffer text = {0};
    pgf_buffer_append_text(&text, "Title\n\nbefore ");
    for (unsigned i = 0; i < 10 << 10; i++)
        pgf_buffer_printf(&text, "%01024u", i);
    pgf_buffer_append_text(&text, " after\n");
    keeps_every_sign(text.bytes, text.size);
    pgf_buffer_dispose(&text);
}

static void many_lines_are_no_trap(void **state)
{
    (void)state;
    static const char *const lines[] = {"\n",      "a\n",     "1\n",   "# x\n", "A B\n",      "A\n\n",
                                        "(a)\n\n", "|a|b|\n", "- x\n", "a-\n",  "第一条\n\n", "「\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        pgf_buffer text = {0};
        for (unsigned k = 0; k < 30000; k++)
            pgf_buffer_append_text(&text, lines[i]);
        keeps_every_sign(text.bytes, text.size);
        pgf_buffer_dispose(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_line_ends_are_read),
        cmocka_unit_test(without_a_title_to_find_the_first_line_stays),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(an_underlined_line_is_a_heading),
        cmocka_unit_test(a_long_first_line_is_no_title),
        cmocka_unit_test(no_word_of_any_text_is_lost),
        cmocka_unit_test(a_word_of_ten_megabytes_is_a_paragraph),
        cmocka_unit_test(many_lines_are_no_trap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
