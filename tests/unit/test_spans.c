#include "index/spans.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SPANS = 3000, PER_BLOCK = 7 };

/* Headings now and then, and an empty passage among the others. */
static pgf_stored_spans sample(void)
{
    pgf_stored_spans spans = {.title_words = 6, .blocks = SPANS / PER_BLOCK + 1};
    pgf_stored_span one = {.end = 107};
    for (unsigned i = 0; i < SPANS; i++) {
        one.begin = one.end + (i % 5 ? 0 : 100);
        one.text = one.begin + (i % 5 ? 0 : 104);
        one.end = one.text + i * 13 % 400;
        one.block = i / PER_BLOCK;
        one.item = i % PER_BLOCK * 2;
        assert_int_equal(pgf_stored_spans_add(&spans, &one), PGF_OK);
    }
    return spans;
}

static void spans_come_back_as_they_were_stored(void **state)
{
    (void)state;
    pgf_stored_spans spans = sample(), read = {0};
    pgf_buffer bytes = {0};
    assert_int_equal(pgf_stored_spans_write(&spans, &bytes), PGF_OK);
    assert_int_equal(pgf_stored_spans_read(&read, bytes.bytes, bytes.size, NULL), PGF_OK);
    assert_int_equal(read.title_words, 6);
    assert_int_equal(read.blocks, spans.blocks);
    assert_int_equal(read.count, SPANS);
    assert_memory_equal(read.items, spans.items, SPANS * sizeof *read.items);
    pgf_stored_spans_dispose(&spans);
    pgf_stored_spans_dispose(&read);
    pgf_buffer_dispose(&bytes);
}

static void a_document_without_passages_has_no_spans(void **state)
{
    (void)state;
    pgf_stored_spans none = {.title_words = 3}, read = sample();
    pgf_buffer bytes = {0};
    assert_int_equal(pgf_stored_spans_write(&none, &bytes), PGF_OK);
    assert_true(bytes.size > 0); /* so that it differs from a document that is not there */
    assert_int_equal(pgf_stored_spans_read(&read, bytes.bytes, bytes.size, NULL), PGF_OK);
    assert_int_equal(read.count, 0);
    assert_int_equal(read.title_words, 3);
    pgf_stored_spans_dispose(&read);
    pgf_buffer_dispose(&bytes);
}

static void reading_again_needs_no_more_memory(void **state)
{
    (void)state;
    pgf_stored_spans spans = sample(), read = {0};
    pgf_buffer bytes = {0};
    assert_int_equal(pgf_stored_spans_write(&spans, &bytes), PGF_OK);
    assert_int_equal(pgf_stored_spans_read(&read, bytes.bytes, bytes.size, NULL), PGF_OK);
    const pgf_stored_span *items = read.items;
    assert_int_equal(pgf_stored_spans_read(&read, bytes.bytes, bytes.size, NULL), PGF_OK);
    assert_ptr_equal(read.items, items);
    pgf_stored_spans_dispose(&spans);
    pgf_stored_spans_dispose(&read);
    pgf_buffer_dispose(&bytes);
}

static void assert_damaged(const char *bytes, size_t size)
{
    pgf_stored_spans read = {0};
    pgf_error err;
    char *own = malloc(size + !size); /* its own, so that reading behind it is seen */
    memcpy(own, bytes, size);
    assert_int_equal(pgf_stored_spans_read(&read, own, size, &err), PGF_ECORRUPT);
    assert_int_equal(read.count, 0);
    assert_string_equal(err.message, "the passages of a document are damaged: run paragraf-indexer verify");
    pgf_stored_spans_dispose(&read);
    free(own);
}

static void what_is_cut_or_goes_on_is_damage(void **state)
{
    (void)state;
    pgf_stored_spans spans = sample();
    pgf_buffer bytes = {0};
    spans.count = 20;
    assert_int_equal(pgf_stored_spans_write(&spans, &bytes), PGF_OK);
    for (size_t size = 0; size < bytes.size; size++)
        assert_damaged(bytes.bytes, size);
    assert_int_equal(pgf_buffer_append_char(&bytes, '\0'), PGF_OK);
    assert_damaged(bytes.bytes, bytes.size);
    pgf_stored_spans_dispose(&spans);
    pgf_buffer_dispose(&bytes);
}

static void numbers_that_do_not_fit_are_damage(void **state)
{
    (void)state;
    assert_damaged("\0\1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F\0\0\0\0", 15);           /* more spans than bytes   */
    assert_damaged("\0\1\1\xFF\xFF\xFF\xFF\x0F\1\1\0\0", 12);                         /* positions past 32 bits  */
    assert_damaged("\0\1\1\0\0\1\1\0", 8);                                            /* a block past the last   */
    assert_damaged("\0\1\1\0\0\1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0", 18); /* a number past 64 bits   */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_come_back_as_they_were_stored),
        cmocka_unit_test(a_document_without_passages_has_no_spans),
        cmocka_unit_test(reading_again_needs_no_more_memory),
        cmocka_unit_test(what_is_cut_or_goes_on_is_damage),
        cmocka_unit_test(numbers_that_do_not_fit_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
