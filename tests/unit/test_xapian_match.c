/* How many, in which order, with what beside them; and when a match is ended. */
#include "xapian.h"
#include <math.h>

static xap_database *database;
static char path[PATH_MAX];

static int with_database(void **state)
{
    fresh(state);
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable = writing(path);
    add_valued(writable, "tax", "2023", "act");            /* 1 */
    add_valued(writable, "tax tax tax", NULL, "act");      /* 2 */
    add_valued(writable, "tax tax", "2021", NULL);         /* 3 */
    add_valued(writable, "tax levy levy", "2022", "rule"); /* 4 */
    add_valued(writable, "tax tax tax tax", NULL, "act");  /* 5 */
    add_valued(writable, "levy", "2021", "rule");          /* 6 */
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

static xap_search page(size_t offset, size_t limit)
{
    xap_search search = xap_search_default();
    search.offset = offset;
    search.limit = limit;
    return search;
}

static void the_best_come_first_and_equals_by_docid(void **state)
{
    (void)state;
    xap_search search = xap_search_default();
    assert_int_equal(search.limit, 10);
    search.bm25.b = 0; /* long ones are not worse: more is better */
    assert_string_equal(found(database, word("tax"), &search), "5 2 3 1 4");
    search.bm25.k1 = 0; /* once is as good as often */
    assert_string_equal(found(database, word("tax"), &search), "1 2 3 4 5");
    search.weighing = XAP_WEIGH_NONE;
    assert_string_equal(found(database, words(XAP_OR, "levy tax"), &search), "1 2 3 4 5 6");
}

/* idf * (k1 + 1) * tf / (k1 * (1 - b + b * length / average) + tf), where idf is the
   logarithm of the odds (N - n + .5) / (n + .5), or of 1 + odds / 2 where they are below 2. */
static void bm25_weighs_as_written(void **state)
{
    (void)state;
    xap_search search = xap_search_default();
    search.bm25 = (xap_bm25){.k1 = 1.2, .k2 = 0, .k3 = 1, .b = 0.75, .min_length = 0};
    xap_query *query = word("levy");
    xap_matches *matches = matches_of(database, query, &search);
    const size_t at = xap_matches_docid(matches, 0) == 4 ? 0 : 1;
    assert_int_equal(xap_matches_docid(matches, at), 4);
    const double average = 14 / 6.0, odds = (6 - 2 + .5) / (2 + .5), idf = log(1 + odds / 2);
    const double expected = idf * 2.2 * 2 / (1.2 * (.25 + .75 * 3 / average) + 2);
    if (fabs(xap_matches_weight(matches, at) - expected) > 1e-9)
        fail_msg("%.12f is not %.12f", xap_matches_weight(matches, at), expected);
    xap_matches_free(matches);
    xap_query_free(query);
}

static void pages_follow_one_another(void **state)
{
    (void)state;
    xap_search first = page(0, 2), second = page(2, 2), last = page(4, 2), beyond = page(9, 2), none = page(0, 0),
               all = page(0, SIZE_MAX), never = page(SIZE_MAX, SIZE_MAX);
    const char *whole = "5 2 3 1 4";
    first.bm25.b = second.bm25.b = last.bm25.b = all.bm25.b = 0;
    assert_string_equal(found(database, word("tax"), &first), "5 2");
    assert_string_equal(found(database, word("tax"), &second), "3 1");
    assert_string_equal(found(database, word("tax"), &last), "4");
    assert_string_equal(found(database, word("tax"), &beyond), "");
    assert_string_equal(found(database, word("tax"), &none), "");
    assert_string_equal(found(database, word("tax"), &all), whole);
    all.check_at_least = SIZE_MAX;
    assert_string_equal(found(database, word("tax"), &all), whole);
    assert_string_equal(found(database, word("tax"), &never), "");
}

static void an_empty_database_has_no_hits(void **state)
{
    xap_writable *writable = writing(tree_path(*state, "empty"));
    xap_search search = page(0, 10);
    search.order = XAP_BY_VALUE;
    search.sort_slot = 1;
    search.facet_slots = (const unsigned[]){1};
    search.facet_count = 1;
    assert_string_equal(found(xap_writable_database(writable), word("tax"), &search), "");
    xap_writable_close(writable);
}

static void sorting_by_value_puts_those_without_one_last_either_way(void **state)
{
    (void)state;
    xap_search search = page(0, 10);
    xap_query *(*both)(xap_operator, const char *) = words;
    search.order = XAP_BY_VALUE;
    search.sort_slot = 1;
    assert_string_equal(found(database, both(XAP_OR, "tax levy"), &search), "3 6 4 1 2 5");
    search.descending = true;
    assert_string_equal(found(database, both(XAP_OR, "tax levy"), &search), "1 4 3 6 2 5");
    search.limit = 2;
    search.offset = 1;
    assert_string_equal(found(database, both(XAP_OR, "tax levy"), &search), "4 3");
    search.descending = false;
    assert_string_equal(found(database, both(XAP_OR, "tax levy"), &search), "6 4");
}

static void equal_values_are_ordered_by_weight_when_asked(void **state)
{
    (void)state;
    xap_search search = page(0, 10);
    search.bm25.b = 0;
    search.order = XAP_BY_VALUE_THEN_WEIGHT;
    search.sort_slot = 2;
    assert_string_equal(found(database, word("tax"), &search), "5 2 1 4 3");
    search.descending = true;
    assert_string_equal(found(database, word("tax"), &search), "4 5 2 1 3");
}

/* Bytes that Xapian's keys escape. */
static void values_of_any_bytes_sort_in_byte_order(void **state)
{
    xap_writable *writable = writing(tree_path(*state, "bytes"));
    const struct {
        const char *bytes;
        size_t size;
    } values[] = {{"\xff\xff", 2}, {"\0\0", 2}, {"", 0}, {"\0", 1}, {"\xff", 1}, {"a", 1}, {"\0\xff", 2}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        xap_document *document = document_of("a");
        good(xap_document_set_value(document, 1, values[i].bytes, values[i].size, &problem));
        good(xap_writable_add(writable, document, NULL, &problem));
        xap_document_free(document);
    }
    xap_search search = page(0, 10);
    search.order = XAP_BY_VALUE;
    search.sort_slot = 1;
    assert_string_equal(found(xap_writable_database(writable), word("a"), &search), "4 2 7 6 5 1 3");
    search.descending = true;
    assert_string_equal(found(xap_writable_database(writable), word("a"), &search), "1 5 6 7 2 4 3");
    xap_writable_close(writable);
}

static void collapsing_keeps_the_best_of_each_value(void **state)
{
    (void)state;
    xap_search search = page(0, 10);
    search.bm25.b = 0;
    search.collapse = true;
    search.collapse_slot = 2;
    search.collapse_most = 1;
    search.check_at_least = 100;
    assert_string_equal(found(database, word("tax"), &search), "5 3 4");
    xap_query *query = word("tax");
    xap_matches *matches = matches_of(database, query, &search);
    assert_int_equal(xap_matches_collapsed(matches, 0), 2);
    assert_int_equal(xap_matches_collapsed(matches, 1), 0);
    assert_int_equal(xap_matches_total(matches).estimate, 3);
    xap_matches_free(matches);
    xap_query_free(query);
    search.collapse_most = 2;
    assert_string_equal(found(database, word("tax"), &search), "5 2 3 4");
}

static const char *facet_of(const xap_matches *matches, size_t facet)
{
    static gathered values;
    memset(&values, 0, sizeof values);
    good(xap_matches_facet(matches, facet, gather_counted, &values, &problem));
    return values.text;
}

static void facets_count_the_values_of_what_matched(void **state)
{
    (void)state;
    const unsigned slots[] = {2, 1, 9};
    xap_search search = page(0, 1);
    search.facet_slots = slots;
    search.facet_count = 3;
    search.check_at_least = documents_in(database);
    xap_query *query = word("tax");
    xap_matches *matches = matches_of(database, query, &search);
    assert_string_equal(facet_of(matches, 0), "act:3 rule:1");
    assert_string_equal(facet_of(matches, 1), "2021:1 2022:1 2023:1");
    assert_string_equal(facet_of(matches, 2), "");
    assert_int_equal(xap_matches_facet_documents(matches), 5);
    assert_int_equal(xap_matches_count(matches), 1);
    gathered one = {.stop_after = 1};
    bad(xap_matches_facet(matches, 0, gather_counted, &one, &problem), XAP_ESTOPPED);
    assert_string_equal(one.text, "act:3");
    xap_matches_free(matches);
    xap_query_free(query);
}

static void build_many(const char *where, unsigned count)
{
    xap_writable *writable = writing(where);
    for (unsigned i = 0; i < count; i++)
        add_valued(writable, i % 3 ? "a b" : "a", i % 2 ? "odd" : "even", NULL);
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
}

static void totals_and_facets_are_exact_up_to_check_at_least(void **state)
{
    char many[PATH_MAX];
    snprintf(many, sizeof many, "%s", tree_path(*state, "many"));
    build_many(many, 3000);
    xap_database *big = reading(many);
    xap_search search = page(0, 10);
    search.facet_slots = (const unsigned[]){1};
    search.facet_count = 1;
    search.check_at_least = 3000;
    xap_query *query = words(XAP_AND, "a b");
    xap_matches *matches = matches_of(big, query, &search);
    const xap_total exact = xap_matches_total(matches);
    assert_int_equal(exact.lower, 2000);
    assert_int_equal(exact.estimate, 2000);
    assert_int_equal(exact.upper, 2000);
    assert_string_equal(facet_of(matches, 0), "even:1000 odd:1000");
    xap_matches_free(matches);

    search.check_at_least = 0;
    search.weighing = XAP_WEIGH_NONE;
    matches = matches_of(big, query, &search);
    const xap_total guess = xap_matches_total(matches);
    assert_true(guess.lower <= 2000 && guess.lower >= 10 && guess.upper >= 2000 && guess.upper <= 3000);
    assert_true(guess.lower <= guess.estimate && guess.estimate <= guess.upper);
    assert_true(xap_matches_facet_documents(matches) < 2000);
    xap_matches_free(matches);
    xap_query_free(query);
    xap_database_close(big);
}

/* A database of `documents` random documents: has[docid] is the set of words in each. */
static xap_writable *build_random(const char *where, unsigned count, unsigned kinds, unsigned *has)
{
    xap_writable *writable;
    good(xap_writable_open(&writable, where, XAP_CREATE, XAP_NO_SYNC, &problem));
    xap_document *document = document_of("");
    unsigned percent[8];
    for (unsigned i = 0; i < kinds; i++)
        percent[i] = random_below(random_below(2) ? 100 : 20);
    for (unsigned docid = 1; docid <= count; docid++) {
        good(xap_document_clear(document, &problem));
        has[docid] = 0;
        for (unsigned i = 0; i < kinds; i++) {
            if (random_below(100) >= percent[i])
                continue;
            has[docid] |= 1U << i;
            good(xap_document_add_term(document, &"abcdefgh"[i], 1, NULL, 0, 1 + random_below(3), &problem));
        }
        good(xap_writable_add(writable, document, NULL, &problem));
    }
    xap_document_free(document);
    return writable;
}

static const char *with_at_least(unsigned n, const unsigned *has, unsigned count)
{
    static char list[4096];
    size_t size = 0;
    list[0] = '\0';
    for (unsigned docid = 1; docid <= count; docid++)
        if ((unsigned)__builtin_popcount(has[docid]) >= n)
            size += (size_t)snprintf(list + size, sizeof list - size, "%s%u", size ? " " : "", docid);
    return list;
}

/* Xapian's own CoordWeight misses documents in some of these. */
static void n_of_m_words_by_coordination_is_exact(void **state)
{
    enum { MOST = 400 };
    unsigned has[MOST + 1];
    for (unsigned round = 0; round < 100; round++) {
        char name[20], of[20];
        const unsigned count = 20 + random_below(MOST - 20), kinds = 2 + random_below(6);
        snprintf(name, sizeof name, "%u", round);
        xap_writable *writable = build_random(tree_path(*state, name), count, kinds, has);
        snprintf(of, sizeof of, "%.*s", (int)(2 * kinds - 1), "a b c d e f g h");
        for (unsigned n = 1; n <= kinds; n++) {
            xap_search search = page(0, count);
            search.weighing = XAP_WEIGH_COORD;
            search.least_weight = n;
            search.order = XAP_BY_VALUE; /* all equal: by docid */
            assert_string_equal(found(xap_writable_database(writable), words(XAP_OR, of), &search),
                                with_at_least(n, has, count));
        }
        xap_writable_close(writable);
    }
}

/* The least that CoordWeight fails at: the list of "b" ends before the others begin. */
static void n_of_m_words_by_coordination_bears_a_word_that_is_nowhere(void **state)
{
    xap_search search = page(0, 10);
    search.weighing = XAP_WEIGH_COORD;
    search.least_weight = 2;
    char three[PATH_MAX];
    snprintf(three, sizeof three, "%s", tree_path(*state, "three"));
    build(three, (const char *[]){"c", "a", "a c", NULL});
    xap_database *small = reading(three);
    assert_string_equal(found(small, words(XAP_OR, "a b c"), &search), "3");
    assert_string_equal(found(small, words(XAP_OR, "c b a"), &search), "3");
    xap_database_close(small);
}

static void coordination_ranks_by_the_number_of_words(void **state)
{
    xap_writable *writable = writing(tree_path(*state, "ranked"));
    add(writable, "a");
    add(writable, "a b c");
    add(writable, "b c c c");
    add(writable, "d a b c");
    xap_search search = page(0, 10);
    search.weighing = XAP_WEIGH_COORD;
    assert_string_equal(found(xap_writable_database(writable), words(XAP_OR, "a b c d"), &search), "4 2 3 1");
    search.least_weight = 2;
    assert_string_equal(found(xap_writable_database(writable), words(XAP_OR, "a b c d"), &search), "4 2 3");
    search.limit = 1;
    assert_string_equal(found(xap_writable_database(writable), words(XAP_OR, "a b c d"), &search), "4");
    xap_writable_close(writable);
}

static void a_synonym_group_coordinates_as_one_word(void **state)
{
    xap_writable *writable = writing(tree_path(*state, "synonyms"));
    add(writable, "car automobile");
    add(writable, "car tax");
    add(writable, "automobile tax");
    xap_search search = page(0, 10);
    search.weighing = XAP_WEIGH_COORD;
    search.least_weight = 2;
    xap_query *query = joined(XAP_OR, 0, words(XAP_SYNONYM, "car automobile"), word("tax"), NULL), *limited;
    good(xap_query_deadline(&limited, query, 1000000, &problem));
    assert_string_equal(found(xap_writable_database(writable), query, &search), "2 3");
    assert_string_equal(found(xap_writable_database(writable), limited, &search), "2 3");
    xap_writable_close(writable);
}

static void the_query_terms_of_a_hit_are_known_after_the_database_is_closed(void **state)
{
    (void)state;
    xap_query *query = words(XAP_OR, "levy tax duty");
    xap_search search = page(0, 10);
    search.weighing = XAP_WEIGH_NONE;
    xap_matches *matches = matches_of(database, query, &search);
    xap_query_free(query);
    xap_database_close(database);
    database = NULL;
    gathered one = {.size = 0}, two = {.size = 0}, stopped = {.stop_after = 1};
    good(xap_matches_terms(matches, 0, gather, &one, &problem));
    assert_string_equal(one.text, "tax");
    good(xap_matches_terms(matches, 3, gather, &two, &problem));
    assert_string_equal(two.text, "levy tax");
    bad(xap_matches_terms(matches, 3, gather, &stopped, &problem), XAP_ESTOPPED);
    assert_string_equal(stopped.text, "levy");
    xap_matches_free(matches);
}

static void matches_of_a_closed_writer_say_so(void **state)
{
    xap_writable *writable = writing(tree_path(*state, "closed"));
    add(writable, "a b");
    good(xap_writable_commit(writable, &problem));
    xap_query *query = word("a");
    xap_matches *matches = matches_of(xap_writable_database(writable), query, NULL);
    xap_writable_close(writable);
    gathered terms = {.size = 0};
    bad(xap_matches_terms(matches, 0, gather, &terms, &problem), XAP_ECLOSED);
    assert_int_equal(xap_matches_docid(matches, 0), 1);
    xap_matches_free(matches);
    xap_query_free(query);
}

static xap_query *within(unsigned milliseconds, xap_query *query)
{
    xap_query *limited;
    good(xap_query_deadline(&limited, query, milliseconds, &problem));
    xap_query_free(query);
    return limited;
}

static void times_out(const xap_database *in, xap_query *query)
{
    xap_matches *matches = NULL;
    const xap_search search = xap_search_default();
    bad(xap_match(&matches, in, query, &search, &problem), XAP_ETIMEOUT);
    assert_null(matches);
    xap_query_free(query);
}

static void no_time_at_all_is_a_timeout_wherever_it_stands(void **state)
{
    (void)state;
    xap_query *all;
    good(xap_query_match_all(&all, &problem));
    times_out(database, within(0, word("tax")));
    times_out(database, within(0, words(XAP_PHRASE, "tax levy")));
    times_out(database, within(0, word("missing")));
    times_out(database, within(0, all));
    times_out(database, within(1000000, within(0, word("tax"))));
    times_out(database, within(0, within(1000000, word("tax"))));
    times_out(database, joined(XAP_OR, 0, word("levy"), within(0, word("tax")), NULL));
    xap_query *query = within(0, word("tax")), *scaled;
    good(xap_query_scale(&scaled, query, 2, &problem));
    times_out(database, scaled);
    xap_query_free(query);
    xap_database *both;
    good(xap_database_open_many(&both, (const char *[]){path, path}, 2, &problem));
    times_out(both, within(0, word("tax")));
    xap_database_close(both);
}

static void with_time_enough_nothing_changes(void **state)
{
    char many[PATH_MAX];
    snprintf(many, sizeof many, "%s", tree_path(*state, "many"));
    build_many(many, 200);
    xap_writable *writable = writing(many);
    for (unsigned docid = 20; docid < 180; docid += 7)
        good(xap_writable_delete(writable, docid, &problem));
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
    xap_database *one = reading(many), *two;
    good(xap_database_open_many(&two, (const char *[]){many, path}, 2, &problem));
    const xap_database *const databases[] = {one, two};
    for (size_t i = 0; i < 2; i++)
        for (int kind = 0; kind < 6; kind++) {
            xap_query *plain, *limited;
            if (kind == 0)
                good(xap_query_match_all(&plain, &problem));
            else
                plain = words((xap_operator)(kind - 1), "a b tax");
            good(xap_query_deadline(&limited, plain, 1000000, &problem));
            char expected[4096];
            snprintf(expected, sizeof expected, "%s", all_found(databases[i], plain));
            assert_string_equal(all_found(databases[i], limited), expected);
        }
    xap_database_close(one);
    xap_database_close(two);
}

/* Words that are everywhere and never in a row: each document costs a walk along both position lists. */
static void build_heavy(const char *where, unsigned documents)
{
    enum { POSITIONS = 20000 };
    static unsigned even[POSITIONS], odd[POSITIONS];
    for (unsigned i = 0; i < POSITIONS; i++) {
        even[i] = 8 * i + 2;
        odd[i] = 8 * i + 6;
    }
    xap_document *document;
    xap_writable *writable = writing(where);
    good(xap_document_new(&document, &problem));
    good(xap_document_add_term(document, "first", 5, even, POSITIONS, POSITIONS, &problem));
    good(xap_document_add_term(document, "then", 4, odd, POSITIONS, POSITIONS, &problem));
    for (unsigned i = 0; i < documents; i++)
        good(xap_writable_add(writable, document, NULL, &problem));
    good(xap_writable_commit(writable, &problem));
    xap_document_free(document);
    xap_writable_close(writable);
}

static void a_deadline_ends_a_match_that_would_go_on(void **state)
{
    char heavy[PATH_MAX];
    snprintf(heavy, sizeof heavy, "%s", tree_path(*state, "heavy"));
    build_heavy(heavy, 150);
    xap_database *slow = reading(heavy);
    assert_string_equal(all_found(slow, words(XAP_PHRASE, "first then")), "");
    times_out(slow, within(1, words(XAP_PHRASE, "first then")));
    times_out(slow, within(1, words(XAP_NEAR, "then first")));
    xap_database_close(slow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_documents(the_best_come_first_and_equals_by_docid),
        with_documents(bm25_weighs_as_written),
        with_documents(pages_follow_one_another),
        with_documents(an_empty_database_has_no_hits),
        with_documents(sorting_by_value_puts_those_without_one_last_either_way),
        with_documents(equal_values_are_ordered_by_weight_when_asked),
        with_documents(values_of_any_bytes_sort_in_byte_order),
        with_documents(collapsing_keeps_the_best_of_each_value),
        with_documents(facets_count_the_values_of_what_matched),
        with_documents(totals_and_facets_are_exact_up_to_check_at_least),
        with_documents(n_of_m_words_by_coordination_is_exact),
        with_documents(n_of_m_words_by_coordination_bears_a_word_that_is_nowhere),
        with_documents(coordination_ranks_by_the_number_of_words),
        with_documents(a_synonym_group_coordinates_as_one_word),
        with_documents(the_query_terms_of_a_hit_are_known_after_the_database_is_closed),
        with_documents(matches_of_a_closed_writer_say_so),
        with_documents(no_time_at_all_is_a_timeout_wherever_it_stands),
        with_documents(with_time_enough_nothing_changes),
        with_documents(a_deadline_ends_a_match_that_would_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
