#include "index/layout.h"
#include "index/maintain.h"
#include "writing.h"
#include <sys/resource.h>

static void a_new_index_holds_what_was_fed(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    assert_true(pgf_writer_builds(w.writer));
    FEED(&w, "a.jsonl", "one|On fishing|Herring quotas", "two|On roads|Roads and bridges");
    writing_done(&w);
    assert_string_equal(w.report, "a.jsonl:1 one indexed\na.jsonl:2 two indexed\n");
    assert_int_equal(w.totals.documents, 2);
    assert_string_equal(writing_documents_of_term(&w, "bridg"), "2");
    assert_int_equal(writing_documents_of_word(&w, "herring"), 1);
    writing_dispose(&w);
}

static void docids_follow_the_order_of_input_whatever_the_threads_do(void **state)
{
    (void)state;
    for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
        writing w;
        writing_init(&w);
        w.options.jobs = jobs;
        w.options.batch_units = 1;
        writing_open(&w);
        FEED(&w, "a", "1||rare", "2||common", "!bad", "3||rare", "", "4||rare");
        writing_done(&w);
        assert_string_equal(writing_documents_of_term(&w, "rare"), "1 4 6");
        assert_string_equal(w.report, "a:1 1 indexed\na:2 2 indexed\na:3  failed (bad)\na:4 3 indexed\na:5  empty\n"
                                      "a:6 4 indexed\n");
        writing_dispose(&w);
    }
}

static void the_first_source_keeps_an_id_and_the_last_line_of_a_source_counts(void **state)
{
    (void)state;
    for (int rebuild = 0; rebuild < 2; rebuild++) { /* the same in place and while building */
        writing w;
        writing_init(&w);
        if (!rebuild) {
            writing_open(&w);
            FEED(&w, "z", "zero||nothing");
            writing_done(&w);
        }
        writing_open(&w);
        assert_int_equal(pgf_writer_builds(w.writer), rebuild);
        FEED(&w, "a", "same||early words", "same||late words");
        FEED(&w, "b", "same||foreign words");
        writing_done(&w);
        assert_non_null(strstr(w.report, "a:1 same indexed\na:2 same replaced (an earlier line has the same id)\nb:1 "
                                         "same failed (the id \"same\" is that "
                                         "of a document of "));
        assert_int_equal(writing_documents_of_word(&w, "early"), 0);
        assert_int_equal(writing_documents_of_word(&w, "late"), 1);
        assert_int_equal(writing_documents_of_word(&w, "foreign"), 0);
        writing_dispose(&w);
    }
}

static void a_line_that_deletes_takes_the_document_of_an_earlier_line(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1||kept", "2||gone", "-2", "-3");
    writing_done(&w);
    assert_string_equal(w.report,
                        "a:1 1 indexed\na:2 2 indexed\na:3 2 removed\na:4 3 skipped (no document has this id)\n");
    assert_int_equal(w.totals.documents, 1);
    assert_int_equal(writing_documents_of_word(&w, "gone"), 0);
    writing_dispose(&w);
}

static void an_update_tells_of_ids_that_came_before(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1||alpha");
    writing_done(&w);
    writing_open(&w);
    FEED(&w, "a", "1||beta", "1||beta", "2||gamma", "2||delta");
    writing_done(&w);
    assert_string_equal(w.report, "a:1 1 replaced\na:2 1 unchanged (an earlier line has the same id)\na:3 2 indexed\n"
                                  "a:4 2 replaced (an earlier line has the same id)\n");
    writing_dispose(&w);
}

static void an_update_adds_replaces_and_removes(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1||alpha", "2||beta", "3||gamma");
    writing_done(&w);
    writing_open(&w);
    assert_false(pgf_writer_builds(w.writer));
    FEED(&w, "a", "1||alpha", "2||delta", "4||epsilon");
    writing_done(&w);
    assert_string_equal(w.report, "a:1 1 unchanged\na:2 2 replaced\na:3 4 indexed\n:0 3 removed\n");
    assert_string_equal(writing_documents_of_term(&w, "delta"), "2");
    assert_string_equal(writing_documents_of_term(&w, "epsilon"), "4");
    assert_int_equal(writing_documents_of_word(&w, "beta"), 0);
    assert_int_equal(writing_documents_of_word(&w, "gamma"), 0);
    assert_int_equal(writing_documents_of_word(&w, "epsilon"), 1);
    assert_int_equal(w.totals.revision, 2);
    writing_dispose(&w);
}

static void an_update_of_many_documents_commits_all_of_them(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "z", "first||alpha");
    writing_done(&w);
    writing_open(&w);
    static char texts[2500][32];
    const char *units[2501] = {0};
    for (int i = 0; i < 2500; i++) {
        snprintf(texts[i], sizeof texts[i], "%d||common", i);
        units[i] = texts[i];
    }
    writing_feed(&w, "a", units, false);
    writing_done(&w);
    assert_int_equal(writing_documents_of_word(&w, "common"), 2500);
    assert_int_equal(w.totals.revision, 4); /* a commit every 1,000 documents, and one at the end */
    writing_dispose(&w);
}

static void a_source_not_read_to_its_end_loses_nothing(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1||alpha", "2||beta");
    writing_done(&w);
    writing_open(&w);
    pgf_unit unit = {.bytes = strdup("1||gamma"), .size = 8, .path = "a", .line = 1};
    assert_int_equal(pgf_writer_begin_source(w.writer, "a", "a", false, NULL), PGF_OK);
    assert_int_equal(pgf_writer_add(w.writer, &unit, NULL), PGF_OK);
    assert_int_equal(pgf_writer_end_source(w.writer, NULL, PGF_INDEXED, "", NULL), PGF_OK);
    writing_done(&w);
    assert_int_equal(w.totals.documents, 2);
    writing_assert_unread(&w, "a");
    writing_dispose(&w);
}

static void an_update_that_is_given_up_changes_nothing(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1||alpha");
    writing_done(&w);
    writing_open(&w);
    FEED(&w, "a", "1||beta", "2||gamma");
    pgf_writer_abandon(w.writer);
    w.writer = NULL;
    assert_string_equal(w.report, "");
    assert_int_equal(writing_documents_of_word(&w, "alpha"), 1);
    assert_int_equal(writing_documents_of_word(&w, "beta"), 0);
    assert_string_equal(writing_documents_of_term(&w, "alpha"), "1");
    writing_dispose(&w);
}

static void a_first_build_that_is_given_up_leaves_nothing(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1||alpha");
    pgf_writer_abandon(w.writer);
    w.writer = NULL;
    assert_int_equal(pgf_layout_place(writing_index(&w)), PGF_PLACE_NOTHING);
    writing_dispose(&w);
}

static uint64_t first_indexed(const writing *w, unsigned docid)
{
    pgf_reader *reader;
    xap_bytes value = {0};
    assert_int_equal(pgf_reader_open(&reader, writing_index(w), NULL), PGF_OK);
    assert_int_equal(xap_document_value(pgf_reader_database(reader), docid, 1, &value, NULL), XAP_OK);
    pgf_reader_close(reader);
    uint64_t found = strtoull(value.bytes, NULL, 10);
    xap_bytes_dispose(&value);
    return found;
}

/* The index as if it had been made long ago. */
static void make_old(const writing *w, unsigned docid)
{
    xap_writable *database;
    xap_document *document;
    char path[PATH_MAX];
    pgf_layout_generation(writing_index(w), 1, false, path);
    assert_int_equal(xap_writable_open(&database, path, XAP_OPEN, 0, NULL), XAP_OK);
    assert_int_equal(xap_document_new(&document, NULL), XAP_OK);
    assert_int_equal(xap_document_set_value(document, 1, "000000000007", 12, NULL), XAP_OK);
    assert_int_equal(xap_document_set_data(document, "{\"id\":\"1\"}", 10, NULL), XAP_OK);
    assert_int_equal(xap_document_add_term(document, "Q1", 2, NULL, 0, 0, NULL), XAP_OK);
    assert_int_equal(xap_document_add_term(document, "XS0", 3, NULL, 0, 0, NULL), XAP_OK);
    assert_int_equal(xap_writable_put(database, docid, document, NULL), XAP_OK);
    assert_int_equal(xap_writable_commit(database, NULL), XAP_OK);
    xap_document_free(document);
    xap_writable_close(database);
}

static void the_day_of_first_indexing_is_kept(void **state)
{
    (void)state;
    for (int rebuild = 0; rebuild < 2; rebuild++) {
        writing w;
        writing_init(&w);
        writing_open(&w);
        FEED(&w, "a", "1||alpha");
        writing_done(&w);
        make_old(&w, 1);
        w.options.rebuild = rebuild;
        writing_open(&w);
        FEED(&w, "a", "1||beta");
        writing_done(&w);
        assert_int_equal(first_indexed(&w, 1), 7);
        writing_dispose(&w);
    }
}

static void a_rebuild_is_a_new_generation_with_a_higher_revision(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1||alpha");
    writing_done(&w);
    w.options.rebuild = true;
    writing_open(&w);
    FEED(&w, "b", "2||beta");
    writing_done(&w);
    assert_int_equal(w.totals.generation, 2);
    assert_int_equal(w.totals.revision, 2);
    assert_int_equal(w.totals.documents, 1);
    assert_int_equal(writing_documents_of_word(&w, "alpha"), 0);
    writing_dispose(&w);
}

static void four_hundred_databases_merge_under_512_descriptors(void **state)
{
    (void)state;
    struct rlimit before, few;
    getrlimit(RLIMIT_NOFILE, &before);
    few = before;
    few.rlim_cur = 512;
    setrlimit(RLIMIT_NOFILE, &few);
    writing w;
    writing_init(&w);
    w.options.batch_units = 1;
    w.options.report = NULL;
    writing_open(&w);
    char texts[400][40];
    const char *units[401] = {0};
    for (int i = 0; i < 400; i++) {
        snprintf(texts[i], sizeof texts[i], "%d||word%d common", i, i);
        units[i] = texts[i];
    }
    writing_feed(&w, "a", units, false);
    pgf_status status = writing_finish(&w);
    setrlimit(RLIMIT_NOFILE, &before);
    assert_int_equal(status, PGF_OK);
    assert_int_equal(w.totals.documents, 400);
    assert_string_equal(writing_documents_of_term(&w, "word7"), "8");
    assert_int_equal(writing_documents_of_word(&w, "common"), 400);
    assert_int_equal(pgf_index_verify(writing_index(&w), NULL, NULL, NULL), PGF_OK);
    writing_dispose(&w);
}

static void a_second_writer_is_refused_and_the_first_goes_on(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    pgf_writer *second = NULL;
    assert_int_equal(pgf_writer_open(&second, writing_index(&w), &w.options, &w.err), PGF_ELOCKED);
    assert_null(second);
    FEED(&w, "a", "1||alpha");
    writing_done(&w);
    assert_int_equal(w.totals.documents, 1);
    writing_dispose(&w);
}

static void a_folder_of_documents_is_never_written_into(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    tree_write(&w.files, "my.idx/letter.txt", "Dear minister");
    assert_int_equal(pgf_writer_open(&w.writer, writing_index(&w), &w.options, &w.err), PGF_EEXIST);
    assert_int_not_equal(access(tree_path(&w.files, "my.idx/lock"), F_OK), 0);
    writing_dispose(&w);
}

static void reports_wait_in_a_file_when_there_are_many(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    static char long_reason[2000];
    memset(long_reason, 'x', sizeof long_reason - 1);
    long_reason[0] = '!';
    const char *units[1501] = {0};
    for (int i = 0; i < 1500; i++)
        units[i] = long_reason;
    units[0] = "1||alpha";
    units[1499] = "2||omega";
    writing_feed(&w, "a", units, false);
    writing_done(&w);
    assert_int_equal(w.totals.outcomes[PGF_FAILED], 1498);
    assert_ptr_equal(strstr(w.report, "a:1 1 indexed\na:2  failed (xxx"), w.report);
    assert_int_equal(w.totals.documents, 2);
    writing_dispose(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_index_holds_what_was_fed),
        cmocka_unit_test(docids_follow_the_order_of_input_whatever_the_threads_do),
        cmocka_unit_test(the_first_source_keeps_an_id_and_the_last_line_of_a_source_counts),
        cmocka_unit_test(a_line_that_deletes_takes_the_document_of_an_earlier_line),
        cmocka_unit_test(an_update_tells_of_ids_that_came_before),
        cmocka_unit_test(an_update_adds_replaces_and_removes),
        cmocka_unit_test(an_update_of_many_documents_commits_all_of_them),
        cmocka_unit_test(a_source_not_read_to_its_end_loses_nothing),
        cmocka_unit_test(an_update_that_is_given_up_changes_nothing),
        cmocka_unit_test(a_first_build_that_is_given_up_leaves_nothing),
        cmocka_unit_test(the_day_of_first_indexing_is_kept),
        cmocka_unit_test(a_rebuild_is_a_new_generation_with_a_higher_revision),
        cmocka_unit_test(four_hundred_databases_merge_under_512_descriptors),
        cmocka_unit_test(a_second_writer_is_refused_and_the_first_goes_on),
        cmocka_unit_test(a_folder_of_documents_is_never_written_into),
        cmocka_unit_test(reports_wait_in_a_file_when_there_are_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
