#include "index/files.h"
#include "index/keys.h"
#include "index/layout.h"
#include "index/reader.h"
#include "made_index.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const made_document documents[] = {
    {.docid = 1, .words = "obligations of data controllers"},
    {.docid = 2, .language = "no", .words = "duty of care"},
    {.docid = 4, .language = "no", .words = "plikter"},
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

typedef struct {
    char folder[PATH_MAX];
    char index[PATH_MAX];
    pgf_reader *reader;
} place;

static int set_up(void **state)
{
    place *at = calloc(1, sizeof *at);
    *state = at;
    scratch_make(at->folder);
    strcpy(at->index, below(at->folder, "my.idx"));
    return 0;
}

static int set_up_index(void **state)
{
    set_up(state);
    place *at = *state;
    make_index(at->index, 1, documents, DOCUMENTS);
    assert_int_equal(pgf_reader_open(&at->reader, at->index, NULL), PGF_OK);
    return 0;
}

/* So large that a reader has not all of it in memory: only then does it notice a change. */
static int set_up_large_index(void **state)
{
    enum { MANY = 500 };
    set_up(state);
    place *at = *state;
    made_document many[MANY];
    for (unsigned i = 0; i < MANY; i++)
        many[i] = (made_document){.docid = i + 1, .words = "obligations of data controllers"};
    make_index(at->index, 1, many, MANY);
    assert_int_equal(pgf_reader_open(&at->reader, at->index, NULL), PGF_OK);
    return 0;
}

static int tear_down(void **state)
{
    place *at = *state;
    pgf_reader_close(at->reader);
    scratch_remove(at->folder);
    free(at);
    return 0;
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

/* `expected` has %s for the index's path, as often as it likes. */
static void assert_does_not_open(place *at, pgf_status expected, const char *line)
{
    pgf_error err = {0};
    pgf_buffer shown = {0};
    for (const char *rest = line; *rest; rest++)
        if (!strncmp(rest, "INDEX", 5)) {
            assert_int_equal(pgf_buffer_append_text(&shown, at->index), PGF_OK);
            rest += 4;
        } else {
            assert_int_equal(pgf_buffer_append_char(&shown, *rest), PGF_OK);
        }
    assert_int_equal(pgf_reader_open(&at->reader, at->index, &err), expected);
    assert_null(at->reader);
    assert_int_equal(err.status, expected);
    assert_string_equal(err.message, shown.bytes);
    pgf_buffer_dispose(&shown);
}

static void open_names_a_missing_index(void **state)
{
    assert_does_not_open(*state, PGF_ENOTFOUND, "INDEX: no such index; paragraf-indexer INDEX PATH… makes it");
}

static void open_names_a_folder_of_documents(void **state)
{
    place *at = *state;
    assert_int_equal(mkdir(at->index, 0777), 0);
    write_file(below(at->index, "act.txt"), "An act");
    assert_does_not_open(at, PGF_ENOTFOUND,
                         "INDEX: is a folder of other things, not an index; the index comes first, and "
                         "paragraf-indexer my.idx INDEX makes one");
}

static void open_names_a_file(void **state)
{
    place *at = *state;
    write_file(at->index, "An act");
    assert_does_not_open(
        at, PGF_ENOTFOUND,
        "INDEX: is a file, not an index; the index comes first, and paragraf-indexer my.idx INDEX makes one");
}

static void open_names_an_index_that_was_never_finished(void **state)
{
    place *at = *state;
    make_generation(at->index, 1, documents, DOCUMENTS);
    assert_does_not_open(at, PGF_ENOTFOUND, "INDEX: no finished index is here; paragraf-indexer INDEX PATH… makes it");
}

static void open_refuses_another_format(void **state)
{
    place *at = *state;
    make_index(at->index, 1, documents, DOCUMENTS);
    write_file(below(at->index, "paragraf.json"), "{\"format\": 2, \"shape\": \"unheard of\"}");
    assert_does_not_open(
        at, PGF_EVERSION,
        "INDEX: made by a newer Paragraf (index format 2, this one reads 1); use that, or make the index "
        "anew with paragraf-indexer INDEX PATH… --rebuild");
}

static void open_tells_damage_of_paragraf_json(void **state)
{
    static const char *const damaged[] = {"",
                                          "{",
                                          "[]",
                                          "null",
                                          "{\"format\": 1}",
                                          "{\"format\": 1, \"analyzer\": 1, \"generation\": 0}",
                                          "{\"format\": \"1\", \"analyzer\": 1, \"generation\": 1}",
                                          "{\"format\": 1, \"analyzer\": 1, \"generation\": 1} {",
                                          "{\"format\": 1, \"analyzer\": 1, \"generation\": 1e300}"};
    place *at = *state;
    make_index(at->index, 1, documents, DOCUMENTS);
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        write_file(below(at->index, "paragraf.json"), damaged[i]);
        assert_does_not_open(
            at, PGF_ECORRUPT,
            "INDEX/paragraf.json: damaged; make the index anew with paragraf-indexer INDEX PATH… --rebuild");
    }
}

static void open_tells_a_generation_that_is_gone(void **state)
{
    place *at = *state;
    make_index(at->index, 1, documents, DOCUMENTS);
    use_generation(at->index, 2);
    assert_does_not_open(at, PGF_ECORRUPT,
                         "INDEX: the generation in use is gone; make the index anew with paragraf-indexer INDEX PATH… "
                         "--rebuild");
}

/* Root may read everything, so it steps down. */
static void assert_is_forbidden(place *at, const char *path)
{
    pgf_error err = {0};
    char line[PATH_MAX + 64];
    uid_t me = geteuid();
    assert_int_equal(chmod(path, 0), 0);
    assert_int_equal(chmod(at->folder, 0755), 0);
    assert_true(me != 0 || seteuid(65534) == 0);
    pgf_status status = pgf_reader_open(&at->reader, at->index, &err);
    assert_true(me != 0 || seteuid(me) == 0);
    assert_int_equal(chmod(path, 0755), 0);
    assert_int_equal(status, PGF_EIO);
    assert_non_null(strstr(err.message, "no permission"));
    snprintf(line, sizeof line, "%s", at->index);
    assert_non_null(strstr(err.message, line));
}

static void open_tells_a_lack_of_permission(void **state)
{
    place *at = *state;
    make_index(at->index, 1, documents, DOCUMENTS);
    char generation[PATH_MAX];
    pgf_layout_generation(at->index, 1, false, generation);
    assert_is_forbidden(at, at->index);
    assert_is_forbidden(at, below(at->index, "paragraf.json"));
    assert_is_forbidden(at, below(at->index, "generations"));
    assert_is_forbidden(at, generation);
    assert_is_forbidden(at, below(generation, "iamglass"));
    assert_is_forbidden(at, below(generation, "postlist.glass"));
}

static void a_read_only_folder_is_enough(void **state)
{
    place *at = *state;
    make_index(at->index, 1, documents, DOCUMENTS);
    char generation[PATH_MAX];
    pgf_layout_generation(at->index, 1, false, generation);
    assert_int_equal(unlink(below(at->index, "lock")), 0);
    const char *folders[] = {generation, below(at->index, "generations"), at->index};
    for (int i = 0; i < 3; i++)
        assert_int_equal(chmod(folders[i], 0500), 0);
    pgf_status status = pgf_reader_open(&at->reader, at->index, NULL);
    for (int i = 2; i >= 0; i--)
        assert_int_equal(chmod(folders[i], 0700), 0);
    assert_int_equal(status, PGF_OK);
    assert_int_equal(access(below(at->index, "lock"), F_OK), -1);
    assert_int_equal(pgf_reader_state(at->reader).documents, DOCUMENTS);
}

/* --- What is read ------------------------------------------------------------------------------------------------- */

static void an_index_knows_its_size_and_languages(void **state)
{
    place *at = *state;
    size_t count;
    pgf_index_state now = pgf_reader_state(at->reader);
    assert_int_equal(now.generation, 1);
    assert_int_equal(now.revision, 1);
    assert_int_equal(now.documents, 3);
    assert_int_equal(now.words, 8);
    const pgf_language_count *languages = pgf_reader_languages(at->reader, &count);
    assert_int_equal(count, 2);
    assert_string_equal(languages[0].code, "no");
    assert_int_equal(languages[0].documents, 2);
    assert_string_equal(languages[1].code, "en");
    assert_int_equal(languages[1].documents, 1);
}

static void assert_record(pgf_reader *reader, unsigned docid, const char *expected)
{
    pgf_buffer record = {0};
    assert_int_equal(pgf_reader_record(reader, docid, &record, NULL), PGF_OK);
    assert_string_equal(record.bytes, expected);
    pgf_buffer_dispose(&record);
}

static void a_record_is_the_document_as_it_was_stored(void **state)
{
    place *at = *state;
    assert_record(at->reader, 4, "{\"id\":\"d4\",\"title\":\"A title\",\"language\":\"no\"}");
}

static void a_document_that_is_not_there_is_named(void **state)
{
    static const unsigned missing[] = {0, 3, 5, UINT_MAX};
    place *at = *state;
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        pgf_error err = {0};
        pgf_buffer record = {0};
        pgf_passage_spans spans = {0};
        pgf_shelf shelf = {0};
        pgf_shown_passage shown;
        char line[PATH_MAX + 64];
        snprintf(line, sizeof line, "%s: no document has the number %u", at->index, missing[i]);
        assert_int_equal(pgf_reader_record(at->reader, missing[i], &record, &err), PGF_ENOTFOUND);
        assert_string_equal(err.message, line);
        assert_int_equal(pgf_reader_spans(at->reader, missing[i], &spans, &err), PGF_ENOTFOUND);
        assert_string_equal(err.message, line);
        assert_int_equal(pgf_reader_passage(at->reader, missing[i], 0, &shelf, &shown, &err), PGF_ENOTFOUND);
        assert_string_equal(err.message, line);
        pgf_shelf_dispose(&shelf);
    }
}

static void spans_say_where_passages_lie(void **state)
{
    place *at = *state;
    pgf_passage_spans spans = {0};
    assert_int_equal(pgf_reader_spans(at->reader, 2, &spans, NULL), PGF_OK);
    assert_int_equal(spans.count, 1);
    assert_int_equal(spans.title_words, 3);
    assert_int_equal(spans.spans[0].begin, 104);
    assert_int_equal(spans.spans[0].text, 206);
    assert_int_equal(spans.spans[0].end, 209);
    pgf_passage_spans_dispose(&spans);
}

static void a_passage_is_shown_with_its_heading_anchor_and_page(void **state)
{
    place *at = *state;
    pgf_shelf shelf = {0};
    pgf_shown_passage shown, again;
    assert_int_equal(pgf_reader_passage(at->reader, 1, 0, &shelf, &shown, NULL), PGF_OK);
    assert_string_equal(shown.text, "obligations of data controllers");
    assert_int_equal(shown.size, strlen(shown.text));
    assert_int_equal(shown.offset, 11);
    assert_int_equal(shown.heading_count, 1);
    assert_string_equal(shown.headings[0], "The scope");
    assert_string_equal(shown.anchor, "scope");
    assert_int_equal(shown.page, 4);
    assert_int_equal(pgf_reader_passage(at->reader, 1, 0, &shelf, &again, NULL), PGF_OK);
    assert_ptr_equal(again.text, shown.text); /* the block was not read again */
    assert_int_equal(pgf_reader_passage(at->reader, 2, 0, &shelf, &again, NULL), PGF_OK);
    assert_string_equal(again.text, "duty of care");
    assert_int_equal(pgf_reader_passage(at->reader, 2, 1, &shelf, &again, NULL), PGF_ENOTFOUND);
    pgf_shelf_dispose(&shelf);
}

/* --- Damage ------------------------------------------------------------------------------------------------------- */

static void damage_of_a_document_costs_only_itself(void **state)
{
    place *at = *state;
    char key[PGF_KEY_MAX];
    pgf_error err = {0};
    pgf_shelf shelf = {0};
    pgf_shown_passage shown;
    pgf_passage_spans spans = {0};
    xap_writable *writable = change_generation(at->index, 1);
    assert_int_equal(xap_metadata_set(writable, key, pgf_key_block(1, 0, key), "no block", 8, NULL), XAP_OK);
    assert_int_equal(xap_metadata_set(writable, key, pgf_key_spans(2, key), "no spans", 8, NULL), XAP_OK);
    commit_revision(writable, 2);
    xap_writable_close(writable);
    assert_int_equal(pgf_reader_refresh(at->reader, NULL, NULL), PGF_OK);
    assert_int_equal(pgf_reader_passage(at->reader, 1, 0, &shelf, &shown, &err), PGF_ECORRUPT);
    assert_non_null(strstr(err.message, "the text of document 1 is damaged"));
    assert_int_equal(pgf_reader_spans(at->reader, 2, &spans, &err), PGF_ECORRUPT);
    assert_non_null(strstr(err.message, "the text of document 2 is damaged"));
    assert_int_equal(spans.count, 0);
    assert_int_equal(pgf_reader_passage(at->reader, 4, 0, &shelf, &shown, NULL), PGF_OK);
    assert_string_equal(shown.text, "plikter");
    pgf_shelf_dispose(&shelf);
    pgf_passage_spans_dispose(&spans);
}

/* Spans are whole, and point to a block that is not there, or into a heading. */
static void a_passage_that_is_not_where_it_should_be_is_damage(void **state)
{
    static const char elsewhere[] = {3, 9, 1, 104, 102, 3, 8, 1}, heading[] = {3, 1, 1, 104, 102, 3, 0, 0};
    static const char behind[] = {3, 1, 1, 104, 102, 3, 0, 2};
    const char *const spans[] = {elsewhere, heading, behind};
    place *at = *state;
    for (int i = 0; i < 3; i++) {
        char key[PGF_KEY_MAX];
        pgf_shelf shelf = {0};
        pgf_shown_passage shown;
        xap_writable *writable = change_generation(at->index, 1);
        assert_int_equal(xap_metadata_set(writable, key, pgf_key_spans(1, key), spans[i], 8, NULL), XAP_OK);
        commit_revision(writable, 2);
        xap_writable_close(writable);
        assert_int_equal(pgf_reader_refresh(at->reader, NULL, NULL), PGF_OK);
        assert_int_equal(pgf_reader_passage(at->reader, 1, 0, &shelf, &shown, NULL), PGF_ECORRUPT);
        pgf_shelf_dispose(&shelf);
    }
}

/* --- Changes under a reader --------------------------------------------------------------------------------------- */

static void change_document(place *at, unsigned long long revision, const char *words)
{
    xap_writable *writable = change_generation(at->index, 1);
    put_document(writable, &(made_document){.docid = 1, .words = words});
    commit_revision(writable, revision);
    xap_writable_close(writable);
}

static void refresh_moves_to_the_last_commit(void **state)
{
    place *at = *state;
    bool changed = true;
    pgf_passage_spans spans = {0};
    assert_int_equal(pgf_reader_refresh(at->reader, &changed, NULL), PGF_OK);
    assert_false(changed);
    assert_int_equal(pgf_reader_spans(at->reader, 1, &spans, NULL), PGF_OK);
    assert_int_equal(spans.spans[0].end - spans.spans[0].text, 4);
    change_document(at, 7, "new");
    assert_int_equal(pgf_reader_state(at->reader).revision, 1);
    assert_int_equal(pgf_reader_refresh(at->reader, &changed, NULL), PGF_OK);
    assert_true(changed);
    assert_int_equal(pgf_reader_state(at->reader).revision, 7);
    assert_int_equal(pgf_reader_spans(at->reader, 1, &spans, NULL), PGF_OK);
    assert_int_equal(spans.spans[0].end - spans.spans[0].text, 1);
    assert_int_equal(pgf_reader_refresh(at->reader, &changed, NULL), PGF_OK);
    assert_false(changed);
    pgf_passage_spans_dispose(&spans);
}

static void refresh_moves_to_a_new_generation(void **state)
{
    place *at = *state;
    bool changed;
    size_t count;
    pgf_shelf shelf = {0};
    pgf_shown_passage shown;
    assert_int_equal(pgf_reader_passage(at->reader, 1, 0, &shelf, &shown, NULL), PGF_OK);
    make_index(at->index, 2, &(made_document){.docid = 1, .language = "fr", .words = "devoirs"}, 1);
    assert_int_equal(pgf_reader_refresh(at->reader, &changed, NULL), PGF_OK);
    assert_true(changed);
    assert_int_equal(pgf_reader_state(at->reader).generation, 2);
    assert_int_equal(pgf_reader_state(at->reader).documents, 1);
    assert_string_equal(pgf_reader_languages(at->reader, &count)->code, "fr");
    /* The shelf held the block of another document that had this number. */
    assert_int_equal(pgf_reader_passage(at->reader, 1, 0, &shelf, &shown, NULL), PGF_OK);
    assert_string_equal(shown.text, "devoirs");
    pgf_shelf_dispose(&shelf);
}

static void refresh_says_that_the_index_is_gone(void **state)
{
    place *at = *state;
    assert_int_equal(pgf_folder_remove(at->index, NULL), PGF_OK);
    assert_int_equal(pgf_reader_refresh(at->reader, NULL, NULL), PGF_ENOTFOUND);
}

static void a_reader_stays_with_its_generation_until_it_is_refreshed(void **state)
{
    place *at = *state;
    make_index(at->index, 2, NULL, 0);
    pgf_layout_sweep(at->index, 2); /* keeps the one before */
    assert_record(at->reader, 2, "{\"id\":\"d2\",\"title\":\"A title\",\"language\":\"no\"}");
}

/* An answer under which the index is changed so many times before it reads. */
typedef struct {
    place *at;
    int runs, changing_runs;
    bool switches;
    pgf_status own;
    char text[64];
} disturbed;

static void disturb(disturbed *job)
{
    if (job->switches) { /* two at once: the generation being read is gone */
        unsigned long long now = pgf_reader_state(job->at->reader).generation;
        make_index(job->at->index, now + 1, documents, DOCUMENTS);
        make_index(job->at->index, now + 2, documents, DOCUMENTS);
        pgf_layout_sweep(job->at->index, now + 2);
        return;
    }
    for (unsigned i = 0; i < 3; i++) {
        char words[64];
        snprintf(words, sizeof words, "run %d commit %u", job->runs, i);
        change_document(job->at, (unsigned long long)job->runs * 10 + i, words);
    }
}

static pgf_status read_all(void *payload, pgf_reader *reader, pgf_error *err)
{
    disturbed *job = payload;
    pgf_shelf shelf = {0};
    pgf_shown_passage shown;
    pgf_buffer record = {0};
    if (job->runs++ < job->changing_runs)
        disturb(job);
    pgf_status status = job->own ? pgf_fail(err, job->own, "my own") : PGF_OK;
    for (unsigned i = 0; i < DOCUMENTS && !status; i++)
        status = pgf_reader_record(reader, documents[i].docid, &record, err);
    if (!status)
        status = pgf_reader_passage(reader, 1, 0, &shelf, &shown, err);
    if (!status)
        snprintf(job->text, sizeof job->text, "%s", shown.text);
    pgf_buffer_dispose(&record);
    pgf_shelf_dispose(&shelf);
    return status;
}

static void an_answer_survives_commits_under_it(void **state)
{
    place *at = *state;
    pgf_error err = {0};
    disturbed job = {.at = at, .changing_runs = 2};
    assert_int_equal(pgf_reader_answer(at->reader, read_all, &job, &err), PGF_OK);
    assert_int_equal(job.runs, 3);
    assert_string_equal(job.text, "run 2 commit 2");
    assert_string_equal(err.message, ""); /* a failed try leaves no trace */
}

static void an_answer_survives_switches_of_generations_under_it(void **state)
{
    place *at = *state;
    disturbed job = {.at = at, .changing_runs = 1, .switches = true};
    assert_int_equal(pgf_reader_answer(at->reader, read_all, &job, NULL), PGF_OK);
    assert_string_equal(job.text, "obligations of data controllers");
    assert_int_equal(pgf_reader_refresh(at->reader, NULL, NULL), PGF_OK);
    assert_int_equal(pgf_reader_state(at->reader).generation, 3);
}

static void an_index_that_never_rests_ends_the_answer(void **state)
{
    place *at = *state;
    pgf_error err = {0};
    disturbed job = {.at = at, .changing_runs = 100};
    assert_int_equal(pgf_reader_answer(at->reader, read_all, &job, &err), PGF_EIO);
    assert_int_equal(job.runs, 5);
    assert_non_null(strstr(err.message, "changes faster than it can be read; try again"));
}

static void an_answer_that_fails_for_itself_is_not_run_again(void **state)
{
    place *at = *state;
    pgf_error err = {0};
    disturbed job = {.at = at, .changing_runs = 1, .own = PGF_ELIMIT};
    assert_int_equal(pgf_reader_answer(at->reader, read_all, &job, &err), PGF_ELIMIT);
    assert_int_equal(job.runs, 1);
    assert_string_equal(err.message, "my own");
}

static void an_answer_is_of_the_newest_state(void **state)
{
    place *at = *state;
    disturbed job = {.at = at};
    change_document(at, 2, "newer");
    assert_int_equal(pgf_reader_answer(at->reader, read_all, &job, NULL), PGF_OK);
    assert_string_equal(job.text, "newer");
}

int main(void)
{
#define TEST(name, start) cmocka_unit_test_setup_teardown(name, start, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(open_names_a_missing_index, set_up),
        TEST(open_names_a_folder_of_documents, set_up),
        TEST(open_names_a_file, set_up),
        TEST(open_names_an_index_that_was_never_finished, set_up),
        TEST(open_refuses_another_format, set_up),
        TEST(open_tells_damage_of_paragraf_json, set_up),
        TEST(open_tells_a_generation_that_is_gone, set_up),
        TEST(open_tells_a_lack_of_permission, set_up),
        TEST(a_read_only_folder_is_enough, set_up),
        TEST(an_index_knows_its_size_and_languages, set_up_index),
        TEST(a_record_is_the_document_as_it_was_stored, set_up_index),
        TEST(a_document_that_is_not_there_is_named, set_up_index),
        TEST(spans_say_where_passages_lie, set_up_index),
        TEST(a_passage_is_shown_with_its_heading_anchor_and_page, set_up_index),
        TEST(damage_of_a_document_costs_only_itself, set_up_index),
        TEST(a_passage_that_is_not_where_it_should_be_is_damage, set_up_index),
        TEST(refresh_moves_to_the_last_commit, set_up_index),
        TEST(refresh_moves_to_a_new_generation, set_up_index),
        TEST(refresh_says_that_the_index_is_gone, set_up_index),
        TEST(a_reader_stays_with_its_generation_until_it_is_refreshed, set_up_index),
        TEST(an_answer_survives_commits_under_it, set_up_large_index),
        TEST(an_answer_survives_switches_of_generations_under_it, set_up_index),
        TEST(an_index_that_never_rests_ends_the_answer, set_up_large_index),
        TEST(an_answer_that_fails_for_itself_is_not_run_again, set_up_index),
        TEST(an_answer_is_of_the_newest_state, set_up_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
