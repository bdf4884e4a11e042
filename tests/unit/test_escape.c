#include "terminal/escape.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_plain(const char *text, const char *expected)
{
    pgf_buffer out = {0};
    assert_int_equal(pgf_escape_plain(text, strlen(text), &out), PGF_OK);
    assert_string_equal(out.bytes, expected);
    pgf_buffer_dispose(&out);
}

static void readable_text_stays_as_it_is(void **state)
{
    (void)state;
    assert_plain("Bjørn § 5-3 個人情報 \\ 🙂", "Bjørn § 5-3 個人情報 \\ 🙂");
}

static void nothing_that_a_terminal_acts_on_passes(void **state)
{
    (void)state;
    assert_plain("a\033[31mb\r\n\t\x7f", "a\\u001b[31mb\\u000d\\u000a\\u0009\\u007f");
    assert_plain("\xC2\x9B"
                 "31m",
                 "\\u009b31m"); /* CSI as one character */
    assert_plain("a\xE2\x80\xAE"
                 "b\xE2\x81\xA6",
                 "a\\u202eb\\u2066"); /* directions turned */
    assert_plain("\xE2\x80\xA8", "\\u2028");
}

static void malformed_bytes_are_written_out(void **state)
{
    (void)state;
    assert_plain("a\xff"
                 "b\xC3",
                 "a\\xffb\\xc3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readable_text_stays_as_it_is),
        cmocka_unit_test(nothing_that_a_terminal_acts_on_passes),
        cmocka_unit_test(malformed_bytes_are_written_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
