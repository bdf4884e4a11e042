#include "indexer/escape.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_json(const char *text, size_t size, const char *expected)
{
    pgf_buffer out = {0};
    assert_int_equal(escape_json(text, size, &out), PGF_OK);
    assert_string_equal(out.bytes, expected);
    pgf_buffer_dispose(&out);
}

static void json_strings_are_quoted(void **state)
{
    (void)state;
    assert_json("say \"a\\b\"\n\t\x01", 12, "\"say \\\"a\\\\b\\\"\\n\\t\\u0001\"");
    assert_json("", 0, "\"\"");
    assert_json("a\0b", 3,
                "\"a\xEF\xBF\xBD"
                "b\"");
    assert_json("\xff", 1, "\"\xEF\xBF\xBD\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_strings_are_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
