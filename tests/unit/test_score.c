#include "answer/score.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { DEFENCE, COOPERATION, WORDS };

/* Two words that stood side by side in the query. */
static pgf_score_query query_of(const pgf_score_parameters *parameters)
{
    pgf_score_query query = {.parameters = parameters, .weights = {4, 2}, .word_count = WORDS, .pair_count = 1};
    query.pairs[0] = (pgf_score_pair){DEFENCE, COOPERATION, 1, 3};
    return query;
}

/* Title: words 1 to 5. Passages of 50 words; the second has a heading of 4 words, the third is of its section. */
static pgf_passage_span three[] = {{200, 200, 250}, {350, 454, 504}, {504, 504, 554}};
static const pgf_passage_spans spans = {three, 3, 3, 5};

static pgf_passage_scores score(const pgf_score_parameters *parameters, const pgf_occurrence *occurrences, size_t count)
{
    pgf_score_query query = query_of(parameters);
    pgf_passage_scores scores;
    pgf_score_passages(&query, occurrences, count, &spans, &scores);
    return scores;
}

#define SCORE(...)                                                                                                     \
    score(&pgf_score_defaults, (pgf_occurrence[]){__VA_ARGS__},                                                        \
          sizeof((pgf_occurrence[]){__VA_ARGS__}) / sizeof(pgf_occurrence))

static void a_passage_with_both_words_beats_one_with_either(void **state)
{
    (void)state;
    pgf_passage_scores scores =
        SCORE({210, DEFENCE}, {220, DEFENCE}, {460, DEFENCE}, {490, COOPERATION}, {510, COOPERATION});
    assert_int_equal(scores.count, 3);
    assert_int_equal(scores.items[0].passage, 1);
    assert_int_equal(scores.items[1].passage, 0);
    assert_int_equal(scores.items[2].passage, 2);
    assert_true(scores.items[0].score > scores.items[1].score && scores.items[1].score > scores.items[2].score);
}

static void words_side_by_side_beat_the_same_words_apart(void **state)
{
    (void)state;
    pgf_passage_scores apart = SCORE({210, DEFENCE}, {230, COOPERATION});
    pgf_passage_scores near = SCORE({210, DEFENCE}, {214, COOPERATION});
    pgf_passage_scores turned = SCORE({210, COOPERATION}, {211, DEFENCE});
    pgf_passage_scores adjacent = SCORE({210, DEFENCE}, {211, COOPERATION});
    assert_true(near.items[0].score > apart.items[0].score);
    assert_true(turned.items[0].score > near.items[0].score);
    assert_true(adjacent.items[0].score > turned.items[0].score);
}

static void words_of_two_passages_are_no_neighbours(void **state)
{
    (void)state;
    pgf_passage_scores across = SCORE({503, DEFENCE}, {504, COOPERATION});
    pgf_passage_scores apart = SCORE({480, DEFENCE}, {530, COOPERATION});
    assert_int_equal(across.count, 2);
    assert_true(fabs(across.items[0].score - apart.items[0].score) < 1e-9);
    assert_true(fabs(across.items[1].score - apart.items[1].score) < 1e-9);
}

static void a_heading_counts_for_every_passage_of_its_section(void **state)
{
    (void)state;
    pgf_passage_scores scores = SCORE({210, DEFENCE}, {351, COOPERATION}, {470, DEFENCE}, {520, DEFENCE});
    assert_int_equal(scores.count, 3);
    assert_int_equal(scores.items[0].passage, 1);
    assert_int_equal(scores.items[1].passage, 2);
    assert_true(fabs(scores.items[0].score - scores.items[1].score) < 1e-9);
    assert_true(scores.items[1].score > scores.items[2].score);
}

static void a_title_that_says_it_beats_one_with_the_words_apart(void **state)
{
    (void)state;
    pgf_passage_scores apart = SCORE({1, COOPERATION}, {4, DEFENCE}, {210, DEFENCE});
    pgf_passage_scores adjacent = SCORE({1, DEFENCE}, {2, COOPERATION}, {210, DEFENCE});
    assert_true(adjacent.items[0].score > apart.items[0].score);
}

static void a_title_alone_makes_no_passage_an_answer(void **state)
{
    (void)state;
    pgf_passage_scores scores = SCORE({2, DEFENCE}, {3, COOPERATION});
    assert_int_equal(scores.count, 0);
    assert_true(pgf_score_bonus(&pgf_score_defaults, &scores) >= 0);
    pgf_passage_scores with = SCORE({2, DEFENCE}, {210, COOPERATION});
    pgf_passage_scores without = SCORE({210, COOPERATION});
    assert_true(with.items[0].score > without.items[0].score);
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
    pgf_passage_scores scores;
    pgf_score_passages(&query, occurrences, count, &all, &scores);
    assert_int_equal(scores.count, PGF_SCORE_PASSAGES);
    for (size_t i = 0; i < scores.count; i++)
        assert_int_equal(scores.items[i].passage * 7 % 30, 29 - i);
}

static void equal_passages_keep_their_order(void **state)
{
    (void)state;
    pgf_passage_scores scores = SCORE({210, DEFENCE}, {460, DEFENCE}, {510, DEFENCE});
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(scores.items[i].passage, i);
}

static void the_bonus_is_never_negative(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 600; i++) {
        pgf_passage_scores scores = SCORE({i + 1, DEFENCE}, {i + 2, COOPERATION});
        assert_true(pgf_score_bonus(&pgf_score_defaults, &scores) >= 0);
    }
    assert_true(pgf_score_weight(0, 100) > pgf_score_weight(10, 100));
    assert_true(pgf_score_weight(1000000, 100) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passage_with_both_words_beats_one_with_either),
        cmocka_unit_test(words_side_by_side_beat_the_same_words_apart),
        cmocka_unit_test(words_of_two_passages_are_no_neighbours),
        cmocka_unit_test(a_heading_counts_for_every_passage_of_its_section),
        cmocka_unit_test(a_title_that_says_it_beats_one_with_the_words_apart),
        cmocka_unit_test(a_title_alone_makes_no_passage_an_answer),
        cmocka_unit_test(the_best_passages_are_kept_in_order),
        cmocka_unit_test(equal_passages_keep_their_order),
        cmocka_unit_test(the_bonus_is_never_negative),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
