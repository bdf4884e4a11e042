#include "document/passage.h"
#include "document/plain.h"
#include "text/charset.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    pgf_document *document;
    pgf_passage *passages;
    size_t count;
} scene;

static int scene_open(void **state)
{
    scene *s = calloc(1, sizeof *s);
    *state = s;
    return s && pgf_document_new(&s->document, NULL) == PGF_OK ? 0 : -1;
}

static int scene_close(void **state)
{
    scene *s = *state;
    free(s->passages);
    pgf_document_free(s->document);
    free(s);
    return 0;
}

static void add(scene *s, pgf_paragraph_kind kind, unsigned page, const char *text)
{
    assert_int_equal(pgf_document_add_paragraph(s->document, kind, page, text, strlen(text), NULL), PGF_OK);
}

static void cut(scene *s)
{
    free(s->passages);
    assert_int_equal(pgf_passages_cut(s->document, &s->passages, &s->count, NULL), PGF_OK);
}

static void repeat(scene *s, const char *text, size_t times)
{
    pgf_buffer all = {0};
    for (size_t i = 0; i < times; i++)
        pgf_buffer_append_text(&all, text);
    add(s, PGF_TEXT, 0, all.bytes);
    pgf_buffer_dispose(&all);
}

static const char *text_of(const scene *s)
{
    size_t size;
    return pgf_document_text(s->document, &size);
}

static void every_paragraph_but_headings_is_in_a_passage(void **state)
{
    scene *s = *state;
    size_t count;
    for (unsigned i = 0; i < 50; i++) {
        if (i % 7 == 0)
            assert_int_equal(pgf_document_add_section(s->document, 1 + i % 3, "Heading", 7, "", NULL), PGF_OK);
        repeat(s, "A sentence of some length. ", 1 + i * i % 97);
    }
    cut(s);
    const pgf_paragraph *paragraphs = pgf_document_paragraphs(s->document, &count);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (paragraphs[i].kind == PGF_HEADING)
            continue;
        for (size_t byte = paragraphs[i].begin; byte < paragraphs[i].end; byte++) {
            while (at < s->count && s->passages[at].end <= byte)
                at++;
            assert_true(at < s->count);
            if (text_of(s)[byte] != ' ')
                assert_true(s->passages[at].begin <= byte);
            assert_int_equal(s->passages[at].section, paragraphs[i].section);
        }
    }
    for (size_t i = 1; i < s->count; i++)
        assert_true(s->passages[i].begin >= s->passages[i - 1].end);
}

static void a_document_without_text_has_none(void **state)
{
    scene *s = *state;
    cut(s);
    assert_int_equal(s->count, 0);
    assert_null(s->passages);
    assert_int_equal(pgf_document_add_section(s->document, 1, "Heading", 7, "", NULL), PGF_OK);
    cut(s);
    assert_int_equal(s->count, 0);
}

static void pages_and_sections_part_what_is_short(void **state)
{
    scene *s = *state;
    add(s, PGF_TEXT, 1, "One.");
    add(s, PGF_TEXT, 2, "Two.");
    assert_int_equal(pgf_document_add_section(s->document, 1, "", 0, "", NULL), PGF_OK);
    add(s, PGF_TEXT, 2, "Three.");
    cut(s);
    assert_int_equal(s->count, 3);
    assert_int_equal(s->passages[0].page, 1);
    assert_int_equal(s->passages[1].page, 2);
    assert_int_equal(s->passages[2].section, 1);
}

static void a_long_paragraph_is_cut_at_sentence_ends(void **state)
{
    scene *s = *state;
    repeat(s, "Under Art. 5 of the Act, a licence (see No. 17) is given to J. Smith & Co. by the council. ", 60);
    cut(s);
    assert_true(s->count >= 4 && s->count <= 6);
    for (size_t i = 0; i < s->count; i++) {
        assert_true(s->passages[i].end - s->passages[i].begin <= PGF_PASSAGE_LONG);
        assert_true(s->passages[i].end - s->passages[i].begin > PGF_PASSAGE_LONG / 3);
        assert_memory_equal(text_of(s) + s->passages[i].begin, "Under", 5);
        assert_memory_equal(text_of(s) + s->passages[i].end - 8, "council.", 8);
    }
}

static void without_sentences_it_is_cut_at_white_space(void **state)
{
    scene *s = *state;
    repeat(s, "words without an end ", 300);
    cut(s);
    for (size_t i = 0; i + 1 < s->count; i++) {
        assert_int_equal(text_of(s)[s->passages[i].end], ' ');
        assert_true(text_of(s)[s->passages[i + 1].begin] != ' ');
    }
    assert_true(s->count > 3);
}

static void a_word_of_ten_megabytes_is_cut_between_characters(void **state)
{
    scene *s = *state;
    repeat(s, "é", 5 << 20);
    cut(s);
    assert_true(s->count >= (size_t)(5 << 20) / PGF_PASSAGE_LONG);
    for (size_t i = 0; i < s->count; i++) {
        size_t size = s->passages[i].end - s->passages[i].begin;
        assert_true(size && size <= (size_t)2 * PGF_PASSAGE_LONG);
        assert_int_equal(pgf_utf8_valid(text_of(s) + s->passages[i].begin, size), size);
    }
}

static void characters_of_japanese_count_three_times(void **state)
{
    scene *s = *state;
    repeat(s, "この省令は公布の日から施行する。", 100);
    cut(s);
    for (size_t i = 0; i < s->count; i++) {
        assert_true(s->passages[i].end - s->passages[i].begin <= PGF_PASSAGE_LONG * 48 / 46); /* a stop counts once */
        assert_memory_equal(text_of(s) + s->passages[i].end - 3, "。", 3);
    }
    assert_true(s->count >= 3);
}

static void short_neighbours_are_joined_and_long_ones_not(void **state)
{
    scene *s = *state;
    add(s, PGF_TEXT, 0, "This is a sentence of about sixty characters, more or less.");
    add(s, PGF_TEXT, 0, "This is another sentence of about sixty characters, or so.");
    repeat(s, "A sentence of some length. ", 10);
    add(s, PGF_TEXT, 0, "This is a sentence of about sixty characters, more or less.");
    cut(s);
    assert_int_equal(s->count, 3);
}

static void a_reference_joins_the_paragraph_that_it_follows(void **state)
{
    scene *s = *state;
    repeat(s, "A sentence of some length. ", 20);
    add(s, PGF_TEXT, 0, "1956, c. 26, s. 1");
    repeat(s, "A sentence of some length. ", 20);
    cut(s);
    assert_int_equal(s->count, 2);
}

static void rows_of_a_table_stay_together(void **state)
{
    scene *s = *state;
    add(s, PGF_TEXT, 0, "The shares are in the table below, which holds for all stocks but redfish and saithe.");
    for (unsigned i = 0; i < 8; i++)
        add(s, PGF_ROW, 0, "cod\t46 per cent\t54 per cent");
    cut(s);
    assert_true(s->count <= 2);
}

/* Found by a fuzzer: the line ends between 1,600 items of a letter made 4,800 characters. */
static void a_list_of_single_letters_is_no_longer_than_a_passage_may_be(void **state)
{
    scene *s = *state;
    for (unsigned i = 0; i < 2000; i++)
        add(s, PGF_ITEM, 0, "x");
    cut(s);
    for (size_t i = 0; i < s->count; i++)
        assert_true(s->passages[i].end - s->passages[i].begin <= PGF_PASSAGE_LONG);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
    const struct CMUnitTest tests[] = {
        EACH(every_paragraph_but_headings_is_in_a_passage),
        EACH(a_document_without_text_has_none),
        EACH(pages_and_sections_part_what_is_short),
        EACH(a_long_paragraph_is_cut_at_sentence_ends),
        EACH(without_sentences_it_is_cut_at_white_space),
        EACH(a_word_of_ten_megabytes_is_cut_between_characters),
        EACH(characters_of_japanese_count_three_times),
        EACH(short_neighbours_are_joined_and_long_ones_not),
        EACH(a_reference_joins_the_paragraph_that_it_follows),
        EACH(rows_of_a_table_stay_together),
        EACH(a_list_of_single_letters_is_no_longer_than_a_passage_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
