#include "indexer/progress.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_line_says_documents_speed_and_time_left(void **state)
{
    (void)state;
    char out[256];
    const pgf_writer_progress half = {.units = 1234, .bytes = 50000000, .stage = "reading"};
    progress_line(&half, 100000000, 5, 200, out);
    assert_string_equal(out, "[############            ]  50%  1,234 documents  10.0 MB/s  0:05 left");
    progress_line(&half, 0, 5, 200, out); /* standard input: no end is known */
    assert_string_equal(out, "1,234 documents  10.0 MB/s");
}

static void other_stages_are_named_instead(void **state)
{
    (void)state;
    char out[256];
    const pgf_writer_progress now = {.units = 3, .bytes = 120, .stage = "merging"};
    progress_line(&now, 100, 5, 200, out); /* a file grew while it was read */
    assert_string_equal(out, "[########################] 100%  3 documents  merging");
}

static void a_line_is_never_wider_than_the_terminal(void **state)
{
    (void)state;
    char out[256];
    const pgf_writer_progress now = {.units = 1234, .bytes = 50000000, .stage = "reading"};
    for (size_t width = 0; width < 100; width++) {
        progress_line(&now, 100000000, 5, width, out);
        assert_in_range(strlen(out), 0, width);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_says_documents_speed_and_time_left),
        cmocka_unit_test(other_stages_are_named_instead),
        cmocka_unit_test(a_line_is_never_wider_than_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
