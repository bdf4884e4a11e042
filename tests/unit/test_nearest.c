#include "terminal/nearest.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const options[] = {"limit", "offset", "filter", "facet", "no-facets", NULL};

static void the_word_with_a_slip_is_found(void **state)
{
    (void)state;
    assert_string_equal(pgf_nearest_word("limt", options), "limit");
    assert_string_equal(pgf_nearest_word("fliter", options), "filter");
    assert_string_equal(pgf_nearest_word("nofacets", options), "no-facets");
}

static void what_is_far_from_all_is_none_of_them(void **state)
{
    (void)state;
    assert_null(pgf_nearest_word("frobnicate", options));
    assert_null(pgf_nearest_word("", (const char *const[]){NULL}));
    char *endless = calloc(1, 100001);
    memset(endless, 'x', 100000);
    assert_null(pgf_nearest_word(endless, options));
    free(endless);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_word_with_a_slip_is_found),
        cmocka_unit_test(what_is_far_from_all_is_none_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
