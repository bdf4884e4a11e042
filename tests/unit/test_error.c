#include <paragraf/error.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_failure_is_recorded_and_returned(void **state)
{
    (void)state;
    pgf_error err;
    assert_int_equal(pgf_fail(&err, PGF_EFORMAT, "%s: line %d", "a.txt", 7), PGF_EFORMAT);
    assert_int_equal(err.status, PGF_EFORMAT);
    assert_string_equal(err.message, "a.txt: line 7");
}

static void nobody_has_to_listen(void **state)
{
    (void)state;
    assert_int_equal(pgf_fail(NULL, PGF_EIO, "%s", "disk full"), PGF_EIO);
}

static void a_message_can_quote_the_one_before(void **state)
{
    (void)state;
    pgf_error err;
    pgf_fail(&err, PGF_EIO, "disk full");
    pgf_fail(&err, PGF_EIO, "build: %s", err.message);
    assert_string_equal(err.message, "build: disk full");
}

static void a_long_message_is_cut_between_characters(void **state)
{
    (void)state;
    static const char *const characters[] = {"a", "é", "税", "𠀋"};
    for (size_t kind = 0; kind < 4; kind++)
        for (size_t lead = 0; lead < 4; lead++) {
            char text[2 * PGF_MESSAGE_MAX] = "";
            size_t size = strlen(characters[kind]);
            memset(text, 'x', lead);
            for (size_t at = lead; at + size < sizeof text; at += size)
                memcpy(text + at, characters[kind], size);
            pgf_error err;
            pgf_fail(&err, PGF_EIO, "%s", text);
            size_t kept = strlen(err.message);
            assert_int_equal((kept - lead) % size, 0);
            assert_in_range(kept, PGF_MESSAGE_MAX - 1 - 3, PGF_MESSAGE_MAX - 1);
            assert_memory_equal(err.message, text, kept);
        }
}

static void every_status_has_a_name_of_its_own(void **state)
{
    (void)state;
    assert_string_equal(pgf_status_name(PGF_OK), "ok");
    assert_string_equal(pgf_status_name(PGF_ELIMIT), "limit");
    assert_string_equal(pgf_status_name((pgf_status)999), "internal");
    for (int i = 0; i <= PGF_EINTERNAL; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(pgf_status_name((pgf_status)i), pgf_status_name((pgf_status)j));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_is_recorded_and_returned),
        cmocka_unit_test(nobody_has_to_listen),
        cmocka_unit_test(a_message_can_quote_the_one_before),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
        cmocka_unit_test(every_status_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
