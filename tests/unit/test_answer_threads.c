/* Searchers of several threads, one each, answer as one does alone. */
#include "asking.h"
#include <pthread.h>

enum { THREADS = 4, ROUNDS = 20 };

static const char *const documents[] = {
    "id: a\ntitle: Defence\ndate: 2023\nlanguage: en\n\nThe defence industry under section 5(2).",
    "id: b\ntitle: Sécurité\nlanguage: fr\n\nLa sécurité des données.",
    "id: c\ntitle: 個人情報\nlanguage: ja\n\n個人情報の漏えい。", NULL};

static const char *const queries[] = {"defence industry",    "securite", "個人情報",
                                      "\"section 5\" -data", "5(2)",     "-data"};
enum { QUERIES = sizeof queries / sizeof *queries };

typedef struct {
    const char *path;
    char found[QUERIES][200]; /* ids of the last round */
    bool failed;
} worker;

static void answer_all(worker *w, pgf_searcher *searcher)
{
    for (size_t i = 0; i < QUERIES; i++) {
        pgf_request request = request_for(queries[i]);
        char *json = NULL;
        request.sort = i % 2 ? PGF_SORT_NEWEST : PGF_SORT_RELEVANCE;
        request.date_to = i % 3 ? "2024" : NULL;
        request.filters = &(pgf_filter){"language", "en"};
        request.filter_count = i % 4 == 3;
        if (pgf_search(searcher, &request, &json, NULL, NULL)) {
            w->failed = true;
            return;
        }
        const char *hits = strstr(json, "\"hits\":");
        snprintf(w->found[i], sizeof w->found[i], "%s", hits ? hits : "");
        free(json);
    }
}

static void *work(void *payload)
{
    worker *w = payload;
    pgf_searcher *searcher = NULL;
    w->failed = pgf_searcher_open(&searcher, w->path, NULL) != PGF_OK;
    for (int i = 0; i < ROUNDS && !w->failed; i++)
        answer_all(w, searcher);
    pgf_searcher_close(searcher);
    return NULL;
}

static void searchers_of_several_threads_do_not_disturb_each_other(void **state)
{
    (void)state;
    asking here;
    asking_open(&here, documents);
    static worker alone, workers[THREADS];
    pthread_t threads[THREADS];
    alone.path = writing_index(&here.index);
    work(&alone);
    assert_false(alone.failed);
    for (int i = 0; i < THREADS; i++) {
        workers[i].path = alone.path;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_false(workers[i].failed);
        for (size_t j = 0; j < QUERIES; j++)
            assert_string_equal(workers[i].found[j], alone.found[j]);
    }
    asking_close(&here);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searchers_of_several_threads_do_not_disturb_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
