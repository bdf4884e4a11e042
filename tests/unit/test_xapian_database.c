/* Databases that are opened, changed, committed, closed. */
#include "xapian.h"
#include <errno.h>

static void opening_what_is_missing_is_not_found_and_gives_nothing(void **state)
{
    xap_database *database = NULL;
    xap_writable *writable = NULL;
    bad(xap_database_open(&database, tree_path(*state, "none"), &problem), XAP_ENOTFOUND);
    assert_int_equal(problem.code, ENOENT);
    assert_string_equal(problem.type, "DatabaseNotFoundError");
    assert_non_null(strstr(problem.message, "none"));
    bad(xap_database_open(&database, tree_path(*state, ""), &problem), XAP_ENOTFOUND);
    bad(xap_writable_open(&writable, tree_path(*state, "none"), XAP_OPEN, 0, &problem), XAP_ENOTFOUND);
    assert_int_equal(xap_database_open(&database, tree_path(*state, "none"), NULL), XAP_ENOTFOUND);
    assert_null(database);
    assert_null(writable);
}

static void create_wants_a_new_one_and_open_an_old_one(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable;
    good(xap_writable_open(&writable, path, XAP_CREATE, 0, &problem));
    xap_writable_close(writable);
    bad(xap_writable_open(&writable, path, XAP_CREATE, 0, &problem), XAP_EOPEN);
    good(xap_writable_open(&writable, path, XAP_OPEN, 0, &problem));
    xap_writable_close(writable);
    good(xap_writable_open(&writable, path, XAP_CREATE_OR_OPEN, 0, &problem));
    xap_writable_close(writable);
}

static void a_database_is_not_created_where_its_parent_is_missing(void **state)
{
    xap_writable *writable;
    bad(xap_writable_open(&writable, tree_path(*state, "none/db"), XAP_CREATE, 0, &problem), XAP_EOPEN);
    assert_int_equal(problem.code, ENOENT);
}

static void a_second_writer_is_locked_out_until_the_first_closes(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *first = writing(path), *second;
    bad(xap_writable_open(&second, path, XAP_OPEN, 0, &problem), XAP_ELOCKED);
    xap_writable_close(first);
    good(xap_writable_open(&second, path, XAP_OPEN, 0, &problem));
    xap_writable_close(second);
}

static void a_database_of_another_format_says_so(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    build(path, (const char *[]){"a", NULL});
    FILE *file = fopen(tree_path(*state, "db/iamglass"), "r+");
    assert_non_null(file);
    fseek(file, 14, SEEK_SET); /* the version, after the magic */
    fputc(0x7f, file);
    fclose(file);
    xap_database *database;
    bad(xap_database_open(&database, path, &problem), XAP_EVERSION);
    assert_string_equal(problem.type, "DatabaseVersionError");
}

static void changes_are_seen_by_the_writer_at_once_and_by_readers_after_commit_and_reopen(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    build(path, (const char *[]){"old", NULL});
    xap_database *reader = reading(path);
    xap_writable *writable = writing(path);
    add(writable, "new");
    assert_string_equal(all_found(xap_writable_database(writable), word("new")), "2");
    bool changed = true;
    good(xap_database_reopen(reader, &changed, &problem));
    assert_false(changed);
    good(xap_writable_commit(writable, &problem));
    assert_string_equal(all_found(reader, word("new")), "");
    good(xap_database_reopen(reader, &changed, &problem));
    assert_true(changed);
    assert_string_equal(all_found(reader, word("new")), "2");
    xap_writable_close(writable);
    xap_database_close(reader);
}

static void closing_discards_what_was_not_committed(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    build(path, (const char *[]){"a", "b", NULL});
    xap_writable *writable = writing(path);
    add(writable, "c");
    put(writable, 1, "d");
    good(xap_writable_delete(writable, 2, &problem));
    good(xap_metadata_set(writable, "key", 3, "value", 5, &problem));
    assert_int_equal(documents_in(xap_writable_database(writable)), 2);
    xap_writable_close(writable);

    xap_database *reader = reading(path);
    xap_bytes value = {0};
    assert_int_equal(documents_in(reader), 2);
    assert_int_equal(last_docid_of(reader), 2);
    assert_string_equal(all_found(reader, words(XAP_OR, "a b c d")), "1 2");
    good(xap_metadata_get(reader, "key", 3, &value, &problem));
    assert_int_equal(value.size, 0);
    xap_bytes_dispose(&value);
    xap_database_close(reader);
}

/* Xapian alone commits at every 10,000th. */
static void nothing_is_committed_however_many_changes_there_are(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable = writing(path);
    xap_document *document = document_of("a");
    for (int i = 0; i < 20001; i++)
        good(xap_writable_add(writable, document, NULL, &problem));
    xap_database *reader = reading(path);
    assert_int_equal(documents_in(reader), 0);
    good(xap_writable_commit(writable, &problem));
    for (int i = 0; i < 10001; i++)
        good(xap_writable_add(writable, document, NULL, &problem));
    xap_writable_close(writable);
    good(xap_database_reopen(reader, NULL, &problem));
    assert_int_equal(documents_in(reader), 20001);
    xap_document_free(document);
    xap_database_close(reader);
}

static void blocks_changed_in_place_read_as_others_once_committed(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable;
    good(xap_writable_open(&writable, path, XAP_CREATE, XAP_DANGEROUS | XAP_NO_SYNC, &problem));
    for (int batch = 1; batch <= 3; batch++) {
        add(writable, batch == 2 ? "a b" : "a");
        good(xap_metadata_set(writable, "batch", 5, &"123"[batch - 1], 1, &problem));
        good(xap_writable_commit(writable, &problem));
    }
    xap_writable_close(writable);
    xap_database *reader = reading(path);
    xap_bytes value = {0};
    assert_string_equal(all_found(reader, word("a")), "1 2 3");
    assert_string_equal(all_found(reader, word("b")), "2");
    good(xap_metadata_get(reader, "batch", 5, &value, &problem));
    assert_string_equal(value.bytes, "3");
    xap_bytes_dispose(&value);
    xap_database_close(reader);
}

static void put_incompressible(xap_writable *writable, unsigned count)
{
    xap_document *document = document_of("a");
    for (unsigned docid = 1; docid <= count; docid++) {
        set_random_data(document, 500);
        good(xap_writable_put(writable, docid, document, &problem));
    }
    good(xap_writable_commit(writable, &problem));
    xap_document_free(document);
}

static void a_reader_outlives_one_commit_and_after_two_must_reopen(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable = writing(path);
    xap_bytes data = {0};
    put_incompressible(writable, 200);
    xap_database *reader = reading(path);
    put_incompressible(writable, 200);
    good(xap_document_data(reader, 5, &data, &problem));
    put_incompressible(writable, 200);
    put_incompressible(writable, 200);
    bad(xap_document_data(reader, 150, &data, &problem), XAP_ECHANGED);
    assert_string_equal(problem.type, "DatabaseModifiedError");
    good(xap_database_reopen(reader, NULL, &problem));
    good(xap_document_data(reader, 150, &data, &problem));
    assert_int_equal(data.size, 500);
    xap_bytes_dispose(&data);
    xap_database_close(reader);
    xap_writable_close(writable);
}

static void several_databases_are_read_as_one(void **state)
{
    char first[PATH_MAX], second[PATH_MAX];
    snprintf(first, sizeof first, "%s", tree_path(*state, "first"));
    snprintf(second, sizeof second, "%s", tree_path(*state, "second"));
    build(first, (const char *[]){"a", "a b", NULL});
    build(second, (const char *[]){"b c", "a b c", "c", NULL});
    const char *both[] = {first, second};
    xap_database *database;
    good(xap_database_open_many(&database, both, 2, &problem));
    assert_int_equal(documents_in(database), 5);
    assert_string_equal(all_found(database, word("a")), "1 3 4");
    assert_string_equal(all_found(database, word("c")), "2 4 6");

    uint64_t revision = 0;
    xap_bytes uuid = {0};
    bad(xap_database_revision(database, &revision, &problem), XAP_EINVAL);
    good(xap_database_uuid(database, &uuid, &problem));
    assert_int_equal(uuid.size, 36 + 1 + 36);
    assert_int_equal(uuid.bytes[36], ':');
    xap_bytes_dispose(&uuid);
    xap_database_close(database);

    const char *missing[] = {first, tree_path(*state, "none")};
    bad(xap_database_open_many(&database, missing, 2, &problem), XAP_ENOTFOUND);
}

static void statistics_count_what_is_there(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable = writing(path);
    xap_database *database = xap_writable_database(writable);
    assert_int_equal(documents_in(database), 0);
    assert_int_equal(last_docid_of(database), 0);
    add(writable, "a b c");
    put(writable, 7, "a =filter");
    add(writable, "a a a a a");
    good(xap_writable_delete(writable, 8, &problem));
    assert_int_equal(documents_in(database), 2);
    assert_int_equal(last_docid_of(database), 8);
    double average = 0;
    uint64_t total = 0;
    good(xap_database_average_length(database, &average, &problem));
    good(xap_database_total_length(database, &total, &problem));
    assert_true(average == 2);
    assert_int_equal(total, 4);
    xap_writable_close(writable);
}

static void an_identity_stays_and_a_revision_grows(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    build(path, (const char *[]){"a", NULL});
    xap_database *database = reading(path);
    xap_bytes before = {0}, after = {0};
    uint64_t first, second;
    good(xap_database_uuid(database, &before, &problem));
    good(xap_database_revision(database, &first, &problem));
    build(path, (const char *[]){"b", NULL});
    good(xap_database_reopen(database, NULL, &problem));
    good(xap_database_uuid(database, &after, &problem));
    good(xap_database_revision(database, &second, &problem));
    assert_int_equal(before.size, 36);
    assert_string_equal(before.bytes, after.bytes);
    assert_true(second > first);
    xap_bytes_dispose(&before);
    xap_bytes_dispose(&after);
    xap_database_close(database);
}

static void closing_nothing_is_fine(void **state)
{
    (void)state;
    xap_database_close(NULL);
    xap_writable_close(NULL);
    xap_document_free(NULL);
    xap_query_free(NULL);
    xap_matches_free(NULL);
    xap_bytes bytes = {0};
    xap_positions positions = {0};
    xap_bytes_dispose(&bytes);
    xap_positions_dispose(&positions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_scratch(opening_what_is_missing_is_not_found_and_gives_nothing),
        in_scratch(create_wants_a_new_one_and_open_an_old_one),
        in_scratch(a_database_is_not_created_where_its_parent_is_missing),
        in_scratch(a_second_writer_is_locked_out_until_the_first_closes),
        in_scratch(a_database_of_another_format_says_so),
        in_scratch(changes_are_seen_by_the_writer_at_once_and_by_readers_after_commit_and_reopen),
        in_scratch(closing_discards_what_was_not_committed),
        in_scratch(nothing_is_committed_however_many_changes_there_are),
        in_scratch(blocks_changed_in_place_read_as_others_once_committed),
        in_scratch(a_reader_outlives_one_commit_and_after_two_must_reopen),
        in_scratch(several_databases_are_read_as_one),
        in_scratch(statistics_count_what_is_there),
        in_scratch(an_identity_stays_and_a_revision_grows),
        cmocka_unit_test(closing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
