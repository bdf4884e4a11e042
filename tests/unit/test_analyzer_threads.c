/* An analyzer a thread, all started at once: the tables behind them are filled once, and the terms are the same. */
#include "terms.h"
#include "text/clean.h"
#include "text/language.h"
#include <pthread.h>
#include <stdlib.h>

enum { THREADS = 6, ROUNDS = 20 };

static const char text[] =
    "L’obligation des Straßen U.S.C. 個人情報ﾃﾞｰﾀ ประเทศไทย e\xCC\x81tat, COVID-19 Οδός обязанности "
    "the controller shall notify the authority without delay";

typedef struct {
    char *terms;
    char language[PGF_LANGUAGE_MAX];
    const char *stemmer_version;
    bool failed;
} work;

static pthread_barrier_t start;

static pgf_status add(void *payload, const pgf_term *term)
{
    return pgf_buffer_printf(payload, "%.*s[%u] ", (int)term->size, term->text, term->position);
}

/* cmocka's assertions are for the main thread only. */
static void *analyze_all(void *payload)
{
    work *mine = payload;
    pgf_analyzer *analyzer = NULL;
    pgf_buffer clean = {0}, line = {0};
    pthread_barrier_wait(&start);
    mine->failed = pgf_analyzer_new(&analyzer, NULL) != PGF_OK;
    for (int round = 0; !mine->failed && round < ROUNDS; round++) {
        pgf_buffer_clear(&clean);
        mine->failed = pgf_clean(text, strlen(text), true, &clean, NULL) != PGF_OK;
        for (const char *const *code = pgf_language_stemmed(); !mine->failed && *code; code++)
            mine->failed = pgf_analyze(analyzer, *code, clean.bytes, clean.size, add, &line) != PGF_OK;
    }
    pgf_language_detect(text, strlen(text), mine->language);
    mine->stemmer_version = pgf_stemmer_version();
    mine->terms = pgf_buffer_take(&line);
    pgf_buffer_dispose(&clean);
    pgf_analyzer_free(analyzer);
    return NULL;
}

static void threads_give_the_same_terms(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    work works[THREADS] = {{0}};
    pthread_barrier_init(&start, NULL, THREADS);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, analyze_all, &works[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_false(works[i].failed);
        assert_string_equal(works[i].terms, works[0].terms);
        assert_string_equal(works[i].language, works[0].language);
        assert_ptr_equal(works[i].stemmer_version, works[0].stemmer_version);
    }
    assert_true(strlen(works[0].terms) > 1000);
    for (int i = 0; i < THREADS; i++)
        free(works[i].terms);
    pthread_barrier_destroy(&start);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_give_the_same_terms)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
