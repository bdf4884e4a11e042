/* How far two words are apart. */
#include "text/distance.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static unsigned apart(const char *left, const char *right, unsigned most)
{
    return pgf_distance(left, strlen(left), right, strlen(right), most);
}

static void letters_are_inserted_deleted_replaced_and_swapped(void **state)
{
    (void)state;
    assert_int_equal(apart("report", "report", 9), 0);
    assert_int_equal(apart("reprot", "report", 9), 1);
    assert_int_equal(apart("limit", "ilmit", 9), 1);
    assert_int_equal(apart("", "json", 9), 4);
    assert_int_equal(apart("kitten", "sitting", 9), 3);
    assert_int_equal(apart("date", "rates", 9), 2);
}

static void a_letter_is_a_letter_in_any_script(void **state)
{
    (void)state;
    assert_int_equal(apart("bjørn", "bjorn", 9), 1);
    assert_int_equal(apart("закон", "закан", 9), 1);
    assert_int_equal(apart("закон", "зкаон", 9), 1);
}

static void what_is_too_far_is_just_too_far(void **state)
{
    (void)state;
    assert_true(apart("kitten", "sitting", 2) > 2);
    assert_true(apart("a", "abcdef", 2) > 2);
    assert_true(apart("abcdefgh", "stuvwxyz", 3) > 3);
    char *endless = calloc(1, 100001);
    memset(endless, 'x', 100000);
    assert_true(apart(endless, endless, 2) > 2);
    free(endless);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_inserted_deleted_replaced_and_swapped),
        cmocka_unit_test(a_letter_is_a_letter_in_any_script),
        cmocka_unit_test(what_is_too_far_is_just_too_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
