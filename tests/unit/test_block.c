#include "index/block.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BLOCKS_MAX = 64 };

typedef struct {
    pgf_buffer blocks[BLOCKS_MAX];
    size_t count;
} shelf;

static pgf_status keep(void *payload, size_t number, const char *bytes, size_t size)
{
    shelf *to = payload;
    assert_int_equal(number, to->count);
    assert_true(to->count < BLOCKS_MAX);
    return pgf_buffer_append(&to->blocks[to->count++], bytes, size);
}

static void dispose(shelf *to)
{
    for (size_t i = 0; i < to->count; i++)
        pgf_buffer_dispose(&to->blocks[i]);
}

typedef struct {
    pgf_block_maker *maker;
    pgf_block_opener *opener;
    shelf made;
} workshop;

static int set_up(void **state)
{
    workshop *shop = calloc(1, sizeof *shop);
    *state = shop;
    return pgf_block_maker_new(&shop->maker, NULL) || pgf_block_opener_new(&shop->opener, NULL);
}

static int tear_down(void **state)
{
    workshop *shop = *state;
    dispose(&shop->made);
    pgf_block_maker_free(shop->maker);
    pgf_block_opener_free(shop->opener);
    free(shop);
    return 0;
}

static void begin(workshop *shop)
{
    dispose(&shop->made);
    shop->made = (shelf){0};
    pgf_block_maker_begin(shop->maker, keep, &shop->made);
}

static void add(workshop *shop, unsigned level, const char *text, const char *anchor)
{
    pgf_block_item item = {.level = level, .text = text, .size = strlen(text), .anchor = anchor};
    assert_int_equal(pgf_block_maker_add(shop->maker, &item, NULL, NULL, NULL), PGF_OK);
}

static size_t end(workshop *shop)
{
    size_t count = 99;
    assert_int_equal(pgf_block_maker_end(shop->maker, &count, NULL), PGF_OK);
    assert_int_equal(count, shop->made.count);
    return count;
}

static pgf_block block_of(workshop *shop, size_t number)
{
    pgf_block block;
    const pgf_buffer *bytes = &shop->made.blocks[number];
    assert_int_equal(pgf_block_read(shop->opener, &block, bytes->bytes, bytes->size, NULL), PGF_OK);
    return block;
}

/* The headings over an item as "Part > Chapter". */
static void assert_path(const pgf_block *block, size_t index, const char *expected)
{
    pgf_block_heading path[PGF_PATH_MAX];
    size_t count = pgf_block_path(block, index, path);
    char seen[4096] = "";
    for (size_t i = 0; i < count; i++)
        snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s%s", i ? " > " : "", path[i].heading);
    assert_string_equal(seen, expected);
}

static void a_passage_comes_back_with_all_that_was_said_of_it(void **state)
{
    workshop *shop = *state;
    size_t number = 9, index = 9;
    pgf_block_item heading = {2, "Scope", 5, 0, 0, "scope", NULL};
    pgf_block_item item = {0, "Bjørn\n\nand §", strlen("Bjørn\n\nand §"), 1234567, 89, NULL, NULL};
    begin(shop);
    assert_int_equal(pgf_block_maker_add(shop->maker, &heading, &number, &index, NULL), PGF_OK);
    assert_int_equal(index, 0);
    assert_int_equal(pgf_block_maker_add(shop->maker, &item, &number, &index, NULL), PGF_OK);
    assert_int_equal(number, 0);
    assert_int_equal(index, 1);
    assert_int_equal(end(shop), 1);
    pgf_block block = block_of(shop, 0);
    assert_int_equal(block.item_count, 2);
    assert_int_equal(block.path_count, 0);
    assert_int_equal(block.items[0].level, 2);
    assert_string_equal(block.items[0].anchor, "scope");
    assert_int_equal(block.items[1].level, 0);
    assert_int_equal(block.items[1].size, item.size);
    assert_string_equal(block.items[1].text, item.text);
    assert_int_equal(block.items[1].offset, 1234567);
    assert_int_equal(block.items[1].page, 89);
    assert_string_equal(block.items[1].anchor, "");
    pgf_block_dispose(&block);
}

static void a_document_without_text_has_no_blocks(void **state)
{
    workshop *shop = *state;
    begin(shop);
    assert_int_equal(end(shop), 0);
}

static void a_heading_ends_those_of_its_level_and_below(void **state)
{
    workshop *shop = *state;
    begin(shop);
    add(shop, 0, "before", NULL);
    add(shop, 1, "Part", "p");
    add(shop, 3, "Clause", "c");
    add(shop, 0, "one", NULL);
    add(shop, 2, "Chapter", "ch");
    add(shop, 0, "two", NULL);
    add(shop, 1, "Next part", "n");
    add(shop, 0, "three", NULL);
    assert_int_equal(end(shop), 1);
    pgf_block block = block_of(shop, 0);
    assert_path(&block, 0, "");
    assert_path(&block, 1, "Part");
    assert_path(&block, 3, "Part > Clause");
    assert_path(&block, 5, "Part > Chapter");
    assert_path(&block, 7, "Next part");
    pgf_block_dispose(&block);
}

static void headings_hold_in_the_blocks_that_follow(void **state)
{
    workshop *shop = *state;
    char text[2001] = "";
    begin(shop);
    add(shop, 1, "Part", "p");
    for (int chapter = 'a'; chapter <= 'b'; chapter++) {
        char heading[] = {(char)chapter, '\0'};
        add(shop, 2, heading, "anchor");
        memset(text, chapter, sizeof text - 1);
        for (int i = 0; i < 10; i++)
            add(shop, 0, text, NULL);
    }
    size_t count = end(shop);
    assert_true(count >= 6);
    for (size_t i = 0; i < count; i++) {
        pgf_block block = block_of(shop, i);
        char path[] = {'P', 'a', 'r', 't', ' ', '>', ' ', block.items[block.item_count - 1].text[0], '\0'};
        assert_path(&block, block.item_count - 1, path);
        pgf_block_dispose(&block);
    }
}

static void a_passage_larger_than_a_block_has_one_of_its_own(void **state)
{
    workshop *shop = *state;
    enum { LARGE = 300000 };
    char *text = malloc(LARGE + 1);
    memset(text, 'y', LARGE);
    text[LARGE] = '\0';
    begin(shop);
    add(shop, 0, "small", NULL);
    add(shop, 0, text, NULL);
    add(shop, 0, "small", NULL);
    assert_int_equal(end(shop), 3);
    pgf_block block = block_of(shop, 1);
    assert_int_equal(block.item_count, 1);
    assert_int_equal(block.items[0].size, LARGE);
    assert_string_equal(block.items[0].text, text);
    pgf_block_dispose(&block);
    free(text);
}

static void a_long_heading_is_cut_between_characters_where_it_stands_over_passages(void **state)
{
    workshop *shop = *state;
    pgf_buffer heading = {0}, shown = {0};
    assert_int_equal(pgf_buffer_append_text(&heading, "x"), PGF_OK);
    while (heading.size < 100000)
        assert_int_equal(pgf_buffer_append_text(&heading, "ø"), PGF_OK);
    assert_int_equal(pgf_buffer_append(&shown, heading.bytes, PGF_HEADING_MAX - 1), PGF_OK);
    begin(shop);
    add(shop, 1, heading.bytes, "a");
    for (int i = 0; i < 7; i++)
        add(shop, 0, "text", NULL);
    assert_int_equal(end(shop), 2);
    pgf_block first = block_of(shop, 0), second = block_of(shop, 1);
    assert_string_equal(first.items[0].text, heading.bytes);
    assert_path(&first, 0, shown.bytes);
    assert_path(&second, 6, shown.bytes);
    pgf_block_dispose(&first);
    pgf_block_dispose(&second);
    pgf_buffer_dispose(&heading);
    pgf_buffer_dispose(&shown);
}

static void an_endless_anchor_is_left_out(void **state)
{
    workshop *shop = *state;
    char anchor[PGF_ANCHOR_MAX + 2];
    memset(anchor, 'a', sizeof anchor - 1);
    anchor[sizeof anchor - 1] = '\0';
    begin(shop);
    add(shop, 1, "Heading", anchor);
    end(shop);
    pgf_block block = block_of(shop, 0);
    assert_string_equal(block.items[0].anchor, "");
    pgf_block_dispose(&block);
}

static void a_new_document_starts_without_the_headings_of_the_last(void **state)
{
    workshop *shop = *state;
    begin(shop);
    add(shop, 1, "Heading", NULL);
    add(shop, 0, "never ended", NULL);
    begin(shop);
    add(shop, 0, "text", NULL);
    assert_int_equal(end(shop), 1);
    pgf_block block = block_of(shop, 0);
    assert_int_equal(block.item_count, 1);
    assert_path(&block, 0, "");
    pgf_block_dispose(&block);
}

static pgf_status refuse(void *payload, size_t number, const char *bytes, size_t size)
{
    (void)payload;
    (void)number;
    (void)bytes;
    (void)size;
    return PGF_ECANCELED;
}

static void what_the_receiver_says_comes_back(void **state)
{
    workshop *shop = *state;
    pgf_block_maker_begin(shop->maker, refuse, NULL);
    add(shop, 0, "text", NULL);
    assert_int_equal(pgf_block_maker_end(shop->maker, NULL, NULL), PGF_ECANCELED);
}

static void assert_damaged(workshop *shop, const char *bytes, size_t size)
{
    pgf_block block;
    pgf_error err;
    assert_int_equal(pgf_block_read(shop->opener, &block, bytes, size, &err), PGF_ECORRUPT);
    assert_string_equal(err.message, "a block of text is damaged: run paragraf-indexer verify");
    assert_null(block.items);
    assert_null(block.memory);
}

static void every_changed_byte_and_every_cut_is_seen(void **state)
{
    workshop *shop = *state;
    const char *text = "The controller shall notify the authority without undue delay. 72 hours; § 5-3.";
    begin(shop);
    add(shop, 1, "Obligations of data controllers", "obligations");
    for (int i = 0; i < 8; i++)
        add(shop, 0, text, NULL);
    end(shop);
    pgf_buffer *bytes = &shop->made.blocks[0];
    for (size_t i = 0; i < bytes->size; i++) {
        assert_damaged(shop, bytes->bytes, i);
        for (int bit = 0; bit < 8; bit++) {
            bytes->bytes[i] = (char)(bytes->bytes[i] ^ 1 << bit);
            pgf_block block;
            pgf_status status = pgf_block_read(shop->opener, &block, bytes->bytes, bytes->size, NULL);
            /* A bit of zstd's header may say nothing about the text; what is read is then what was written. */
            if (!status) {
                assert_int_equal(block.item_count, 9);
                assert_string_equal(block.items[0].anchor, "obligations");
                assert_string_equal(block.items[8].text, text);
                pgf_block_dispose(&block);
            }
            bytes->bytes[i] = (char)(bytes->bytes[i] ^ 1 << bit);
        }
    }
    assert_damaged(shop, "", 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_passage_comes_back_with_all_that_was_said_of_it),
        TEST(a_document_without_text_has_no_blocks),
        TEST(a_heading_ends_those_of_its_level_and_below),
        TEST(headings_hold_in_the_blocks_that_follow),
        TEST(a_passage_larger_than_a_block_has_one_of_its_own),
        TEST(a_long_heading_is_cut_between_characters_where_it_stands_over_passages),
        TEST(an_endless_anchor_is_left_out),
        TEST(a_new_document_starts_without_the_headings_of_the_last),
        TEST(what_the_receiver_says_comes_back),
        TEST(every_changed_byte_and_every_cut_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
