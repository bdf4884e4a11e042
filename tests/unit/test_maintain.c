#include "index/checksums.h"
#include "index/files.h"
#include "index/keys.h"
#include "index/layout.h"
#include "index/maintain.h"
#include "index/reader.h"
#include "index/sources.h"
#include "made_index.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { DOCUMENTS = 300 };

typedef struct {
    char folder[PATH_MAX];
    char index[PATH_MAX];
    char generation[PATH_MAX];
} place;

static int set_up(void **state)
{
    place *at = calloc(1, sizeof *at);
    made_document documents[DOCUMENTS];
    *state = at;
    scratch_make(at->folder);
    strcpy(at->index, below(at->folder, "my.idx"));
    for (unsigned i = 0; i < DOCUMENTS; i++)
        documents[i] = (made_document){.docid = i + 1, .words = "obligations of data controllers"};
    make_generation(at->index, 1, documents, DOCUMENTS);
    pgf_layout_generation(at->index, 1, false, at->generation);
    assert_int_equal(unlink(below(at->generation, "flintlock")), 0);
    assert_int_equal(pgf_checksums_write(at->generation, NULL), PGF_OK);
    use_generation(at->index, 1);
    return 0;
}

static int tear_down(void **state)
{
    place *at = *state;
    scratch_remove(at->folder);
    free(at);
    return 0;
}

/* Open for changes as a writer does. */
static xap_writable *change(place *at)
{
    assert_int_equal(pgf_checksums_remove(at->generation, NULL), PGF_OK);
    return change_generation(at->index, 1);
}

static void put_source(xap_writable *writable, const char *key, pgf_outcome outcome)
{
    pgf_source source = {.key = key, .path = key + 1, .outcome = outcome, .reason = outcome ? "no text" : ""};
    assert_int_equal(pgf_sources_put(writable, &source, 1, NULL), PGF_OK);
}

/* --- Status ------------------------------------------------------------------------------------------------------- */

static pgf_status note_source(void *payload, const pgf_source *source)
{
    return pgf_buffer_printf(payload, "%s %s %s \"%s\"; ", source->key, source->path, pgf_outcome_name(source->outcome),
                             source->reason);
}

static void status_tells_documents_sources_and_what_made_the_index(void **state)
{
    place *at = *state;
    pgf_index_status now;
    pgf_buffer sources = {0};
    pgf_layout layout = pgf_layout_current();
    xap_writable *writable = change(at);
    put_source(writable, "/b.txt", PGF_EMPTY);
    put_source(writable, "/a.txt", PGF_INDEXED);
    put_source(writable, "/c.txt", PGF_INDEXED);
    commit_revision(writable, 5);
    xap_writable_close(writable);
    assert_int_equal(pgf_index_status_read(at->index, &now, note_source, &sources, NULL), PGF_OK);
    assert_int_equal(now.generation, 1);
    assert_int_equal(now.revision, 5);
    assert_int_equal(now.documents, DOCUMENTS);
    assert_int_equal(now.sources, 3);
    assert_int_equal(now.source_outcomes[PGF_INDEXED], 2);
    assert_int_equal(now.source_outcomes[PGF_EMPTY], 1);
    assert_int_equal(now.format, PGF_FORMAT_VERSION);
    assert_string_equal(now.stemmer, layout.stemmer);
    assert_int_equal(now.bytes, pgf_folder_bytes(at->generation));
    assert_string_equal(sources.bytes, "/a.txt a.txt indexed \"\"; /b.txt b.txt empty \"no text\"; "
                                       "/c.txt c.txt indexed \"\"; ");
    pgf_buffer_dispose(&sources);
}

static void status_needs_no_lock(void **state)
{
    place *at = *state;
    int lock;
    pgf_index_status now;
    assert_int_equal(pgf_layout_lock(at->index, &lock, NULL), PGF_OK);
    assert_int_equal(pgf_index_status_read(at->index, &now, NULL, NULL, NULL), PGF_OK);
    assert_int_equal(now.documents, DOCUMENTS);
    pgf_layout_unlock(lock);
}

static void upkeep_of_no_index_leaves_the_folder_alone(void **state)
{
    place *at = *state;
    pgf_index_status now;
    char documents[PATH_MAX];
    strcpy(documents, below(at->folder, "documents"));
    assert_int_equal(mkdir(documents, 0777), 0);
    write_file(below(documents, "act.txt"), "An act");
    assert_int_equal(pgf_index_status_read(documents, &now, NULL, NULL, NULL), PGF_ENOTFOUND);
    assert_int_equal(pgf_index_verify(documents, NULL, NULL, NULL), PGF_ENOTFOUND);
    assert_int_equal(pgf_index_compact(documents, NULL, NULL, NULL), PGF_ENOTFOUND);
    assert_int_equal(unlink(below(documents, "act.txt")), 0);
    assert_int_equal(rmdir(documents), 0); /* nothing was made in it */
}

/* --- Verify ------------------------------------------------------------------------------------------------------- */

static void note_progress(void *payload, unsigned done, unsigned all)
{
    unsigned *last = payload;
    assert_int_equal(done, *last + 1);
    assert_int_equal(all, DOCUMENTS);
    *last = done;
}

static void a_whole_index_is_whole(void **state)
{
    place *at = *state;
    unsigned last = 0;
    assert_int_equal(pgf_index_verify(at->index, note_progress, &last, NULL), PGF_OK);
    assert_int_equal(last, DOCUMENTS);
}

static void an_index_that_was_updated_is_whole(void **state)
{
    place *at = *state;
    xap_writable *writable = change(at);
    put_document(writable, &(made_document){.docid = 7, .words = "other words"});
    commit_revision(writable, 2);
    xap_writable_close(writable);
    assert_int_equal(pgf_index_verify(at->index, NULL, NULL, NULL), PGF_OK);
}

static void verify_waits_for_no_indexer(void **state)
{
    place *at = *state;
    int lock;
    pgf_error err;
    assert_int_equal(pgf_layout_lock(at->index, &lock, NULL), PGF_OK);
    assert_int_equal(pgf_index_verify(at->index, NULL, NULL, &err), PGF_ELOCKED);
    assert_non_null(strstr(err.message, "another paragraf-indexer is at work on it"));
    pgf_layout_unlock(lock);
}

static void assert_damaged(place *at, const char *named)
{
    pgf_error err = {0};
    assert_int_equal(pgf_index_verify(at->index, NULL, NULL, &err), PGF_ECORRUPT);
    if (!strstr(err.message, named))
        fail_msg("\"%s\" does not name \"%s\"", err.message, named);
}

static void change_byte(const char *path, long where)
{
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    fseek(file, where, where < 0 ? SEEK_END : SEEK_SET);
    int byte = fgetc(file);
    fseek(file, -1, SEEK_CUR);
    fputc(byte ^ 0x10, file);
    assert_int_equal(fclose(file), 0);
}

static void a_changed_byte_of_a_finished_generation_names_its_file(void **state)
{
    static const char *const files[] = {"docdata.glass", "iamglass", "position.glass", "postlist.glass",
                                        "termlist.glass"};
    place *at = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = below(at->generation, files[i]);
        long where = strcmp(files[i], "iamglass") ? 100 : -1;
        change_byte(path, where);
        pgf_error err = {0};
        pgf_status status = pgf_index_verify(at->index, NULL, NULL, &err);
        change_byte(path, where);
        assert_int_equal(status, PGF_ECORRUPT);
        if (strcmp(files[i], "iamglass") != 0) /* damaged, it may keep the index from opening at all */
            assert_non_null(strstr(err.message, files[i]));
    }
    assert_int_equal(pgf_index_verify(at->index, NULL, NULL, NULL), PGF_OK);
}

static void a_damaged_table_is_named_also_after_updates(void **state)
{
    place *at = *state;
    xap_writable_close(change(at));
    FILE *file = fopen(below(at->generation, "termlist.glass"), "r+");
    for (long at_byte = 8200; at_byte < 8600; at_byte++) {
        fseek(file, at_byte, SEEK_SET);
        fputc(0xFF, file);
    }
    assert_int_equal(fclose(file), 0);
    assert_damaged(at, "tables are damaged in 1 places: termlist: ");
}

static void damage_bytes(place *at, const char *key, size_t size, const char *value, size_t value_size)
{
    xap_writable *writable = change(at);
    assert_int_equal(xap_metadata_set(writable, key, size, value, value_size, NULL), XAP_OK);
    commit_revision(writable, 2);
    xap_writable_close(writable);
}

static void damage_a_key(place *at, const char *key, size_t size, const char *value)
{
    damage_bytes(at, key, size, value, strlen(value));
}

static void damage_of_what_hangs_on_a_document_names_it(void **state)
{
    place *at = *state;
    char key[PGF_KEY_MAX];
    damage_a_key(at, key, pgf_key_block(222, 0, key), "no block");
    assert_damaged(at, "the text of document 222 is damaged");
    damage_a_key(at, key, pgf_key_block(222, 0, key), "");
    assert_damaged(at, "the text of document 222 is damaged");
    damage_a_key(at, key, pgf_key_spans(111, key), "no spans");
    assert_damaged(at, "the text of document 111 is damaged");
    damage_a_key(at, key, pgf_key_spans(55, key), "");
    assert_damaged(at, "the text of document 55 is damaged");
    damage_bytes(at, key, pgf_key_spans(22, key), "\3\1\1\150\146\4\0\5", 8); /* item 5 of 2 */
    assert_damaged(at, "passage 0 of document 22 is not in its block");
    damage_a_key(at, key, pgf_key_spans(11, key), "\3\2\1\150\146\4\1\1"); /* a second block */
    assert_damaged(at, "the text of document 11 is damaged");
}

static void a_record_that_is_no_json_names_its_document(void **state)
{
    static const char *const records[] = {"", "{", "[]", "{\"title\":\"no id\"}", "{\"id\":\"\"}", "{\"id\":\"x\"}}"};
    place *at = *state;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        xap_document *document;
        xap_writable *writable = change(at);
        assert_int_equal(xap_document_new(&document, NULL), XAP_OK);
        assert_int_equal(xap_document_set_data(document, records[i], strlen(records[i]), NULL), XAP_OK);
        assert_int_equal(xap_writable_put(writable, 33, document, NULL), XAP_OK);
        commit_revision(writable, 2);
        xap_writable_close(writable);
        xap_document_free(document);
        assert_damaged(at, "the record of document 33 is damaged");
    }
}

static void text_left_behind_by_a_document_that_went_is_damage(void **state)
{
    place *at = *state;
    xap_writable *writable = change(at);
    assert_int_equal(xap_writable_delete(writable, 10, NULL), XAP_OK);
    commit_revision(writable, 2);
    xap_writable_close(writable);
    assert_damaged(at, "text of 300 documents in 300 blocks is stored, 299 in 299 are there");
}

static void damaged_words_and_sources_are_named(void **state)
{
    place *at = *state;
    char key[PGF_KEY_MAX];
    damage_a_key(at, key, pgf_key_source("/x", key), "no source");
    assert_damaged(at, "sources");
    damage_a_key(at, key, pgf_key_word("data", 4, key), "no forms");
    assert_damaged(at, "the vocabulary is damaged at \"data\"");
}

/* --- Compact ------------------------------------------------------------------------------------------------------ */

static void delete_most(place *at)
{
    xap_writable *writable = change(at);
    char key[PGF_KEY_MAX];
    for (unsigned docid = 1; docid < DOCUMENTS; docid++) {
        assert_int_equal(xap_writable_delete(writable, docid, NULL), XAP_OK);
        assert_int_equal(xap_metadata_set(writable, key, pgf_key_block(docid, 0, key), "", 0, NULL), XAP_OK);
        assert_int_equal(xap_metadata_set(writable, key, pgf_key_spans(docid, key), "", 0, NULL), XAP_OK);
    }
    commit_revision(writable, 2);
    xap_writable_close(writable);
}

static void compacting_makes_a_smaller_generation_with_the_same_documents(void **state)
{
    place *at = *state;
    uint64_t before, after;
    pgf_index_status now;
    pgf_reader *reader;
    pgf_shelf shelf = {0};
    pgf_shown_passage shown;
    delete_most(at);
    assert_int_equal(pgf_index_compact(at->index, &before, &after, NULL), PGF_OK);
    assert_true(after < before);
    assert_int_equal(pgf_index_status_read(at->index, &now, NULL, NULL, NULL), PGF_OK);
    assert_int_equal(now.generation, 2);
    assert_int_equal(now.revision, 2);
    assert_int_equal(now.documents, 1);
    assert_int_equal(now.bytes, after);
    assert_int_equal(pgf_reader_open(&reader, at->index, NULL), PGF_OK);
    assert_int_equal(pgf_reader_passage(reader, DOCUMENTS, 0, &shelf, &shown, NULL), PGF_OK); /* its number stayed */
    assert_string_equal(shown.text, "obligations of data controllers");
    pgf_shelf_dispose(&shelf);
    pgf_reader_close(reader);
    assert_int_equal(pgf_index_verify(at->index, NULL, NULL, NULL), PGF_OK);
    pgf_layout_generation(at->index, 2, false, at->generation);
    assert_int_equal(access(below(at->generation, "checksums"), F_OK), 0);
}

static void the_generation_before_stays_for_those_who_read_it(void **state)
{
    place *at = *state;
    pgf_reader *reader;
    pgf_buffer record = {0};
    bool changed;
    assert_int_equal(pgf_reader_open(&reader, at->index, NULL), PGF_OK);
    assert_int_equal(pgf_index_compact(at->index, NULL, NULL, NULL), PGF_OK);
    assert_int_equal(pgf_reader_record(reader, 1, &record, NULL), PGF_OK);
    assert_int_equal(pgf_reader_refresh(reader, &changed, NULL), PGF_OK);
    assert_true(changed);
    assert_int_equal(pgf_reader_state(reader).generation, 2);
    assert_int_equal(access(at->generation, F_OK), 0);
    assert_int_equal(pgf_index_compact(at->index, NULL, NULL, NULL), PGF_OK);
    assert_int_equal(access(at->generation, F_OK), -1);
    pgf_reader_close(reader);
    pgf_buffer_dispose(&record);
}

static void compacting_waits_for_no_indexer(void **state)
{
    place *at = *state;
    int lock;
    assert_int_equal(pgf_layout_lock(at->index, &lock, NULL), PGF_OK);
    assert_int_equal(pgf_index_compact(at->index, NULL, NULL, NULL), PGF_ELOCKED);
    pgf_layout_unlock(lock);
}

static void a_compaction_that_fails_changes_nothing(void **state)
{
    place *at = *state;
    assert_int_equal(truncate(below(at->generation, "postlist.glass"), 8192), 0);
    assert_int_not_equal(pgf_index_compact(at->index, NULL, NULL, NULL), PGF_OK);
    pgf_layout layout;
    assert_int_equal(pgf_layout_read(at->index, &layout, NULL), PGF_OK);
    assert_int_equal(layout.generation, 1);
    assert_int_equal(access(below(at->index, "generations/2"), F_OK), -1);
    assert_int_equal(access(below(at->index, "generations/2.new"), F_OK), -1);
}

/* libxapian leaks what it had open when a compaction fails: in a process of its own, which ends there. */
static bool a_compaction_says_that_the_disk_is_full(const place *at)
{
    int state;
    pid_t child = fork();
    if (child == 0) {
        pgf_error err = {0};
        const struct rlimit tiny = {16384, 16384};
        signal(SIGXFSZ, SIG_IGN);
        bool good = setrlimit(RLIMIT_FSIZE, &tiny) == 0 && pgf_index_compact(at->index, NULL, NULL, &err) == PGF_EIO &&
                    strstr(err.message, "disk full");
        _exit(good ? 0 : 1);
    }
    return waitpid(child, &state, 0) == child && state == 0;
}

static void a_full_disk_ends_the_compaction_and_leaves_nothing_behind(void **state)
{
    place *at = *state;
    assert_true(a_compaction_says_that_the_disk_is_full(at));
    assert_int_equal(access(below(at->index, "generations/2.new"), F_OK), -1);
    assert_int_equal(pgf_index_verify(at->index, NULL, NULL, NULL), PGF_OK);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(status_tells_documents_sources_and_what_made_the_index),
        TEST(status_needs_no_lock),
        TEST(upkeep_of_no_index_leaves_the_folder_alone),
        TEST(a_whole_index_is_whole),
        TEST(an_index_that_was_updated_is_whole),
        TEST(verify_waits_for_no_indexer),
        TEST(a_changed_byte_of_a_finished_generation_names_its_file),
        TEST(a_damaged_table_is_named_also_after_updates),
        TEST(damage_of_what_hangs_on_a_document_names_it),
        TEST(a_record_that_is_no_json_names_its_document),
        TEST(text_left_behind_by_a_document_that_went_is_damage),
        TEST(damaged_words_and_sources_are_named),
        TEST(compacting_makes_a_smaller_generation_with_the_same_documents),
        TEST(the_generation_before_stays_for_those_who_read_it),
        TEST(compacting_waits_for_no_indexer),
        TEST(a_compaction_that_fails_changes_nothing),
        TEST(a_full_disk_ends_the_compaction_and_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
