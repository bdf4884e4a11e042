#include "intake/helpers.h"
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Small, so that what hangs is stopped soon; nothing here waits for a time to pass. */
static const helpers_settings small = {.program = EVIL_EXTRACT,
                                       .memory = 64 << 20,
                                       .cpu_seconds = 1,
                                       .wall_ms = 120000,
                                       .answer_most = 4000000,
                                       .ratio = 100,
                                       .ratio_from = 1000000,
                                       .files = 10};

typedef struct {
    helpers *pool;
    pgf_error err;
    char text[256];
} bench;

static bench with(const helpers_settings *settings)
{
    bench made = {0};
    assert_int_equal(helpers_new(&made.pool, settings, NULL), PGF_OK);
    return made;
}

static pgf_status ask(bench *b, const char *bytes)
{
    const intake_input input = {.bytes = bytes, .size = strlen(bytes), .path = "page.html"};
    pgf_document *document;
    size_t size;
    b->err = (pgf_error){0};
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    pgf_status status = helpers_read(b->pool, "HTML", &input, document, &b->err);
    snprintf(b->text, sizeof b->text, "%s", pgf_document_text(document, &size));
    pgf_document_free(document);
    return status;
}

static size_t count_descriptors(void)
{
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void assert_no_child(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void assert_reads_on(bench *b)
{
    assert_int_equal(ask(b, "well"), PGF_OK);
    assert_string_equal(b->text, "well");
}

/* What is done in the middle of good documents costs itself alone. */
static void assert_stopped(const helpers_settings *settings, const char *deed, pgf_status expected, const char *message)
{
    size_t before = count_descriptors();
    bench b = with(settings);
    assert_reads_on(&b);
    assert_int_equal(ask(&b, deed), expected);
    if (message)
        assert_string_equal(b.err.message, message);
    assert_true(*b.err.message);
    assert_reads_on(&b);
    helpers_free(b.pool);
    assert_no_child();
    assert_int_equal(count_descriptors(), before);
}

static void a_document_is_read(void **state)
{
    (void)state;
    bench b = with(&small);
    assert_int_equal(ask(&b, "Duty of care"), PGF_OK);
    assert_string_equal(b.text, "Duty of care");
    helpers_free(b.pool);
    assert_no_child();
}

static void a_crash_costs_its_document(void **state)
{
    (void)state;
    assert_stopped(&small, "crash", PGF_EFORMAT, "its reader crashed (Segmentation fault)");
}

static void a_process_that_waits_is_stopped(void **state)
{
    (void)state;
    helpers_settings settings = small;
    settings.wall_ms = 2000;
    assert_stopped(&settings, "hang", PGF_ELIMIT, "took more than 2 s");
}

static void a_process_that_spins_is_stopped(void **state)
{
    (void)state;
    assert_stopped(&small, "spin", PGF_ELIMIT, "took more than 1 s of processor time");
}

static void a_flood_is_stopped(void **state)
{
    (void)state;
    assert_stopped(&small, "flood", PGF_ELIMIT, "gives more than 100 times as much text as it has bytes");
    helpers_settings settings = small;
    settings.ratio_from = settings.answer_most;
    settings.ratio = 1000000000;
    assert_stopped(&settings, "flood", PGF_ELIMIT, "its reader gives more than 4000 kB");
}

static void memory_has_an_end(void **state)
{
    (void)state;
    assert_stopped(&small, "eat", PGF_EFORMAT, "its reader crashed (Aborted)");
}

static void an_early_end_costs_its_document(void **state)
{
    (void)state;
    assert_stopped(&small, "leave", PGF_EFORMAT, "its reader ended without an answer (exit code 3)");
    assert_stopped(&small, "close", PGF_EFORMAT, NULL);
}

static void broken_answers_cost_their_document(void **state)
{
    (void)state;
    static const char *const deeds[] = {"babble", "promise", "twice", "wrong number"};
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        assert_stopped(&small, deeds[i], PGF_EFORMAT, "its reader gave no proper answer");
}

/* These need seccomp, which a container may refuse. */
static void other_processes_and_programs_are_out_of_reach(void **state)
{
    (void)state;
    bench b = with(&small);
    assert_reads_on(&b);
    if (*helpers_lacks(b.pool)) {
        helpers_free(b.pool);
        skip();
    }
    helpers_free(b.pool);
    assert_stopped(&small, "fork", PGF_EFORMAT, "its reader tried what it may not (Bad system call)");
    assert_stopped(&small, "exec", PGF_EFORMAT, "its reader tried what it may not (Bad system call)");
}

static void files_and_the_network_are_out_of_reach(void **state)
{
    (void)state;
    bench b = with(&small);
    assert_reads_on(&b);
    bool confined = !*helpers_lacks(b.pool);
    if (confined) {
        assert_int_equal(ask(&b, "file"), PGF_OK);
        assert_string_equal(b.text, "no file");
        assert_int_equal(ask(&b, "socket"), PGF_OK);
        assert_string_equal(b.text, "no socket");
    }
    helpers_free(b.pool);
    if (!confined)
        skip();
}

/* An earlier document may have left it damaged. */
static void a_crash_of_a_used_process_is_tried_again_in_a_new_one(void **state)
{
    (void)state;
    bench b = with(&small);
    assert_reads_on(&b);
    assert_int_equal(ask(&b, "second crash"), PGF_OK);
    helpers_free(b.pool);
}

/* Whether it comes before the next question or in the middle of it. */
static void what_comes_after_an_answer_is_nobodys(void **state)
{
    (void)state;
    bench b = with(&small);
    for (unsigned i = 0; i < 100; i++) {
        pgf_status status = ask(&b, "add");
        assert_true(status == PGF_EFORMAT || (status == PGF_OK && strcmp(b.text, "well") == 0));
        assert_reads_on(&b);
    }
    helpers_free(b.pool);
}

static void a_missing_program_is_named(void **state)
{
    (void)state;
    helpers_settings settings = small;
    settings.program = "/nowhere/paragraf-extract";
    bench b = with(&settings);
    assert_int_equal(ask(&b, "well"), PGF_EIO);
    assert_string_equal(b.err.message, "its reader is not installed: there is no /nowhere/paragraf-extract");
    helpers_free(b.pool);
    assert_no_child();
}

static void a_program_of_another_kind_is_no_documents_fault(void **state)
{
    (void)state;
    helpers_settings settings = small;
    settings.program = "/bin/true";
    bench b = with(&settings);
    assert_int_equal(ask(&b, "well"), PGF_EIO);
    assert_string_equal(b.err.message, "its reader cannot be used: /bin/true ended without an answer (exit code 0)");
    assert_int_equal(helpers_try(b.pool, &b.err), PGF_EIO);
    helpers_free(b.pool);
    assert_no_child();
}

static void a_program_of_another_version_is_named(void **state)
{
    (void)state;
    bench b = with(&small);
    setenv("EVIL_VERSION", "9", 1);
    assert_int_equal(helpers_try(b.pool, &b.err), PGF_EIO);
    assert_string_equal(b.err.message, "its reader is of another version than this program: " EVIL_EXTRACT);
    unsetenv("EVIL_VERSION");
    helpers_free(b.pool);
    assert_no_child();
}

enum { THREADS = 4, DOCUMENTS = 100 };

static void *ask_and_ask(void *pool)
{
    bench b = {.pool = pool};
    size_t good = 0;
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        char text[32];
        snprintf(text, sizeof text, "well %u %p", i, (void *)&b);
        bool crashes = i % 10 == 9;
        pgf_status status = ask(&b, crashes ? "crash" : text);
        good += crashes ? status == PGF_EFORMAT : status == PGF_OK && strcmp(b.text, text) == 0;
    }
    return good == DOCUMENTS ? pool : NULL;
}

static void threads_get_their_own_answers(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    bench b = with(&small);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_and_ask, b.pool), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *good = NULL;
        assert_int_equal(pthread_join(threads[i], &good), 0);
        assert_non_null(good);
    }
    helpers_free(b.pool);
    assert_no_child();
}

static void nothing_is_left_after_a_thousand_documents(void **state)
{
    (void)state;
    size_t before = count_descriptors();
    bench b = with(&small);
    for (unsigned i = 0; i < 1000; i++) {
        const char *deed = i % 7 == 3 ? "crash" : i % 7 == 5 ? "babble" : "well";
        assert_int_equal(ask(&b, deed), i % 7 == 3 || i % 7 == 5 ? PGF_EFORMAT : PGF_OK);
        assert_true(count_descriptors() <= before + 1);
    }
    helpers_free(b.pool);
    assert_no_child();
    assert_int_equal(count_descriptors(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_read),
        cmocka_unit_test(a_crash_costs_its_document),
        cmocka_unit_test(a_process_that_waits_is_stopped),
        cmocka_unit_test(a_process_that_spins_is_stopped),
        cmocka_unit_test(a_flood_is_stopped),
        cmocka_unit_test(memory_has_an_end),
        cmocka_unit_test(an_early_end_costs_its_document),
        cmocka_unit_test(broken_answers_cost_their_document),
        cmocka_unit_test(other_processes_and_programs_are_out_of_reach),
        cmocka_unit_test(files_and_the_network_are_out_of_reach),
        cmocka_unit_test(a_crash_of_a_used_process_is_tried_again_in_a_new_one),
        cmocka_unit_test(what_comes_after_an_answer_is_nobodys),
        cmocka_unit_test(a_missing_program_is_named),
        cmocka_unit_test(a_program_of_another_kind_is_no_documents_fault),
        cmocka_unit_test(a_program_of_another_version_is_named),
        cmocka_unit_test(threads_get_their_own_answers),
        cmocka_unit_test(nothing_is_left_after_a_thousand_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
