/* Every allocation of reading an index fails once: the call says so, leaks nothing, and works the next time. */
#include "fail_alloc.h"
#include "index/block.h"
#include "index/maintain.h"
#include "index/reader.h"
#include "index/schema.h"
#include "index/vocabulary.h"
#include "index/words.h"
#include "made_index.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[PATH_MAX];

static int set_up(void **state)
{
    (void)state;
    static const made_document documents[] = {{.docid = 1, .words = "obligations of data controllers"},
                                              {.docid = 2, .language = "no", .words = "plikter"}};
    scratch_make(folder);
    make_index(folder, 1, documents, 2);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(folder);
    return 0;
}

typedef pgf_status attempt_fn(pgf_error *err);

/* Try with the first allocation failing, then the second… until none does. */
static void fail_each(attempt_fn *attempt, size_t at_least)
{
    for (size_t nth = 1;; nth++) {
        pgf_error err = {0};
        fail_alloc_at(nth);
        pgf_status status = attempt(&err);
        bool reached = fail_alloc_count() >= nth;
        fail_alloc_at(0);
        if (!reached) {
            assert_int_equal(status, PGF_OK);
            assert_true(nth > at_least);
            return;
        }
        assert_int_equal(status, PGF_ENOMEM);
        assert_int_equal(err.status, PGF_ENOMEM);
        assert_non_null(strstr(err.message, "out of memory"));
    }
}

static pgf_status take_word(void *payload, const pgf_vocabulary_entry *entry)
{
    *(size_t *)payload += entry->word_size;
    return PGF_OK;
}

static pgf_status read_all(void *payload, pgf_reader *reader, pgf_error *err)
{
    pgf_buffer record = {0};
    pgf_passage_spans spans = {0};
    pgf_shelf shelf = {0};
    pgf_shown_passage shown;
    pgf_status status = pgf_reader_record(reader, 1, &record, err);
    if (!status)
        status = pgf_reader_spans(reader, 1, &spans, err);
    if (!status)
        status = pgf_reader_passage(reader, 1, 0, &shelf, &shown, err);
    if (!status)
        status = pgf_vocabulary_walk(reader, "", 0, take_word, payload, err);
    pgf_buffer_dispose(&record);
    pgf_passage_spans_dispose(&spans);
    pgf_shelf_dispose(&shelf);
    return status;
}

static pgf_status answer(pgf_error *err)
{
    size_t sum = 0;
    pgf_reader *reader = NULL;
    pgf_status status = pgf_reader_open(&reader, folder, err);
    if (!status)
        status = pgf_reader_answer(reader, read_all, &sum, err);
    pgf_reader_close(reader);
    return status;
}

static void answering_survives_every_failed_allocation(void **state)
{
    (void)state;
    fail_each(answer, 12);
}

static pgf_status keep_block(void *payload, size_t number, const char *bytes, size_t size)
{
    (void)number;
    return pgf_buffer_append(payload, bytes, size) ? PGF_ENOMEM : PGF_OK;
}

static pgf_status make_blocks(pgf_error *err)
{
    char text[4000];
    pgf_block_maker *maker = NULL;
    pgf_buffer made = {0};
    memset(text, 'x', sizeof text);
    pgf_block_item heading = {.level = 1, .text = text, .size = 1000, .anchor = "a"};
    pgf_block_item passage = {.text = text, .size = sizeof text};
    pgf_status status = pgf_block_maker_new(&maker, err);
    if (!status)
        pgf_block_maker_begin(maker, keep_block, &made);
    for (int i = 0; i < 4 && !status; i++)
        status = pgf_block_maker_add(maker, i % 2 ? &passage : &heading, NULL, NULL, err);
    if (!status)
        status = pgf_block_maker_end(maker, NULL, err);
    if (status == PGF_ENOMEM && err->status != PGF_ENOMEM) /* that of keep_block, which says nothing */
        pgf_fail(err, status, "out of memory");
    pgf_block_maker_free(maker);
    pgf_buffer_dispose(&made);
    return status;
}

static void making_blocks_survives_every_failed_allocation(void **state)
{
    (void)state;
    fail_each(make_blocks, 8);
}

static pgf_status merge_words(pgf_error *err)
{
    pgf_word_count counts[20];
    pgf_buffer value = {0};
    for (int i = 0; i < 20; i++)
        counts[i] = (pgf_word_count){"word", "word", "word", 4, 4, 4, i % 2 ? "en" : "no", 1};
    pgf_status status = pgf_words_merge(NULL, 0, counts, 20, &value, err);
    pgf_buffer_dispose(&value);
    return status;
}

static void merging_words_survives_every_failed_allocation(void **state)
{
    (void)state;
    fail_each(merge_words, 1);
}

static pgf_status verify(pgf_error *err)
{
    pgf_index_status now;
    pgf_status status = pgf_index_status_read(folder, &now, NULL, NULL, err);
    return status ? status : pgf_index_verify(folder, NULL, NULL, err);
}

static void looking_after_an_index_survives_every_failed_allocation(void **state)
{
    (void)state;
    fail_each(verify, 12);
}

static void a_filter_that_cannot_be_made_is_no_other_filter(void **state)
{
    (void)state;
    char term[PGF_FILTER_TERM_MAX];
    fail_alloc_at(1);
    assert_int_equal(pgf_schema_filter_term(pgf_schema_find("type"), "Act", term), 0);
    fail_alloc_at(0);
    assert_int_equal(pgf_schema_filter_term(pgf_schema_find("type"), "Act", term), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answering_survives_every_failed_allocation, set_up, tear_down),
        cmocka_unit_test(making_blocks_survives_every_failed_allocation),
        cmocka_unit_test(merging_words_survives_every_failed_allocation),
        cmocka_unit_test_setup_teardown(looking_after_an_index_survives_every_failed_allocation, set_up, tear_down),
        cmocka_unit_test(a_filter_that_cannot_be_made_is_no_other_filter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
