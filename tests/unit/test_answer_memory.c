/* Every allocation of an answer fails once: the call says so, leaks nothing, and works the next time. */
#include "asking.h"
#include "fail_alloc.h"

static const char *const documents[] = {
    "id: a\ntitle: Defence cooperation\ndate: 2023\ntype: act\ntopic: x\ntopic: y\nlanguage: en\nurl: "
    "https://x.example\n\n"
    "## 1 Scope\n\nThe defence industry is the first and closest matter of cooperation under section 5(2).",
    "id: b\ntitle: 個人情報\ntype: act\nlanguage: ja\n\n個人情報の漏えいの報告。", NULL};

ASKING_OF(documents)

static void fail_each(const pgf_request *request, size_t at_least)
{
    for (size_t nth = 1;; nth++) {
        char *json = NULL;
        fail_alloc_at(nth);
        pgf_status status = pgf_search(here.searcher, request, &json, NULL, &here.err);
        bool reached = fail_alloc_count() >= nth;
        fail_alloc_at(0);
        free(json);
        if (!reached) {
            assert_int_equal(status, PGF_OK);
            assert_true(nth > at_least);
            return;
        }
        assert_int_equal(status, PGF_ENOMEM);
        assert_non_null(strstr(here.err.message, "out of memory"));
    }
}

static void an_answer_says_that_memory_is_short(void **state)
{
    (void)state;
    pgf_request request = request_for("defence \"industry is\" 5(2) 個人情報 -unknown OR");
    request.date_from = "2020-01-01";
    request.query_id = "q";
    fail_each(&request, 60);
    request.sort = PGF_SORT_NEWEST;
    fail_each(&request, 60);
}

static void the_query_language_says_that_memory_is_short(void **state)
{
    (void)state;
    pgf_request request = request_for("(defence OR space^2) AND =industry indus* coperation~ title:defence "
                                      "defence NEAR/5 industry lang:en date:..2030 NOT (type:act OR \"no such\") (OR");
    fail_each(&request, 100);
}

static void another_spelling_says_that_memory_is_short(void **state)
{
    (void)state;
    pgf_request request = request_for("title:\"defense cooperatin\" industryclosest");
    fail_each(&request, 60);
}

static void opening_says_that_memory_is_short(void **state)
{
    (void)state;
    for (size_t nth = 1;; nth++) {
        pgf_searcher *searcher = NULL;
        fail_alloc_at(nth);
        pgf_status status = pgf_searcher_open(&searcher, writing_index(&here.index), &here.err);
        bool reached = fail_alloc_count() >= nth;
        fail_alloc_at(0);
        assert_int_equal(status, reached ? PGF_ENOMEM : PGF_OK);
        if (!reached) {
            pgf_searcher_close(searcher);
            assert_true(nth > 3);
            return;
        }
        assert_null(searcher);
    }
}

static void the_answer_is_whole_when_memory_is_back(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "defence cooperation");
    assert_string_equal(ids_of(answer), "a");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "defence|cooperation");
    cJSON_Delete(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_says_that_memory_is_short),
        cmocka_unit_test(the_query_language_says_that_memory_is_short),
        cmocka_unit_test(another_spelling_says_that_memory_is_short),
        cmocka_unit_test(opening_says_that_memory_is_short),
        cmocka_unit_test(the_answer_is_whole_when_memory_is_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
