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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_thousands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
