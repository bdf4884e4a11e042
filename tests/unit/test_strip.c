#include "searcher/screen.h"
#include "text/utf8.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* As it is without colour: marked words between asterisks, in one line. */
static void assert_strip(const strip *s, const char *expected)
{
    pgf_buffer out = {0};
    const screen wide = {100000, false};
    assert_int_equal(screen_write(&wide, s, 0, 0, &out), PGF_OK);
    assert_int_equal(out.bytes[out.size - 1], '\n');
    out.bytes[--out.size] = '\0';
    assert_string_equal(out.bytes, expected);
    pgf_buffer_dispose(&out);
}

static void assert_safe(const char *text, const char *expected)
{
    strip s = {0};
    assert_int_equal(strip_add(&s, STYLE_PLAIN, text), PGF_OK);
    assert_strip(&s, expected);
    strip_dispose(&s);
}

static void white_space_becomes_one_space(void **state)
{
    (void)state;
    assert_safe(" \n a\t\tb\r\n\n c\u3000\u2028d", "a b c d");
    assert_safe("", "");
    assert_safe("§\u00a05", "§ 5");
}

static void nothing_that_a_terminal_acts_on_is_kept(void **state)
{
    (void)state;
    assert_safe("a\033[2Jb\aC\x7f", "a\uFFFD[2Jb\uFFFDC\uFFFD");
    assert_safe("\xC2\x9B"
                "2J",
                "\uFFFD2J"); /* CSI as one character */
    assert_safe("a\u202Eb\u2066c\u200Fd\uFEFF", "abcd");
    assert_safe("a\xff\xC3z", "a\uFFFD\uFFFDz");
}

/* Marks are given as |words| in `marked`. */
static void make(strip *s, const char *marked)
{
    char text[4096];
    span spans[32] = {{0}};
    size_t size = 0, points = 0, count = 0;
    bool inside = false;
    for (const char *at = marked; *at; at++) {
        if (*at != '|') {
            points += ((unsigned char)*at & 0xC0) != 0x80;
            text[size++] = *at;
        } else if (inside) {
            spans[count].length = points - spans[count].begin;
            count++;
            inside = false;
        } else {
            spans[count].begin = points;
            inside = true;
        }
    }
    strip_clear(s);
    assert_int_equal(strip_add_marked(s, STYLE_PLAIN, text, size, spans, count), PGF_OK);
}

static void assert_marked(const char *marked, const char *expected)
{
    strip s = {0};
    make(&s, marked);
    assert_strip(&s, expected);
    strip_dispose(&s);
}

static void marks_count_code_points_of_the_text_as_given(void **state)
{
    (void)state;
    assert_marked("|Bjørn| Arild |Gram|", "*Bjørn* Arild *Gram*");
    assert_marked("個人|情報|の", "個人*情報*の");
    assert_marked("  \n two \u202E\u200F |words|", "two *words*"); /* what is left out counts, too */
    assert_marked("|🙂| x", "*🙂* x");
}

static void neighbours_are_marked_as_one(void **state)
{
    (void)state;
    assert_marked("the |duty| |of| |care| rule", "the *duty of care* rule");
    assert_marked("|one|, |two|", "*one*, *two*");
}

static void parts_of_a_number_are_marked_as_one(void **state)
{
    (void)state;
    assert_marked("Regulation (EU) |2016|/|679|, |state|-|owned|", "Regulation (EU) *2016/679*, *state-owned*");
    assert_marked("|a|-b |c|, |d|", "*a*-b *c*, *d*");
}

static void marks_that_lie_outside_are_harmless(void **state)
{
    (void)state;
    strip s = {0};
    const span wild[] = {{2, 0}, {3, SIZE_MAX - 3}, {90, 10}};
    assert_int_equal(strip_add_marked(&s, STYLE_PLAIN, "abcdef", 6, wild, 3), PGF_OK);
    assert_strip(&s, "abc*def*");
    strip_dispose(&s);
}

static void assert_cut(const char *marked, size_t columns, const char *expected)
{
    strip s = {0}, cut = {0};
    make(&s, marked);
    assert_int_equal(strip_cut(&s, columns, &cut), PGF_OK);
    assert_strip(&cut, expected);
    assert_in_range(strip_columns(&cut), 0, columns);
    strip_dispose(&s);
    strip_dispose(&cut);
}

static void what_fits_is_not_cut(void **state)
{
    (void)state;
    assert_cut("", 20, "");
    assert_cut("exactly 20 columns..", 20, "exactly 20 columns..");
}

static void a_cut_shows_where_most_words_are(void **state)
{
    (void)state;
    assert_cut("One |tax| here. Nothing in the middle of it all. Then |tax| on |cars| comes.", 40,
               "… Then *tax* on *cars* comes.");
    assert_cut("No word of the query is in this text, so it is shown from its start.", 40,
               "No word of the query is in this …");
}

static void a_cut_begins_at_a_sentence_or_between_words(void **state)
{
    (void)state;
    assert_cut("First sentence. The |levy| is paid once a year by every owner of a vessel.", 44,
               "… The *levy* is paid once a year by every …");
    assert_cut("Before it stands a very long sentence that has no end, no stop and no mercy, then |levy| and on and on "
               "it goes for ever.",
               50, "… and no mercy, then *levy* and on and on it goes …");
}

static void a_cut_near_the_end_shows_the_end(void **state)
{
    (void)state;
    assert_cut("A long introduction that nobody reads comes first of all, as ever; the |levy|.", 40,
               "… first of all, as ever; the *levy*.");
}

static void text_without_spaces_is_cut_between_characters(void **state)
{
    (void)state;
    assert_cut("個人データの漏えい、滅失、毀損その他の個人データの安全の確保に係る事態", 30,
               "個人データの漏えい、滅失、 …");
    assert_cut("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 20, "aaaaaaaaaaaaaaaa …");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_becomes_one_space),
        cmocka_unit_test(nothing_that_a_terminal_acts_on_is_kept),
        cmocka_unit_test(marks_count_code_points_of_the_text_as_given),
        cmocka_unit_test(neighbours_are_marked_as_one),
        cmocka_unit_test(parts_of_a_number_are_marked_as_one),
        cmocka_unit_test(marks_that_lie_outside_are_harmless),
        cmocka_unit_test(what_fits_is_not_cut),
        cmocka_unit_test(a_cut_shows_where_most_words_are),
        cmocka_unit_test(a_cut_begins_at_a_sentence_or_between_words),
        cmocka_unit_test(a_cut_near_the_end_shows_the_end),
        cmocka_unit_test(text_without_spaces_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
