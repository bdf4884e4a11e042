/* What programs that link libparagraf were compiled with. A change of these needs another PARAGRAF_SOVERSION. */
#include <paragraf/index.h>
#include <paragraf/search.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void structs_that_programs_make_keep_their_size(void **state)
{
    (void)state;
    if (sizeof(void *) != 8 || sizeof(long long) != 8)
        skip();
    assert_int_equal(sizeof(pgf_error), 516);
    assert_int_equal(sizeof(pgf_filter), 16);
    assert_int_equal(sizeof(pgf_request), 176);
    assert_int_equal(sizeof(pgf_index_options), 120);
    assert_int_equal(sizeof(pgf_index_totals), 128);
}

static void outcomes_have_room_in_the_totals(void **state)
{
    (void)state;
    assert_in_range(PGF_OUTCOMES, 1, sizeof((pgf_index_totals){0}.outcomes) / sizeof(unsigned));
}

static void status_codes_and_outcomes_keep_their_numbers(void **state)
{
    (void)state;
    static const char *const codes[] = {"ok",        "no-memory", "invalid",  "malformed", "io",
                                        "not-found", "exists",    "locked",   "version",   "limit",
                                        "timeout",   "corrupt",   "canceled", "internal"};
    static const char *const outcomes[] = {"indexed", "replaced", "unchanged", "removed", "empty", "skipped", "failed"};
    for (unsigned i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_string_equal(pgf_status_name((pgf_status)i), codes[i]);
    for (unsigned i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        assert_string_equal(pgf_outcome_name((pgf_outcome)i), outcomes[i]);
}

static void what_is_no_code_has_a_name_all_the_same(void **state)
{
    (void)state;
    assert_string_equal(pgf_status_name((pgf_status)1000), "internal");
    assert_string_equal(pgf_outcome_name(PGF_OUTCOMES), "");
    assert_string_equal(pgf_outcome_name((pgf_outcome)1000), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structs_that_programs_make_keep_their_size),
        cmocka_unit_test(outcomes_have_room_in_the_totals),
        cmocka_unit_test(status_codes_and_outcomes_keep_their_numbers),
        cmocka_unit_test(what_is_no_code_has_a_name_all_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
