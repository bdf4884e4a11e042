/* What goes wrong while an index is written, and what is there afterwards. */
#include "index/layout.h"
#include "index/maintain.h"
#include "writing.h"
#include <signal.h>
#include <sys/resource.h>

static void make_index(writing *w, const char *unit)
{
    writing_init(w);
    writing_open(w);
    FEED(w, "a", unit);
    writing_done(w);
}

static void a_delete_line_may_name_a_document_that_its_source_had(void **state)
{
    (void)state;
    writing w;
    make_index(&w, "1||alpha");
    writing_open(&w);
    FEED(&w, "a", "-1", "2||beta");
    writing_done(&w);
    assert_string_equal(w.report, "a:1 1 removed\na:2 2 indexed\n");
    assert_int_equal(w.totals.documents, 1);
    assert_int_equal(pgf_index_verify(writing_index(&w), NULL, NULL, NULL), PGF_OK);
    writing_dispose(&w);
}

static void an_index_of_another_format_stays_until_its_rebuild_is_done(void **state)
{
    (void)state;
    writing w;
    make_index(&w, "1||alpha");
    pgf_layout layout;
    assert_int_equal(pgf_layout_read(writing_index(&w), &layout, NULL), PGF_OK);
    layout.format++;
    assert_int_equal(pgf_layout_write(writing_index(&w), &layout, NULL), PGF_OK);
    w.options.rebuild = true;
    writing_open(&w);
    FEED(&w, "a", "1||beta");
    pgf_writer_abandon(w.writer);
    w.writer = NULL;
    layout.format--;
    assert_int_equal(pgf_layout_write(writing_index(&w), &layout, NULL), PGF_OK);
    assert_int_equal(writing_documents_of_word(&w, "alpha"), 1);
    writing_dispose(&w);
}

static void an_index_without_its_generation_asks_for_a_rebuild(void **state)
{
    (void)state;
    writing w;
    char folder[PATH_MAX];
    make_index(&w, "1||alpha");
    pgf_layout_generation(writing_index(&w), 1, false, folder);
    assert_int_equal(rename(folder, tree_path(&w.files, "elsewhere")), 0);
    assert_int_equal(pgf_writer_open(&w.writer, writing_index(&w), &w.options, &w.err), PGF_ECORRUPT);
    assert_non_null(strstr(w.err.message, "the generation in use is gone; make the index anew with paragraf-indexer "));
    w.options.rebuild = true;
    writing_open(&w);
    FEED(&w, "a", "1||beta");
    writing_done(&w);
    assert_int_equal(writing_documents_of_word(&w, "beta"), 1);
    writing_dispose(&w);
}

/* Feed `count` lines "N||common" and no end of the source. */
static void feed_lines(writing *w, const char *source, int count)
{
    assert_int_equal(pgf_writer_begin_source(w->writer, source, source, false, NULL), PGF_OK);
    for (int i = 1; i <= count; i++) {
        char text[32];
        int size = snprintf(text, sizeof text, "%d||common", i);
        pgf_unit unit = {.bytes = strdup(text), .size = (size_t)size, .path = source, .line = (size_t)i};
        assert_int_equal(pgf_writer_add(w->writer, &unit, NULL), PGF_OK);
    }
}

static void a_source_that_a_crash_leaves_half_read_is_read_again(void **state)
{
    (void)state;
    writing w;
    make_index(&w, "1||alpha");
    writing_open(&w);
    feed_lines(&w, "a", 1500); /* a commit comes after 1,000 */
    pgf_writer_abandon(w.writer);
    w.writer = NULL;
    assert_int_not_equal(writing_documents_of_word(&w, "common"), 0);
    writing_assert_unread(&w, "a");
    writing_dispose(&w);
}

/* Of documents that go, no more than 1,000 wait for a commit: what a transaction holds is in memory. */
static void a_large_source_goes_in_several_commits(void **state)
{
    (void)state;
    const pgf_source_stamp stamp = {1, 1, {1, 1}};
    for (int whole = 0; whole < 2; whole++) {
        writing w;
        make_index(&w, "0||alpha");
        writing_open(&w);
        feed_lines(&w, "b", 2500);
        assert_int_equal(pgf_writer_end_source(w.writer, &stamp, PGF_INDEXED, "", NULL), PGF_OK);
        writing_done(&w);
        unsigned long long before = w.totals.revision;
        writing_open(&w);
        if (whole)
            assert_int_equal(pgf_writer_remove_source(w.writer, "b", NULL), PGF_OK);
        else
            FEED(&w, "b", "");
        writing_done(&w);
        assert_int_equal(w.totals.revision, before + 3);
        assert_int_equal(w.totals.documents, 1);
        assert_int_equal(writing_documents_of_word(&w, "common"), 0);
        writing_dispose(&w);
    }
}

/* A heading of so many bytes is more than a document takes. */
static pgf_status parse_wide(void *payload, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                             pgf_error *err)
{
    enum { WIDE = 21 << 20 };
    pgf_status status = writing_parse(payload, unit, document, kind, err);
    if (status || !strstr(unit->bytes, "wide"))
        return status;
    char *heading = malloc(WIDE);
    assert_non_null(heading);
    memset(heading, 'x', WIDE);
    status = pgf_document_add_section(*document, 1, heading, WIDE, "", err);
    free(heading);
    return status;
}

static void a_document_beyond_a_limit_costs_only_itself(void **state)
{
    (void)state;
    for (int rebuild = 0; rebuild < 2; rebuild++) {
        writing w;
        make_index(&w, "0||alpha");
        w.options.parse = parse_wide;
        w.options.rebuild = rebuild;
        writing_open(&w);
        FEED(&w, "a", "1||beta", "2||wide", "3||gamma");
        writing_done(&w);
        assert_non_null(strstr(w.report, "a:1 1 indexed\na:2 2 failed (has more than 20 MB of text"));
        assert_non_null(strstr(w.report, "a:3 3 indexed\n"));
        assert_int_equal(w.totals.documents, 2);
        assert_int_equal(writing_documents_of_word(&w, "wide"), 0);
        if (pgf_index_verify(writing_index(&w), NULL, NULL, &w.err))
            fail_msg("%s", w.err.message);
        writing_dispose(&w);
    }
}

/* Sources are read in order of their names: a line may move to one that comes before that where it was. */
static void a_source_whose_id_another_has_is_read_again(void **state)
{
    (void)state;
    for (int rebuild = 0; rebuild < 2; rebuild++) {
        writing w;
        make_index(&w, "0||alpha");
        w.options.rebuild = rebuild;
        writing_open(&w);
        FEED(&w, "b", "1||beta");
        FEED(&w, "c", "1||gamma", "2||delta");
        writing_done(&w);
        w.options.rebuild = false;
        writing_assert_unread(&w, "c");
        writing_open(&w);
        FEED(&w, "b", "");
        FEED(&w, "c", "1||gamma", "2||delta");
        writing_done(&w);
        assert_int_equal(writing_documents_of_word(&w, "gamma"), 1);
        writing_dispose(&w);
    }
}

static void an_id_that_comes_thousands_of_times_is_one_document(void **state)
{
    (void)state;
    enum { LINES = 2500 };
    static const char *units[LINES + 1];
    writing w;
    writing_init(&w);
    w.options.report = NULL;
    writing_open(&w);
    for (int i = 0; i < LINES; i++)
        units[i] = i + 1 < LINES ? "1||early" : "1||late";
    writing_feed(&w, "a", units, false);
    writing_done(&w);
    assert_int_equal(w.totals.documents, 1);
    assert_int_equal(writing_documents_of_word(&w, "early"), 0);
    assert_int_equal(writing_documents_of_word(&w, "late"), 1);
    if (pgf_index_verify(writing_index(&w), NULL, NULL, &w.err))
        fail_msg("%s", w.err.message);
    writing_dispose(&w);
}

static pgf_status write_beta(writing *w)
{
    const pgf_source_stamp stamp = {2, 2, {2, 2}};
    pgf_writer *writer;
    pgf_status status = pgf_writer_open(&writer, writing_index(w), &w->options, &w->err);
    if (status)
        return status;
    pgf_unit unit = {.bytes = strdup("1||beta"), .size = 7, .path = "a", .line = 1};
    status = pgf_writer_begin_source(writer, "a", "a", false, &w->err);
    if (status)
        free(unit.bytes);
    else
        status = pgf_writer_add(writer, &unit, &w->err);
    if (!status)
        status = pgf_writer_end_source(writer, &stamp, PGF_INDEXED, "", &w->err);
    if (!status)
        return pgf_writer_finish(writer, NULL, &w->err);
    pgf_writer_abandon(writer);
    return status;
}

/* No file may be larger than `most`: to whoever writes it, a full disk. */
static pgf_status write_beta_within(writing *w, rlim_t most)
{
    struct rlimit before, little;
    getrlimit(RLIMIT_FSIZE, &before);
    little = before;
    little.rlim_cur = most;
    setrlimit(RLIMIT_FSIZE, &little);
    pgf_status status = write_beta(w);
    setrlimit(RLIMIT_FSIZE, &before);
    return status;
}

static void a_disk_that_is_full_at_any_moment_leaves_the_index_as_it_was(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    for (int rebuild = 0; rebuild < 2; rebuild++) {
        writing w;
        rlim_t most = 0;
        make_index(&w, "1||alpha");
        w.options.rebuild = rebuild;
        for (w.report[0] = '\0'; write_beta_within(&w, most); most += 1024) {
            assert_int_equal(w.err.status, PGF_EIO);
            if (!strstr(w.err.message, "disk full"))
                fail_msg("%s", w.err.message);
            assert_string_equal(w.report, "");
            assert_int_equal(writing_documents_of_word(&w, "alpha"), 1);
            if (pgf_index_verify(writing_index(&w), NULL, NULL, &w.err))
                fail_msg("%s", w.err.message);
        }
        assert_true(most > 4096);
        assert_int_equal(writing_documents_of_word(&w, "beta"), 1);
        assert_int_equal(writing_documents_of_word(&w, "alpha"), 0);
        writing_dispose(&w);
    }
}

/* As many as there are ways to put accents on 15 letters: their square would take minutes. */
static void a_word_may_have_ever_so_many_forms(void **state)
{
    (void)state;
    enum { LETTERS = 15, FORMS = 1 << LETTERS };
    writing w;
    pgf_buffer text = {0};
    assert_int_equal(pgf_buffer_append_text(&text, "1||"), PGF_OK);
    for (unsigned i = 0; i < FORMS; i++) {
        for (unsigned bit = 0; bit < LETTERS; bit++)
            assert_int_equal(pgf_buffer_append_text(&text, i >> bit & 1 ? "á" : "a"), PGF_OK);
        assert_int_equal(pgf_buffer_append_char(&text, ' '), PGF_OK);
    }
    make_index(&w, text.bytes);
    assert_int_equal(writing_documents_of_word(&w, "aaaaaaaaaaaaaaa"), FORMS);
    writing_open(&w);
    FEED(&w, "a", "2||beta");
    writing_done(&w);
    assert_int_equal(writing_documents_of_word(&w, "aaaaaaaaaaaaaaa"), 0);
    pgf_buffer_dispose(&text);
    writing_dispose(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_delete_line_may_name_a_document_that_its_source_had),
        cmocka_unit_test(an_index_of_another_format_stays_until_its_rebuild_is_done),
        cmocka_unit_test(an_index_without_its_generation_asks_for_a_rebuild),
        cmocka_unit_test(a_source_that_a_crash_leaves_half_read_is_read_again),
        cmocka_unit_test(a_large_source_goes_in_several_commits),
        cmocka_unit_test(a_document_beyond_a_limit_costs_only_itself),
        cmocka_unit_test(a_source_whose_id_another_has_is_read_again),
        cmocka_unit_test(an_id_that_comes_thousands_of_times_is_one_document),
        cmocka_unit_test(a_disk_that_is_full_at_any_moment_leaves_the_index_as_it_was),
        cmocka_unit_test(a_word_may_have_ever_so_many_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
