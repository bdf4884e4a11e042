#include "text/columns.h"
#include "text/line_breaks.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_columns(const char *text, size_t columns)
{
    assert_int_equal(pgf_text_columns(text, strlen(text)), columns);
}

static void characters_take_the_columns_that_a_terminal_gives_them(void **state)
{
    (void)state;
    assert_columns("", 0);
    assert_columns("plain", 5);
    assert_columns("Bjørn § 5–3", 11);
    assert_columns("個人情報", 8);
    assert_columns("ｶﾅ", 2);
    assert_columns("한국", 4);
    assert_columns("\u1112\u1161\u11ab", 2); /* 한 in three parts */
    assert_columns("e\u0301te\u0301", 3);
    assert_columns("soft\u200bspace", 9);
    assert_columns("🙂", 2);
    assert_columns("\xff\xfe", 2);
}

/* `marked` is the text with | wherever a line may begin. */
static void assert_breaks(const char *marked)
{
    char text[256] = "";
    bool expected[256] = {false}, may[256];
    size_t size = 0;
    for (const char *at = marked; *at; at++)
        if (*at == '|')
            expected[size] = true;
        else
            text[size++] = *at;
    assert_int_equal(pgf_line_breaks(text, size, may, NULL), PGF_OK);
    for (size_t i = 0; i < size; i++)
        if (may[i] != expected[i])
            fail_msg("%s: at byte %zu, %.10s", marked, i, text + i);
}

static void lines_break_where_readers_expect_it(void **state)
{
    (void)state;
    assert_breaks("The |duty |of |care");
    assert_breaks("a |well-|known |rule");
    assert_breaks("§\u00a05-3 |applies"); /* the no-break space holds */
    assert_breaks("個|人|情|報|の|漏|え|い。|そ|の");
    assert_breaks("ขอ|คุณ|มาก");
    assert_breaks("");
    assert_breaks("word");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_take_the_columns_that_a_terminal_gives_them),
        cmocka_unit_test(lines_break_where_readers_expect_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
