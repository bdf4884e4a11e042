/* Every allocation of writing fails once: the error says so, and the index is one that can be read. */
#include "fail_alloc.h"
#include "index/maintain.h"
#include "writing.h"

/*
 * A document that changes with `turn`, one that goes, and one that comes; then a source that goes and one that stays.
 */
static pgf_status feed(writing *w, size_t turn)
{
    char texts[3][40] = {"", "-2", ""};
    const pgf_source_stamp stamp = {turn, 1, {1, 1}};
    snprintf(texts[0], sizeof texts[0], "1|On fish|herring %zu", turn);
    snprintf(texts[2], sizeof texts[2], "2||roads %zu", turn);
    pgf_status status = pgf_writer_begin_source(w->writer, "a", "a", false, &w->err);
    for (size_t i = 0; i < 3 && !status; i++) {
        fail_alloc_pause(true);
        pgf_unit unit = {.bytes = strdup(texts[i]), .size = strlen(texts[i]), .path = "a", .line = i + 1};
        fail_alloc_pause(false);
        status = pgf_writer_add(w->writer, &unit, &w->err);
    }
    if (!status)
        status = pgf_writer_end_source(w->writer, &stamp, PGF_INDEXED, "", &w->err);
    if (!status)
        status = pgf_writer_remove_source(w->writer, "b", &w->err);
    if (!status)
        status = pgf_writer_begin_source(w->writer, "b", "b", false, &w->err);
    if (!status)
        status = pgf_writer_end_source(w->writer, &stamp, PGF_SKIPPED, "is empty", &w->err);
    return status ? status : pgf_writer_touch_source(w->writer, "b", &stamp, &w->err);
}

static pgf_status attempt(writing *w, size_t turn)
{
    w->err = (pgf_error){0};
    w->report[0] = '\0';
    pgf_status status = pgf_writer_open(&w->writer, writing_index(w), &w->options, &w->err);
    if (status)
        return status;
    status = feed(w, turn);
    if (!status)
        return writing_finish(w);
    pgf_writer_abandon(w->writer);
    w->writer = NULL;
    return status;
}

static void fail_each(writing *w)
{
    for (size_t nth = 1;; nth++) {
        fail_alloc_at(nth);
        pgf_status status = attempt(w, nth);
        bool reached = fail_alloc_count() >= nth;
        fail_alloc_at(0);
        if (!reached) {
            assert_int_equal(status, PGF_OK);
            assert_true(nth > 100);
            return;
        }
        if (status != PGF_ENOMEM || w->err.status != PGF_ENOMEM || !strstr(w->err.message, "out of memory"))
            fail_msg("allocation %zu: status %d, error %d: %s\n%s", nth, status, w->err.status, w->err.message,
                     w->report);
    }
}

static void fail_in(bool rebuild)
{
    writing w;
    writing_init(&w);
    w.options.jobs = 1;
    assert_int_equal(attempt(&w, 0), PGF_OK);
    w.options.rebuild = rebuild;
    fail_each(&w);
    assert_int_equal(w.totals.documents, 2);
    if (pgf_index_verify(writing_index(&w), NULL, NULL, &w.err))
        fail_msg("%s", w.err.message);
    writing_dispose(&w);
}

static void an_update_without_memory_says_so_and_the_index_stays_whole(void **state)
{
    (void)state;
    fail_in(false);
}

static void a_rebuild_without_memory_says_so_and_the_index_stays_whole(void **state)
{
    (void)state;
    fail_in(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_update_without_memory_says_so_and_the_index_stays_whole),
        cmocka_unit_test(a_rebuild_without_memory_says_so_and_the_index_stays_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
