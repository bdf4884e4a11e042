#include "text/clean.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check(bool join_lines, const char *text, const char *expected)
{
    pgf_buffer out = {0};
    assert_int_equal(pgf_buffer_append_text(&out, "e"), PGF_OK); /* nothing joins what was there before */
    assert_int_equal(pgf_clean(text, strlen(text), join_lines, &out, NULL), PGF_OK);
    assert_string_equal(out.bytes + 1, expected);
    pgf_buffer_dispose(&out);
}

static void plain_text_stays(void **state)
{
    (void)state;
    static const char text[] = "Title\n\n\tAn act, § 5-3: \"Bjørn\" – 100 % ~ 個人情報 のデータ 개인 ข้อมูล 😀 café\n";
    check(false, text, text);
    check(true, text, text);
    check(true, "", "");
}

static void letters_and_marks_are_composed(void **state)
{
    (void)state;
    check(false, "e\xCC\x81tat cafe\xCC\x81", "état café");
    check(false, "か\xE3\x82\x99", "が");
    check(false, "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한");
    check(false, "\xE2\x84\xAB \xE2\x84\xA6", "Å Ω");
    check(false, "a\xCC\xA3\xCC\x82 a\xCC\x82\xCC\xA3", "ậ ậ"); /* marks in either order */
    check(false, "q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87");
    check(false, "\xCC\x81", "\xCC\x81");
    check(false, "\xF0\x9D\x85\xA0", "\xF0\x9D\x85\x98\xF0\x9D\x85\xA5\xF0\x9D\x85\xAE"); /* what grows most */
    check(false, "\xEF\xAC\xAC", "\xD7\xA9\xD6\xBC\xD7\x81");
}

static void a_long_run_of_marks_is_composed_too(void **state)
{
    (void)state;
    enum { MARKS = 700000 };
    char *text = malloc(1 + 2 * MARKS);
    pgf_buffer out = {0};
    assert_non_null(text);
    text[0] = 'e';
    for (size_t i = 0; i < MARKS; i++)
        memcpy(text + 1 + 2 * i, "\xCC\x81", 2);
    assert_int_equal(pgf_clean(text, 1 + 2 * MARKS, true, &out, NULL), PGF_OK);
    assert_int_equal(out.size, 2 * MARKS);
    assert_memory_equal(out.bytes, "é\xCC\x81", 4);
    pgf_buffer_dispose(&out);
    free(text);
}

static void marks_are_sorted_in_short_runs_alone(void **state)
{
    (void)state;
    enum { PAIRS = 500000, PAIR = 4, SHORT = 1024 };
    char *text = malloc(1 + PAIRS * PAIR);
    pgf_buffer out = {0};
    assert_non_null(text);
    text[0] = 'q';
    for (size_t i = 0; i < PAIRS; i++)
        memcpy(text + 1 + i * PAIR, "\xCC\x95\xCC\x80", PAIR);
    assert_int_equal(pgf_clean(text, 1 + PAIRS * PAIR, true, &out, NULL), PGF_OK);
    assert_int_equal(out.size, 1 + PAIRS * PAIR);
    assert_memory_equal(out.bytes, "q\xCC\x80\xCC\x80", 5);
    const char *later = strstr(out.bytes, "\xCC\x95\xCC\x80");
    assert_non_null(later);
    assert_true(later - out.bytes < SHORT);
    pgf_buffer_dispose(&out);
    free(text);
}

static void what_nobody_sees_is_removed(void **state)
{
    (void)state;
    check(false, "regu\xC2\xADlation", "regulation");
    check(false, "zero\xE2\x80\x8Bwidth\xEF\xBB\xBF \xE2\x80\x8Eleft\xE2\x80\xAAright\xE2\x81\xA0",
          "zerowidth leftright");
    check(false, "bell\x07 \x1B[31mred\x7F \xC2\x9F", "bell [31mred ");
}

static void line_ends_become_line_feeds(void **state)
{
    (void)state;
    check(false, "a\r\nb\rc\nd\r\r\ne", "a\nb\nc\nd\n\ne");
    check(false,
          "a\x0C"
          "b\x0B"
          "c\xC2\x85"
          "d\xE2\x80\xA8"
          "e\xE2\x80\xA9"
          "f",
          "a\nb\nc\nd\ne\nf");
}

static void ligatures_are_opened(void **state)
{
    (void)state;
    check(false, "ﬁnance oﬃce aﬄuent ﬀ ﬂow ﬆ", "finance office affluent ff flow st");
}

static void words_hyphenated_at_a_line_end_are_joined(void **state)
{
    (void)state;
    check(true, "the regu-\nlation of", "the regulation of");
    check(true, "regu- \r\n   lation", "regulation");
    check(true, "regu\xE2\x80\x90\nlation", "regulation");
    check(true, "regu\xC2\xAD\nlation", "regulation");
    check(true, "a-\nb-\nc-\nd", "abcd");
    check(true, "sécu-\nrité é-\né", "sécurité éé");
    check(true, "line one\nline regu-\nlation\nthree", "line one\nline regulation\nthree");
}

static void hyphens_that_belong_to_the_word_stay(void **state)
{
    (void)state;
    check(true, "non-\nEU", "non-EU");
    check(true, "COVID-\n19", "COVID-19");
}

static void other_line_ends_stay(void **state)
{
    (void)state;
    check(false, "regu-\nlation", "regu-\nlation");
    check(true, "list:\n- one\n- two", "list:\n- one\n- two");
    check(true, "a dash -\nhere", "a dash -\nhere");
    check(true, "2024-\n2025", "2024-\n2025");
    check(true, "end-\n\nnext", "end-\n\nnext");
    check(true, "end-\n", "end-\n");
    check(true, "end-\n  ", "end-\n  ");
    check(true, "-\na", "-\na");
    check(true, "soft\xC2\xADhyphen\xC2\xAD", "softhyphen");
}

static void malformed_bytes_do_no_harm(void **state)
{
    (void)state;
    check(true, "a\xFF\xC3", "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void a_hyphen_before_and_stays(void **state)
{
    (void)state;
    check(true, "Dienst-\nund Amtsbezeichnungen", "Dienst-\nund Amtsbezeichnungen");
    check(true, "plan-\n  og bygningsloven", "plan-\n  og bygningsloven");
    check(true, "pre-\nor post-war", "pre-\nor post-war");
    check(true, "Grund-\nunderstützung und Ver-\nundung", "Grundunderstützung und Verundung");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays),
        cmocka_unit_test(letters_and_marks_are_composed),
        cmocka_unit_test(a_long_run_of_marks_is_composed_too),
        cmocka_unit_test(marks_are_sorted_in_short_runs_alone),
        cmocka_unit_test(what_nobody_sees_is_removed),
        cmocka_unit_test(line_ends_become_line_feeds),
        cmocka_unit_test(ligatures_are_opened),
        cmocka_unit_test(words_hyphenated_at_a_line_end_are_joined),
        cmocka_unit_test(a_hyphen_before_and_stays),
        cmocka_unit_test(hyphens_that_belong_to_the_word_stay),
        cmocka_unit_test(other_line_ends_stay),
        cmocka_unit_test(malformed_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
