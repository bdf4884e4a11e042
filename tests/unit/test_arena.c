#include "base/arena.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void pieces_keep_their_bytes_and_are_aligned(void **state)
{
    (void)state;
    pgf_arena arena = {0};
    unsigned char *pieces[300];
    for (size_t i = 0; i < 300; i++) {
        pieces[i] = pgf_arena_take(&arena, i);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < i; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)i, i);
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_equal(pieces[i][j], (unsigned char)i);
    pgf_arena_dispose(&arena);
    assert_null(arena.last);
}

static void a_piece_may_be_larger_than_any_chunk(void **state)
{
    (void)state;
    pgf_arena arena = {0};
    char *large = pgf_arena_take(&arena, 1000000);
    assert_non_null(large);
    large[999999] = 'x';
    assert_string_equal(pgf_arena_copy(&arena, "after", 5), "after");
    assert_null(pgf_arena_take(&arena, SIZE_MAX - 8));
    pgf_arena_dispose(&arena);
}

static void copies_end_in_nul_and_hold_it(void **state)
{
    (void)state;
    pgf_arena arena = {0};
    assert_memory_equal(pgf_arena_copy(&arena, "a\0b", 3), "a\0b", 4);
    assert_string_equal(pgf_arena_copy(&arena, NULL, 0), "");
    pgf_arena_dispose(&arena);
}

static void an_array_grows_and_keeps_its_items(void **state)
{
    (void)state;
    pgf_arena arena = {0};
    size_t capacity = 0;
    unsigned *items = NULL;
    for (unsigned i = 0; i < 1000; i++) {
        items = pgf_arena_grow(&arena, items, i, &capacity, sizeof *items);
        assert_non_null(items);
        items[i] = i;
    }
    for (unsigned i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    pgf_arena_dispose(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_keep_their_bytes_and_are_aligned),
        cmocka_unit_test(a_piece_may_be_larger_than_any_chunk),
        cmocka_unit_test(copies_end_in_nul_and_hold_it),
        cmocka_unit_test(an_array_grows_and_keeps_its_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
