/* What queries find. */
#include "xapian.h"

static xap_database *database;

static int with_database(void **state)
{
    fresh(state);
    const char *path = tree_path(*state, "db");
    xap_writable *writable = writing(path);
    add_valued(writable, "duty of care", "2021", NULL);            /* 1 */
    add_valued(writable, "care of the duty", "2022", NULL);        /* 2 */
    add_valued(writable, "duty and care =type", "2023", NULL);     /* 3 */
    add_valued(writable, "the duty was to care =type", NULL, "x"); /* 4 */
    add_valued(writable, "obligation of care", "20", NULL);        /* 5 */
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
    database = reading(path);
    return 0;
}

static int without_database(void **state)
{
    xap_database_close(database);
    return gone(state);
}

#define with_documents(test) cmocka_unit_test_setup_teardown(test, with_database, without_database)

static xap_query *all(void)
{
    xap_query *query;
    good(xap_query_match_all(&query, &problem));
    return query;
}

static xap_query *nothing(void)
{
    xap_query *query;
    good(xap_query_match_nothing(&query, &problem));
    return query;
}

static xap_query *scaled(xap_query *query, double factor)
{
    xap_query *result;
    good(xap_query_scale(&result, query, factor, &problem));
    xap_query_free(query);
    return result;
}

static xap_query *between(const char *from, const char *to)
{
    xap_query *query;
    good(xap_query_value_range(&query, 1, from, from ? strlen(from) : 0, to, to ? strlen(to) : 0, &problem));
    return query;
}

#define finds(query, docids) assert_string_equal(all_found(database, query), docids)

static void a_term_finds_its_documents(void **state)
{
    (void)state;
    finds(word("obligation"), "5");
    finds(word("missing"), "");
    xap_query *query;
    bad(xap_query_term(&query, "", 0, &problem), XAP_EINVAL);
    char term[1000];
    memset(term, 'x', sizeof term);
    good(xap_query_term(&query, term, sizeof term, &problem));
    finds(query, "");
}

static void all_and_nothing_find_all_and_nothing(void **state)
{
    (void)state;
    finds(all(), "1 2 3 4 5");
    finds(nothing(), "");
    finds(joined(XAP_OR, 0, NULL), "");
    finds(joined(XAP_AND, 0, NULL), "");
    finds(joined(XAP_PHRASE, 0, NULL), "");
}

static void boolean_operators_do_what_they_say(void **state)
{
    (void)state;
    finds(words(XAP_AND, "duty the"), "2 4");
    finds(words(XAP_OR, "obligation the"), "2 4 5");
    finds(words(XAP_AND_NOT, "care the and"), "1 5");
    finds(words(XAP_AND_MAYBE, "duty obligation the"), "1 2 3 4");
    finds(words(XAP_FILTER, "care type"), "3 4");
    finds(words(XAP_FILTER, "care type the"), "4");
    finds(words(XAP_SYNONYM, "obligation and"), "3 5");
    finds(words(XAP_MAX, "obligation and"), "3 5");
    finds(joined(XAP_OR, 9, word("obligation"), word("and"), NULL), "3 5"); /* only PHRASE and NEAR know windows */
    finds(joined(XAP_AND_NOT, 0, all(), word("duty"), NULL), "5");
    finds(joined(XAP_AND, 0, word("duty"), nothing(), NULL), "");
    finds(joined(XAP_OR, 0, word("obligation"), nothing(), NULL), "5");
    finds(joined(XAP_FILTER, 0, all(), word("type"), NULL), "3 4");
}

static void an_operator_of_one_query_is_that_query(void **state)
{
    (void)state;
    for (xap_operator operator_ = XAP_AND; operator_ <= XAP_NEAR; operator_++) {
        finds(joined(operator_, 0, word("obligation"), NULL), "5");
        finds(joined(XAP_PHRASE, 0, joined(operator_, 0, word("of"), NULL), word("care"), NULL), "1 5");
    }
}

static void a_phrase_wants_its_words_in_a_row(void **state)
{
    (void)state;
    finds(words(XAP_PHRASE, "duty of care"), "1");
    finds(words(XAP_PHRASE, "of care"), "1 5");
    finds(words(XAP_PHRASE, "care of"), "2");
    finds(joined(XAP_PHRASE, 3, word("duty"), word("care"), NULL), "1 3");
    finds(joined(XAP_PHRASE, 4, word("duty"), word("care"), NULL), "1 3 4");
    finds(joined(XAP_PHRASE, 1, word("of"), word("care"), NULL), "1 5"); /* too small: in a row */
}

static void near_wants_its_words_in_a_window_in_any_order(void **state)
{
    (void)state;
    finds(words(XAP_NEAR, "care duty"), "");
    finds(joined(XAP_NEAR, 3, word("care"), word("duty"), NULL), "1 3");
    finds(joined(XAP_NEAR, 4, word("care"), word("duty"), NULL), "1 2 3 4");
    finds(words(XAP_NEAR, "care of duty"), "1");
}

static void a_phrase_takes_alternatives(void **state)
{
    (void)state;
    finds(joined(XAP_PHRASE, 0, words(XAP_OR, "duty obligation"), word("of"), word("care"), NULL), "1 5");
    finds(joined(XAP_NEAR, 0, word("of"), words(XAP_OR, "the care missing"), NULL), "1 2 5");
    xap_query *deeper = joined(XAP_OR, 0, words(XAP_OR, "duty obligation"), word("care"), NULL);
    finds(joined(XAP_PHRASE, 0, deeper, word("of"), NULL), "1 2 5");
    finds(joined(XAP_PHRASE, 0, joined(XAP_OR, 0, word("duty"), nothing(), NULL), word("of"), NULL), "1");
    finds(joined(XAP_PHRASE, 0, nothing(), word("of"), NULL), "");
}

/* Xapian would throw within the match. */
static void a_phrase_of_anything_else_is_refused_when_it_is_made(void **state)
{
    (void)state;
    xap_query *deadline, *plain = word("duty");
    good(xap_query_deadline(&deadline, plain, 1000000, &problem));
    xap_query_free(plain);
    xap_query *others[] = {all(),
                           deadline,
                           between("1", "2"),
                           scaled(word("duty"), 2),
                           words(XAP_AND, "duty of"),
                           words(XAP_PHRASE, "duty of"),
                           words(XAP_SYNONYM, "duty care"),
                           words(XAP_MAX, "duty care"),
                           joined(XAP_OR, 0, words(XAP_PHRASE, "duty of"), word("care"), NULL)};
    xap_query *care = word("care"), *query = NULL;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        bad(xap_query_combine(&query, XAP_PHRASE, (xap_query *[]){others[i], care}, 2, 0, &problem), XAP_EINVAL);
        bad(xap_query_combine(&query, XAP_NEAR, (xap_query *[]){care, others[i]}, 2, 9, &problem), XAP_EINVAL);
        xap_query_free(others[i]);
    }
    assert_null(query);
    xap_query_free(care);
}

static void a_value_range_finds_documents_that_have_a_value_in_it(void **state)
{
    (void)state;
    finds(between("2021", "2022"), "1 2");
    finds(between("2021x", NULL), "2 3");
    finds(between(NULL, "2021"), "1 5");
    finds(between(NULL, NULL), "1 2 3 5");
    finds(between("", NULL), "1 2 3 5");
    finds(between("", "2021"), "1 5");
    finds(between("2023", "2021"), "");
    finds(between("2021", ""), "");
    finds(between("2020", "2020"), "");
    finds(joined(XAP_FILTER, 0, word("care"), between("2022", "2023"), NULL), "2 3");
}

static double best_weight(xap_query *query)
{
    xap_matches *matches = matches_of(database, query, NULL);
    const double weight = xap_matches_count(matches) ? xap_matches_weight(matches, 0) : -1;
    xap_matches_free(matches);
    xap_query_free(query);
    return weight;
}

static void assert_near(double value, double expected)
{
    if (value < expected - 1e-9 || value > expected + 1e-9)
        fail_msg("%.12f is not %.12f", value, expected);
}

static void scaling_multiplies_weights(void **state)
{
    (void)state;
    const double plain = best_weight(word("obligation"));
    assert_true(plain > 0);
    assert_near(best_weight(scaled(word("obligation"), 2.5)), 2.5 * plain);
    assert_near(best_weight(scaled(word("obligation"), 0)), 0);
    xap_query *query = NULL, *care = word("care");
    bad(xap_query_scale(&query, care, -1, &problem), XAP_EINVAL);
    bad(xap_query_scale(&query, care, 0.0 / 0.0, &problem), XAP_EINVAL);
    bad(xap_query_scale(&query, care, 1.0 / 0.0, &problem), XAP_EINVAL);
    xap_query_free(care);
}

static void filters_weigh_nothing_and_maybe_adds(void **state)
{
    (void)state;
    const double plain = best_weight(word("obligation")), of = best_weight(words(XAP_AND, "obligation of")) - plain;
    assert_near(best_weight(words(XAP_FILTER, "obligation of")), plain);
    assert_true(of > 0);
    assert_near(best_weight(words(XAP_AND_MAYBE, "obligation of")), plain + of);
    assert_near(best_weight(words(XAP_MAX, "obligation of")), plain);
    assert_true(best_weight(words(XAP_SYNONYM, "obligation of")) < plain);
}

static void a_query_outlives_what_it_was_made_of_and_is_used_again(void **state)
{
    (void)state;
    xap_query *part = words(XAP_OR, "duty obligation"), *of = word("of"), *query;
    good(xap_query_combine(&query, XAP_PHRASE, (xap_query *[]){part, of}, 2, 0, &problem));
    xap_query_free(of);
    finds(part, "1 2 3 4 5");
    for (int i = 0; i < 2; i++) {
        xap_matches *matches = matches_of(database, query, NULL);
        assert_int_equal(xap_matches_count(matches), 2);
        xap_matches_free(matches);
    }
    xap_bytes text = {0};
    good(xap_query_describe(query, &text, &problem));
    assert_string_equal(text.bytes, "Query(((duty OR obligation) PHRASE 2 of))");
    xap_bytes_dispose(&text);
    xap_query_free(query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_documents(a_term_finds_its_documents),
        with_documents(all_and_nothing_find_all_and_nothing),
        with_documents(boolean_operators_do_what_they_say),
        with_documents(an_operator_of_one_query_is_that_query),
        with_documents(a_phrase_wants_its_words_in_a_row),
        with_documents(near_wants_its_words_in_a_window_in_any_order),
        with_documents(a_phrase_takes_alternatives),
        with_documents(a_phrase_of_anything_else_is_refused_when_it_is_made),
        with_documents(a_value_range_finds_documents_that_have_a_value_in_it),
        with_documents(scaling_multiplies_weights),
        with_documents(filters_weigh_nothing_and_maybe_adds),
        with_documents(a_query_outlives_what_it_was_made_of_and_is_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
