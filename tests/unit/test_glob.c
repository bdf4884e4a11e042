#include "indexer/glob.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void every_case_of_the_file_holds(void **state)
{
    (void)state;
    FILE *file = fopen(PARAGRAF_SOURCE_DIR "/tests/cases/globs.txt", "r");
    assert_non_null(file);
    char line[512];
    unsigned cases = 0;
    while (fgets(line, sizeof line, file)) {
        if (*line == '#' || *line == '\n')
            continue;
        char *rest = line;
        const char *verdict = strsep(&rest, "\t"), *pattern = strsep(&rest, "\t"), *path = strsep(&rest, "\n");
        assert_non_null(path);
        if (glob_matches(pattern, path) != (strcmp(verdict, "matches") == 0))
            fail_msg("%s does not hold: %s %s", verdict, pattern, path);
        cases++;
    }
    fclose(file);
    assert_in_range(cases, 25, 1000);
}

static void many_double_stars_end_in_time(void **state)
{
    (void)state;
    char pattern[1000] = "", path[4000] = "";
    for (int i = 0; i < 100; i++)
        strcat(pattern, "**/a/");
    strcat(pattern, "z");
    for (int i = 0; i < 1000; i++)
        strcat(path, "a/");
    strcat(path, "b");
    assert_false(glob_matches(pattern, path)); /* a backtracking match would not end in a lifetime */
}

static void a_path_that_is_too_long_matches_nothing(void **state)
{
    (void)state;
    char *path = malloc(10001);
    memset(path, 'a', 10000);
    path[10000] = '\0';
    assert_false(glob_matches("**", path));
    assert_false(glob_matches("a*", path));
    free(path);
}

static void any_of_none_matches_nothing(void **state)
{
    (void)state;
    const char *const patterns[] = {"*.txt", "*.md"};
    assert_false(glob_matches_any(NULL, 0, "a.md"));
    assert_true(glob_matches_any(patterns, 2, "a.md"));
    assert_false(glob_matches_any(patterns, 1, "a.md"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_file_holds),
        cmocka_unit_test(many_double_stars_end_in_time),
        cmocka_unit_test(a_path_that_is_too_long_matches_nothing),
        cmocka_unit_test(any_of_none_matches_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
