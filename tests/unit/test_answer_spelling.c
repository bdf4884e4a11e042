/* What an answer says of a word that no document has, and when it is of another spelling. */
#include "asking.h"

static const char *const documents[] = {
    "id: water\ntitle: Drinking water\ndate: 2023\ntype: act\nlanguage: en\n\nWhoever supplies drinking water tests "
    "it.",
    "id: order\ntitle: Order\ntype: regulation\nlanguage: en\n\nThe water authority keeps the order of tests.", NULL};

ASKING_OF(documents)

static void assert_query(const cJSON *answer, const char *corrected, const char *searched)
{
    if (corrected)
        assert_string_equal(text_at(answer, "query.corrected"), corrected);
    else
        assert_true(cJSON_IsNull(at(answer, "query.corrected")));
    assert_string_equal(text_at(answer, "query.searched"), searched);
}

static void another_spelling_is_proposed_where_there_are_hits(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "drnking water");
    assert_query(answer, "drinking water", "parsed");
    assert_string_equal(text_at(answer, "query.parsed"), "drnking water");
    assert_int_equal((int)number_at(answer, "total.value"), 0);
    assert_int_equal(cJSON_GetArraySize(at(answer, "hits")), 2);
    cJSON_Delete(answer);
}

static void another_spelling_is_searched_where_nothing_is_found(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "\"drnking watr\"");
    assert_query(answer, "\"drinking water\"", "corrected");
    assert_string_equal(text_at(answer, "query.text"), "\"drnking watr\"");
    assert_string_equal(text_at(answer, "query.parsed"), "\"drnking watr\"");
    assert_string_equal(ids_of(answer), "water");
    assert_string_equal(text_at(answer, "query.warnings.0"), "No document has the word drnking");
    assert_string_equal(text_at(answer, "query.languages.0"), "en");
    cJSON_Delete(answer);
}

static void counts_are_of_what_is_searched_in_any_order(void **state)
{
    (void)state;
    pgf_request request = request_for("drnking");
    request.count_only = true;
    cJSON *answer = ask(&here, &request);
    assert_query(answer, "drinking", "corrected");
    assert_int_equal((int)number_at(answer, "total.value"), 1);
    assert_int_equal((int)number_at(answer, "facets.type.0.count"), 1);
    cJSON_Delete(answer);
    request.query = "drnking water"; /* of which hits have one word, though none is counted */
    request.query_size = strlen(request.query);
    answer = ask(&here, &request);
    assert_query(answer, "drinking water", "parsed");
    assert_int_equal((int)number_at(answer, "total.value"), 0);
    cJSON_Delete(answer);
    request.count_only = false;
    request.sort = PGF_SORT_NEWEST;
    answer = ask(&here, &request);
    assert_query(answer, "drinking water", "corrected");
    assert_string_equal(ids_of(answer), "water");
    cJSON_Delete(answer);
}

static void pages_are_of_the_same_spelling(void **state)
{
    (void)state;
    pgf_request request = request_for("watr");
    request.limit = 1;
    request.offset = 1;
    cJSON *answer = ask(&here, &request);
    assert_query(answer, "water", "corrected");
    assert_int_equal((int)number_at(answer, "hits.0.rank"), 2);
    cJSON_Delete(answer);
    request.offset = 5;
    answer = ask(&here, &request);
    assert_query(answer, "water", "corrected");
    assert_int_equal(cJSON_GetArraySize(at(answer, "hits")), 0);
    cJSON_Delete(answer);
}

static void nothing_is_proposed_that_finds_nothing_either(void **state)
{
    (void)state;
    const pgf_filter filter = {"type", "regulation"};
    pgf_request request = request_for("drnking");
    request.filters = &filter;
    request.filter_count = 1;
    cJSON *answer = ask(&here, &request);
    assert_query(answer, NULL, "parsed");
    assert_int_equal((int)number_at(answer, "total.value"), 0);
    assert_int_equal((int)number_at(answer, "matched.of"), 1);
    assert_int_equal(cJSON_GetArraySize(at(answer, "hits")), 0);
    cJSON_Delete(answer);
}

static void the_search_may_be_kept_to_what_was_typed(void **state)
{
    (void)state;
    pgf_request request = request_for("drnking");
    request.as_typed = true;
    cJSON *answer = ask(&here, &request);
    assert_query(answer, NULL, "parsed");
    assert_int_equal((int)number_at(answer, "total.value"), 0);
    cJSON_Delete(answer);
}

static void a_strict_query_is_corrected_too(void **state)
{
    (void)state;
    pgf_request request = request_for("drnking AND water");
    request.strict = true;
    cJSON *answer = ask(&here, &request);
    assert_query(answer, "drinking AND water", "corrected");
    assert_string_equal(ids_of(answer), "water");
    cJSON_Delete(answer);
}

static void words_that_documents_have_are_left_alone(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "drinks waters tested");
    assert_query(answer, NULL, "parsed");
    cJSON_Delete(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_spelling_is_proposed_where_there_are_hits),
        cmocka_unit_test(another_spelling_is_searched_where_nothing_is_found),
        cmocka_unit_test(counts_are_of_what_is_searched_in_any_order),
        cmocka_unit_test(pages_are_of_the_same_spelling),
        cmocka_unit_test(nothing_is_proposed_that_finds_nothing_either),
        cmocka_unit_test(the_search_may_be_kept_to_what_was_typed),
        cmocka_unit_test(a_strict_query_is_corrected_too),
        cmocka_unit_test(words_that_documents_have_are_left_alone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
