#include "indexer/url.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_joins(const char *base, const char *path, const char *expected)
{
    pgf_buffer out = {0};
    assert_int_equal(url_join(base, path, &out), PGF_OK);
    assert_string_equal(out.bytes, expected);
    pgf_buffer_dispose(&out);
}

static void a_path_goes_behind_the_base(void **state)
{
    (void)state;
    assert_joins("https://example.org/acts", "2023/one.md", "https://example.org/acts/2023/one.md");
    assert_joins("https://example.org/", "one.md", "https://example.org/one.md");
}

static void every_byte_that_is_not_unreserved_is_encoded(void **state)
{
    (void)state;
    assert_joins("http://a", "a b/50%?#&+.txt", "http://a/a%20b/50%25%3F%23%26%2B.txt");
    assert_joins("http://a", "-._~aZ09", "http://a/-._~aZ09");
    assert_joins("http://a", "høring.md", "http://a/h%C3%B8ring.md");
    assert_joins("http://a", "\xff\n", "http://a/%FF%0A");
}

static void a_base_is_an_absolute_web_address(void **state)
{
    (void)state;
    assert_true(url_is_base("https://example.org"));
    assert_true(url_is_base("HTTP://example.org:8080/a%20b/"));
    static const char *const wrong[] = {"",
                                        "example.org",
                                        "/acts",
                                        "ftp://a",
                                        "javascript:a",
                                        "https://",
                                        "https:///a",
                                        "https://a b",
                                        "https://a?b",
                                        "https://a#b",
                                        "http://a\n",
                                        "http://a\x7f",
                                        "https://a/\"onerror",
                                        "https://<a>"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(url_is_base(wrong[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_goes_behind_the_base),
        cmocka_unit_test(every_byte_that_is_not_unreserved_is_encoded),
        cmocka_unit_test(a_base_is_an_absolute_web_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
