#include "index/keys.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
    int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

static void keys_of_documents_sort_like_their_ids(void **state)
{
    (void)state;
    static const unsigned ids[] = {1, 2, 255, 256, 65535, 65536, 1u << 24, UINT32_MAX};
    char before[PGF_KEY_MAX], key[PGF_KEY_MAX];
    size_t before_size = pgf_key_spans(0, before);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        size_t size = pgf_key_spans(ids[i], key);
        assert_true(compare(before, before_size, key, size) < 0);
        memcpy(before, key, before_size = size);
    }
}

static void keys_of_blocks_sort_by_document_then_number(void **state)
{
    (void)state;
    char before[PGF_KEY_MAX], key[PGF_KEY_MAX];
    size_t before_size = pgf_key_block(7, 0, before);
    for (size_t number = 1; number < 70000; number++) {
        size_t size = pgf_key_block(7, number, key);
        assert_true(compare(before, before_size, key, size) < 0);
        memcpy(before, key, before_size = size);
    }
    size_t size = pgf_key_block(8, 0, key);
    assert_true(compare(before, before_size, key, size) < 0);
}

static void kinds_never_collide(void **state)
{
    (void)state;
    char keys[5][PGF_KEY_MAX];
    pgf_key_spans('0', keys[0]);
    pgf_key_block('0', 0, keys[1]);
    pgf_key_word("x", 1, keys[2]);
    pgf_key_source("x", keys[3]);
    pgf_key_state(keys[4]);
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < i; j++)
            assert_int_not_equal(keys[i][0], keys[j][0]);
}

static void a_long_source_is_cut_and_told_from_one_that_begins_the_same(void **state)
{
    (void)state;
    char path[4001], a[PGF_KEY_MAX], b[PGF_KEY_MAX];
    memset(path, 'p', 4000);
    path[4000] = '\0';
    assert_int_equal(pgf_key_source(path, a), PGF_KEY_MAX);
    path[3999] = 'q';
    assert_int_equal(pgf_key_source(path, b), PGF_KEY_MAX);
    assert_memory_not_equal(a, b, PGF_KEY_MAX);
    assert_memory_equal(a, b, 100);
    path[PGF_KEY_MAX - 1] = '\0';
    assert_int_equal(pgf_key_source(path, a), PGF_KEY_MAX);
    assert_memory_equal(a + 1, path, PGF_KEY_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_documents_sort_like_their_ids),
        cmocka_unit_test(keys_of_blocks_sort_by_document_then_number),
        cmocka_unit_test(kinds_never_collide),
        cmocka_unit_test(a_long_source_is_cut_and_told_from_one_that_begins_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
