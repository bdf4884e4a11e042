#include "base/buffer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void an_empty_buffer_gives_an_empty_string(void **state)
{
    (void)state;
    pgf_buffer buffer = {0};
    char *taken = pgf_buffer_take(&buffer);
    assert_string_equal(taken, "");
    free(taken);
}

static void what_is_appended_stands_in_a_row_and_ends_in_nul(void **state)
{
    (void)state;
    pgf_buffer buffer = {0};
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(pgf_buffer_append_text(&buffer, "ab"), PGF_OK);
        assert_int_equal(pgf_buffer_append_char(&buffer, 'c'), PGF_OK);
        assert_int_equal(pgf_buffer_append(&buffer, "\0d", 2), PGF_OK);
        assert_int_equal(pgf_buffer_printf(&buffer, "%d", 7), PGF_OK);
        assert_int_equal(buffer.bytes[buffer.size], 0);
    }
    assert_int_equal(buffer.size, 6000);
    assert_memory_equal(buffer.bytes + 5994, "abc\0d7", 7);
    pgf_buffer_dispose(&buffer);
    assert_null(buffer.bytes);
}

static void appending_nothing_is_fine(void **state)
{
    (void)state;
    pgf_buffer buffer = {0};
    assert_int_equal(pgf_buffer_append(&buffer, NULL, 0), PGF_OK);
    assert_int_equal(buffer.size, 0);
    assert_string_equal(buffer.bytes, "");
    pgf_buffer_dispose(&buffer);
}

static void too_much_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    pgf_buffer buffer = {0};
    assert_int_equal(pgf_buffer_append_text(&buffer, "kept"), PGF_OK);
    assert_int_equal(pgf_buffer_reserve(&buffer, SIZE_MAX), PGF_ENOMEM);
    assert_int_equal(pgf_buffer_reserve(&buffer, SIZE_MAX - 4), PGF_ENOMEM);
    assert_string_equal(buffer.bytes, "kept");
    pgf_buffer_dispose(&buffer);
}

static void clearing_keeps_the_memory(void **state)
{
    (void)state;
    pgf_buffer buffer = {0};
    assert_int_equal(pgf_buffer_append_text(&buffer, "text"), PGF_OK);
    const char *bytes = buffer.bytes;
    pgf_buffer_clear(&buffer);
    assert_ptr_equal(buffer.bytes, bytes);
    assert_string_equal(buffer.bytes, "");
    pgf_buffer_dispose(&buffer);
}

static void numbers_and_strings_come_back(void **state)
{
    (void)state;
    static const uint64_t numbers[] = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX - 1, UINT64_MAX};
    pgf_buffer buffer = {0};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        assert_int_equal(pgf_buffer_append_number(&buffer, numbers[i]), PGF_OK);
        assert_int_equal(pgf_buffer_append_string(&buffer, "a\0b", 3), PGF_OK);
    }
    pgf_cursor cursor = pgf_cursor_on(buffer.bytes, buffer.size);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        size_t size;
        assert_true(pgf_cursor_number(&cursor) == numbers[i]);
        const char *text = pgf_cursor_string(&cursor, &size);
        assert_int_equal(size, 3);
        assert_memory_equal(text, "a\0b", 3);
    }
    assert_true(cursor.ok && cursor.at == cursor.end);
    pgf_buffer_dispose(&buffer);
}

static void reading_past_the_end_is_not_ok_and_stays_so(void **state)
{
    (void)state;
    pgf_cursor cursor = pgf_cursor_on("\x05", 1);
    assert_int_equal(pgf_cursor_number(&cursor), 5);
    assert_true(cursor.ok);
    assert_int_equal(pgf_cursor_number(&cursor), 0);
    assert_false(cursor.ok);
    size_t size = 9;
    assert_string_equal(pgf_cursor_string(&cursor, &size), "");
    assert_int_equal(size, 0);
}

static void damaged_bytes_are_not_ok(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
    } damaged[] = {{"\x80", 1},
                   {"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 12}, /* more than 64 bits */
                   {"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", 10}};        /* the tenth byte holds one bit */
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        pgf_cursor cursor = pgf_cursor_on(damaged[i].bytes, damaged[i].size);
        assert_int_equal(pgf_cursor_number(&cursor), 0);
        assert_false(cursor.ok);
    }
    size_t size;
    pgf_cursor cursor = pgf_cursor_on("\x04"
                                      "abc",
                                      4);
    assert_string_equal(pgf_cursor_string(&cursor, &size), "");
    assert_false(cursor.ok);
    cursor = pgf_cursor_on("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 10);
    assert_string_equal(pgf_cursor_string(&cursor, &size), "");
    assert_false(cursor.ok);
}

static void a_terminated_string_comes_back_whole_or_not_at_all(void **state)
{
    (void)state;
    pgf_buffer buffer = {0};
    assert_int_equal(pgf_buffer_append_terminated(&buffer, "abc"), PGF_OK);
    assert_int_equal(pgf_buffer_append_terminated(&buffer, ""), PGF_OK);
    pgf_cursor cursor = pgf_cursor_on(buffer.bytes, buffer.size);
    assert_string_equal(pgf_cursor_terminated(&cursor), "abc");
    assert_string_equal(pgf_cursor_terminated(&cursor), "");
    assert_true(cursor.ok);
    pgf_buffer_dispose(&buffer);
    static const char *const damaged[] = {"\x00", "\x02xy", "\x03\0y\0"}; /* no NUL, none at the end, one within */
    static const size_t sizes[] = {1, 3, 4};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        cursor = pgf_cursor_on(damaged[i], sizes[i]);
        assert_string_equal(pgf_cursor_terminated(&cursor), "");
        assert_false(cursor.ok);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_gives_an_empty_string),
        cmocka_unit_test(what_is_appended_stands_in_a_row_and_ends_in_nul),
        cmocka_unit_test(appending_nothing_is_fine),
        cmocka_unit_test(too_much_is_refused_and_changes_nothing),
        cmocka_unit_test(clearing_keeps_the_memory),
        cmocka_unit_test(numbers_and_strings_come_back),
        cmocka_unit_test(reading_past_the_end_is_not_ok_and_stays_so),
        cmocka_unit_test(damaged_bytes_are_not_ok),
        cmocka_unit_test(a_terminated_string_comes_back_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
