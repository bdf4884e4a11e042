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
    char out[PGF_NUMBER_MAX];
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

static void sizes_beside_each_other_have_one_unit(void **state)
{
    (void)state;
    char out[PGF_NUMBER_MAX];
    pgf_number_bytes_beside(103400, 50000, out);
    assert_string_equal(out, "103 kB");
    pgf_number_bytes_beside(3500, 512, out);
    assert_string_equal(out, "3,500 bytes");
    pgf_number_bytes_beside(1234567890, 700, out);
    assert_string_equal(out, "1,234,567,890 bytes");
    pgf_number_bytes_beside(2500000000, 999000000, out);
    assert_string_equal(out, "2500.0 MB");
    pgf_number_bytes_beside(UINT64_MAX, 1, out);
    assert_string_equal(out, "18,446,744,073,709,551,615 bytes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_have_a_fitting_unit),
        cmocka_unit_test(sizes_beside_each_other_have_one_unit),
        cmocka_unit_test(numbers_have_thousands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
