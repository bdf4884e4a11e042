#include "base/memory.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void an_array_grows_and_keeps_its_items(void **state)
{
    (void)state;
    unsigned *items = NULL;
    size_t capacity = 0;
    for (unsigned i = 0; i < 1000; i++) {
        items = pgf_array_grow(items, i, &capacity, sizeof *items);
        assert_non_null(items);
        assert_true(capacity > i);
        items[i] = i;
    }
    for (unsigned i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    assert_true(capacity < 4000);
    free(items);
}

static void an_array_makes_room_for_many_at_once(void **state)
{
    (void)state;
    size_t capacity = 0;
    unsigned *items = pgf_array_grow(NULL, 1000, &capacity, sizeof *items);
    assert_non_null(items);
    assert_true(capacity > 1000);
    items[1000] = 1;
    free(items);
}

static void more_than_there_can_be_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    char item = 0;
    size_t capacity = SIZE_MAX / 4;
    assert_null(pgf_array_grow(&item, capacity, &capacity, 8));
    assert_int_equal(capacity, SIZE_MAX / 4);
}

static void the_line_is_the_same_everywhere(void **state)
{
    (void)state;
    pgf_error err = {0};
    assert_int_equal(pgf_no_memory(&err), PGF_ENOMEM);
    assert_int_equal(err.status, PGF_ENOMEM);
    assert_string_equal(err.message, "out of memory");
    assert_int_equal(pgf_no_memory(NULL), PGF_ENOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_array_grows_and_keeps_its_items),
        cmocka_unit_test(an_array_makes_room_for_many_at_once),
        cmocka_unit_test(more_than_there_can_be_is_refused_and_changes_nothing),
        cmocka_unit_test(the_line_is_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
