#include "terminal/number.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void numbers_have_thousands(void **state)
{
    (void)state;
    char out[32];
    pgf_number_group(0, out);
    assert_string_equal(out, "0");
    pgf_number_group(999, out);
    assert_string_equal(out, "999");
    pgf_number_group(1234567, out);
    assert_string_equal(out, "1,234,567");
    pgf_number_group(UINT64_MAX, out);
    assert_string_equal(out, "18,446,744,073,709,551,615");
}

static void assert_bytes(unsigned long long bytes, const char *expected)
{
    char out[PGF_NUMBER_MAX];
    pgf_number_bytes(bytes, out);
    assert_string_equal(out, expected);
}

static void sizes_have_a_fitting_unit(void **state)
{
    (void)state;
    assert_bytes(0, "0 bytes");
    assert_bytes(1, "1 byte");
    assert_bytes(999, "999 bytes");
    assert_bytes(1000, "1 kB");
    assert_bytes(99499, "99 kB");
    assert_bytes(99500, "0.1 MB");
    assert_bytes(31118132, "31.1 MB");
    assert_bytes(999949999, "999.9 MB");
    assert_bytes(999950000, "1.0 GB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_have_a_fitting_unit),
        cmocka_unit_test(numbers_have_thousands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
