/* How far two words are apart. */
#include "text/distance.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static unsigned apart(const char *left, const char *right, unsigned most)
{
    return pgf_distance(left, strlen(left), right, strlen(right), most);
}

static void letters_are_inserted_deleted_replaced_and_swapped(void **state)
{
    (void)state;
    assert_int_equal(apart("report", "report", 9), 0);
    assert_int_equal(apart("reprot", "report", 9), 1);
    assert_int_equal(apart("limit", "ilmit", 9), 1);
    assert_int_equal(apart("", "json", 9), 4);
    assert_int_equal(apart("kitten", "sitting", 9), 3);
    assert_int_equal(apart("date", "rates", 9), 2);
}

static void a_letter_is_a_letter_in_any_script(void **state)
{
    (void)state;
    assert_int_equal(apart("bjørn", "bjorn", 9), 1);
    assert_int_equal(apart("закон", "закан", 9), 1);
    assert_int_equal(apart("закон", "зкаон", 9), 1);
}

static void what_is_too_far_is_just_too_far(void **state)
{
    (void)state;
    assert_true(apart("kitten", "sitting", 2) > 2);
    assert_true(apart("a", "abcdef", 2) > 2);
    assert_true(apart("abcdefgh", "stuvwxyz", 3) > 3);
    char *endless = calloc(1, 100001);
    memset(endless, 'x', 100000);
    assert_true(apart(endless, endless, 2) > 2);
    free(endless);
}

static void a_word_beside_many_is_as_far_apart_as_beside_each(void **state)
{
    (void)state;
    static const char *const words[] = {"",          "abner",     "agree",    "agreement", "agreements",
                                        "agremeent", "aragement", "argee",    "bigre",     "gareement",
                                        "z",         "å",         "ågreement"};
    static const char *const typed[] = {"agreement", "agremnt", "åg", "x", "gareement"};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        for (unsigned most = 1; most < 4; most++) {
            pgf_spelling spelling;
            assert_true(pgf_spelling_init(&spelling, typed[i], strlen(typed[i]), most));
            for (size_t j = 0; j < sizeof words / sizeof *words; j++) {
                size_t hopeless;
                unsigned distance = pgf_spelling_distance(&spelling, words[j], strlen(words[j]), &hopeless);
                unsigned alone = apart(typed[i], words[j], 60);
                assert_int_equal(distance, alone <= most ? alone : most + 1);
                assert_true(hopeless <= strlen(words[j]));
                for (size_t k = 0; k < sizeof words / sizeof *words && hopeless; k++)
                    assert_true(strncmp(words[j], words[k], hopeless) || apart(typed[i], words[k], 60) > most);
            }
        }
}

static void a_word_of_too_many_letters_is_beside_none(void **state)
{
    (void)state;
    char endless[PGF_DISTANCE_LETTERS + 2];
    pgf_spelling spelling;
    size_t hopeless;
    memset(endless, 'x', sizeof endless);
    assert_false(pgf_spelling_init(&spelling, endless, PGF_DISTANCE_LETTERS + 1, 2));
    assert_true(pgf_spelling_init(&spelling, endless, PGF_DISTANCE_LETTERS, 2));
    assert_int_equal(pgf_spelling_distance(&spelling, endless, PGF_DISTANCE_LETTERS, &hopeless), 0);
    assert_int_equal(pgf_spelling_distance(&spelling, endless, PGF_DISTANCE_LETTERS + 1, &hopeless), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_inserted_deleted_replaced_and_swapped),
        cmocka_unit_test(a_letter_is_a_letter_in_any_script),
        cmocka_unit_test(what_is_too_far_is_just_too_far),
        cmocka_unit_test(a_word_beside_many_is_as_far_apart_as_beside_each),
        cmocka_unit_test(a_word_of_too_many_letters_is_beside_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
