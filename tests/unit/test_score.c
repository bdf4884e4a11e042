#include "answer/score.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { DEFENCE, COOPERATION, OF, WORDS };

/* Two words that stood side by side in the query, and a function word. */
static pgf_score_query query_of(const pgf_score_parameters *parameters)
{
    pgf_score_query query = {.parameters = parameters,
                             .words = {{4, 1, false}, {2, 1, false}, {0.1, 1, true}},
                             .word_count = WORDS,
                             .pairs = {{DEFENCE, COOPERATION, 1}},
                             .pair_count = 1};
    pgf_score_prepare(&query);
    return query;
}

/* Title: words 1 to 5. Passages of 50 words; the second has a heading of 4 words, the third is of its section. */
static pgf_passage_span three[] = {{200, 200, 250}, {350, 454, 504}, {504, 504, 554}};
static const pgf_passage_spans spans = {three, 3, 3, 5};

static pgf_document_score score(const pgf_score_parameters *parameters, const pgf_occurrence *occurrences, size_t count)
{
    pgf_score_query query = query_of(parameters);
    pgf_document_score scores;
    pgf_score_document(&query, occurrences, count, &spans, &scores, NULL);
    return scores;
}

#define SCORE(...)                                                                                                     \
    score(&pgf_score_defaults, (pgf_occurrence[]){__VA_ARGS__},                                                        \
          sizeof((pgf_occurrence[]){__VA_ARGS__}) / sizeof(pgf_occurrence))

static void a_passage_with_both_words_beats_one_with_either(void **state)
{
    (void)state;
    pgf_document_score scores =
        SCORE({210, DEFENCE}, {220, DEFENCE}, {460, DEFENCE}, {490, COOPERATION}, {510, COOPERATION});
    assert_int_equal(scores.count, 3);
    assert_int_equal(scores.passages[0].passage, 1);
    assert_int_equal(scores.passages[1].passage, 0);
    assert_int_equal(scores.passages[2].passage, 2);
    assert_true(scores.passages[0].score > scores.passages[1].score &&
                scores.passages[1].score > scores.passages[2].score);
}

static void words_side_by_side_beat_the_same_words_apart(void **state)
{
    (void)state;
    pgf_document_score apart = SCORE({210, DEFENCE}, {230, COOPERATION});
    pgf_document_score near = SCORE({210, DEFENCE}, {214, COOPERATION});
    pgf_document_score turned = SCORE({210, COOPERATION}, {211, DEFENCE});
    pgf_document_score adjacent = SCORE({210, DEFENCE}, {211, COOPERATION});
    assert_true(near.passages[0].score > apart.passages[0].score);
    assert_true(turned.passages[0].score > near.passages[0].score);
    assert_true(adjacent.passages[0].score > turned.passages[0].score);
}

static void the_passage_with_a_quoted_phrase_comes_first(void **state)
{
    (void)state;
    const pgf_occurrence occurrences[] = {{210, DEFENCE},     {212, DEFENCE}, {214, COOPERATION},
                                          {216, COOPERATION}, {470, DEFENCE}, {471, COOPERATION}};
    static const pgf_passage_span unequal[] = {{200, 200, 250}, {350, 350, 650}};
    const pgf_passage_spans two = {(pgf_passage_span *)unequal, 2, 2, 5};
    size_t first[2];
    for (int in_phrase = 0; in_phrase < 2; in_phrase++) {
        pgf_score_query query = query_of(&pgf_score_defaults);
        pgf_document_score scores;
        query.pairs[0].in_phrase = in_phrase;
        pgf_score_document(&query, occurrences, 6, &two, &scores, NULL);
        first[in_phrase] = scores.passages[0].passage;
    }
    assert_int_equal(first[false], 0);
    assert_int_equal(first[true], 1);
}

static void words_of_two_passages_are_no_neighbours(void **state)
{
    (void)state;
    pgf_document_score across = SCORE({503, DEFENCE}, {504, COOPERATION});
    pgf_document_score apart = SCORE({480, DEFENCE}, {530, COOPERATION});
    assert_int_equal(across.count, 2);
    assert_true(fabs(across.passages[0].score - apart.passages[0].score) < 1e-9);
    assert_true(fabs(across.passages[1].score - apart.passages[1].score) < 1e-9);
}

static void a_heading_counts_for_every_passage_of_its_section(void **state)
{
    (void)state;
    pgf_document_score scores = SCORE({210, DEFENCE}, {351, COOPERATION}, {470, DEFENCE}, {520, DEFENCE});
    assert_int_equal(scores.count, 3);
    assert_int_equal(scores.passages[0].passage, 1);
    assert_int_equal(scores.passages[1].passage, 2);
    assert_true(fabs(scores.passages[0].score - scores.passages[1].score) < 1e-9);
    assert_true(scores.passages[1].score > scores.passages[2].score);
}

static void a_title_that_says_it_beats_one_with_the_words_apart(void **state)
{
    (void)state;
    pgf_document_score apart = SCORE({1, COOPERATION}, {4, DEFENCE}, {210, DEFENCE});
    pgf_document_score adjacent = SCORE({1, DEFENCE}, {2, COOPERATION}, {210, DEFENCE});
    assert_true(pgf_score_bonus(&adjacent) > pgf_score_bonus(&apart));
}

static void a_title_alone_makes_no_passage_an_answer(void **state)
{
    (void)state;
    pgf_document_score scores = SCORE({2, DEFENCE}, {3, COOPERATION});
    assert_int_equal(scores.count, 0);
    assert_true(pgf_score_bonus(&scores) > 0);
    pgf_document_score with = SCORE({2, DEFENCE}, {210, COOPERATION});
    pgf_document_score without = SCORE({210, COOPERATION});
    assert_true(with.passages[0].score > without.passages[0].score);
}

static void a_title_of_the_query_s_words_is_worth_most(void **state)
{
    (void)state;
    pgf_document_score scores = SCORE({2, DEFENCE}, {3, COOPERATION});
    double two_of_five = scores.title;
    scores = SCORE({2, DEFENCE});
    assert_true(scores.title > 0 && scores.title < two_of_five);
    scores = SCORE({1, OF}, {2, DEFENCE}, {3, COOPERATION});
    assert_true(scores.title > two_of_five);
    scores = SCORE({300, DEFENCE});
    assert_true(scores.title == 0);
}

static void rarer_words_weigh_more_and_none_less_than_nothing(void **state)
{
    (void)state;
    const pgf_score_parameters *p = &pgf_score_defaults;
    assert_true(pgf_score_weight(p, 1, 1, 1000) > pgf_score_weight(p, 10, 1, 1000));
    assert_true(pgf_score_weight(p, 10, 1, 1000) > pgf_score_weight(p, 10, 10, 1000));
    assert_true(pgf_score_weight(p, 1000000, 1000, 1000) > 0);
}

static void a_word_that_the_query_repeats_weighs_more(void **state)
{
    (void)state;
    pgf_score_query query = query_of(&pgf_score_defaults);
    pgf_document_score once, twice;
    const pgf_occurrence occurrence = {210, DEFENCE};
    pgf_score_document(&query, &occurrence, 1, &spans, &once, NULL);
    query.words[DEFENCE].times = 2;
    pgf_score_prepare(&query);
    pgf_score_document(&query, &occurrence, 1, &spans, &twice, NULL);
    assert_true(twice.passages[0].score > once.passages[0].score);
}

static void the_best_passages_are_kept_in_order(void **state)
{
    (void)state;
    pgf_passage_span many[30];
    pgf_occurrence occurrences[30 * 31];
    size_t count = 0;
    for (unsigned i = 0; i < 30; i++) {
        many[i] = (pgf_passage_span){100 + i * 50, 100 + i * 50, 150 + i * 50};
        for (unsigned j = 0; j <= (i * 7) % 30; j++)
            occurrences[count++] = (pgf_occurrence){many[i].begin + j, DEFENCE};
    }
    const pgf_passage_spans all = {many, 30, 30, 0};
    pgf_score_query query = query_of(&pgf_score_defaults);
    pgf_document_score scores;
    pgf_score_document(&query, occurrences, count, &all, &scores, NULL);
    assert_int_equal(scores.count, PGF_SCORE_PASSAGES);
    for (size_t i = 0; i < scores.count; i++)
        assert_int_equal(scores.passages[i].passage * 7 % 30, 29 - i);
}

static void equal_passages_keep_their_order(void **state)
{
    (void)state;
    pgf_document_score scores = SCORE({210, DEFENCE}, {460, DEFENCE}, {510, DEFENCE});
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(scores.passages[i].passage, i);
}

static void the_bonus_is_never_negative(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 600; i++) {
        pgf_document_score scores = SCORE({i + 1, DEFENCE}, {i + 2, COOPERATION});
        assert_true(pgf_score_bonus(&scores) >= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passage_with_both_words_beats_one_with_either),
        cmocka_unit_test(words_side_by_side_beat_the_same_words_apart),
        cmocka_unit_test(the_passage_with_a_quoted_phrase_comes_first),
        cmocka_unit_test(words_of_two_passages_are_no_neighbours),
        cmocka_unit_test(a_heading_counts_for_every_passage_of_its_section),
        cmocka_unit_test(a_title_that_says_it_beats_one_with_the_words_apart),
        cmocka_unit_test(a_title_alone_makes_no_passage_an_answer),
        cmocka_unit_test(a_title_of_the_query_s_words_is_worth_most),
        cmocka_unit_test(rarer_words_weigh_more_and_none_less_than_nothing),
        cmocka_unit_test(a_word_that_the_query_repeats_weighs_more),
        cmocka_unit_test(the_best_passages_are_kept_in_order),
        cmocka_unit_test(equal_passages_keep_their_order),
        cmocka_unit_test(the_bonus_is_never_negative),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
