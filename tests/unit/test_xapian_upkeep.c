/* Compaction, checking, metadata. */
#include "xapian.h"

static char first[PATH_MAX], second[PATH_MAX], merged[PATH_MAX];

static int two(void **state)
{
    fresh(state);
    snprintf(first, sizeof first, "%s", tree_path(*state, "first"));
    snprintf(second, sizeof second, "%s", tree_path(*state, "second"));
    snprintf(merged, sizeof merged, "%s", tree_path(*state, "merged"));
    xap_writable *writable = writing(first);
    put(writable, 2, "a");
    put(writable, 5, "a b");
    good(xap_metadata_set(writable, "one", 3, "1", 1, &problem));
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
    writable = writing(second);
    put(writable, 10, "a c");
    put(writable, 12, "b");
    good(xap_metadata_set(writable, "two", 3, "2", 1, &problem));
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
    return 0;
}

#define with_two(test) cmocka_unit_test_setup_teardown(test, two, gone)

static void merge(unsigned flags)
{
    good(xap_compact((const char *[]){first, second}, 2, merged, flags, &problem));
}

static void compaction_keeps_docids_when_asked(void **state)
{
    (void)state;
    merge(XAP_COMPACT_NO_RENUMBER | XAP_COMPACT_NO_SYNC);
    xap_database *database = reading(merged);
    gathered keys = {.size = 0};
    assert_string_equal(all_found(database, word("a")), "2 5 10");
    assert_string_equal(all_found(database, word("b")), "5 12");
    good(xap_metadata_walk(database, "", 0, gather, &keys, &problem));
    assert_string_equal(keys.text, "one two");
    xap_database_close(database);
}

static void compaction_renumbers_when_not_asked(void **state)
{
    (void)state;
    merge(XAP_COMPACT_NO_SYNC | XAP_COMPACT_FULLER | XAP_COMPACT_MULTIPASS);
    xap_database *database = reading(merged);
    assert_int_equal(documents_in(database), 4);
    assert_string_not_equal(all_found(database, word("a")), "2 5 10");
    xap_database_close(database);
}

static void compaction_into_one_file_reads_like_a_folder(void **state)
{
    (void)state;
    merge(XAP_COMPACT_NO_RENUMBER | XAP_COMPACT_SINGLE_FILE);
    struct stat about;
    assert_int_equal(stat(merged, &about), 0);
    assert_true(S_ISREG(about.st_mode));
    xap_database *database = reading(merged);
    assert_string_equal(all_found(database, word("a")), "2 5 10");
    xap_database_close(database);
}

static void a_compacted_database_can_be_changed(void **state)
{
    (void)state;
    merge(XAP_COMPACT_NO_RENUMBER);
    xap_writable *writable = writing(merged);
    good(xap_writable_delete(writable, 5, &problem));
    assert_int_equal(add(writable, "a"), 13);
    good(xap_writable_commit(writable, &problem));
    assert_string_equal(all_found(xap_writable_database(writable), word("a")), "2 10 13");
    xap_writable_close(writable);
}

static void sources_whose_docids_overlap_are_refused(void **state)
{
    xap_writable *writable = writing(second);
    put(writable, 3, "a");
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
    bad(xap_compact((const char *[]){first, second}, 2, merged, XAP_COMPACT_NO_RENUMBER, &problem), XAP_EINVAL);
    assert_non_null(strstr(problem.message, "range"));
    bad(xap_compact((const char *[]){first, second}, 2, first, 0, &problem), XAP_EINVAL);
    bad(xap_compact((const char *[]){tree_path(*state, "none")}, 1, merged, 0, &problem), XAP_ENOTFOUND);
    bad(xap_compact((const char *[]){first}, 1, tree_path(*state, "none/merged"), 0, &problem), XAP_EIO);
}

static void a_sound_database_has_no_problems(void **state)
{
    (void)state;
    size_t problems = 9;
    xap_bytes report = {0};
    good(xap_check(first, &problems, &report, &problem));
    assert_int_equal(problems, 0);
    assert_non_null(strstr(report.bytes, "postlist"));
    good(xap_check(first, &problems, NULL, &problem));
    xap_bytes_dispose(&report);
}

/* Every byte from `from` on is 0xff. */
static void overwrite(const char *path, long from)
{
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    assert_true(size > from);
    fseek(file, from, SEEK_SET);
    for (long i = from; i < size; i++)
        fputc(0xff, file);
    fclose(file);
}

static void a_damaged_database_has_problems_and_is_corrupt_to_read(void **state)
{
    xap_writable *writable = writing(first);
    char key[40];
    for (int i = 0; i < 2000; i++)
        good(xap_metadata_set(writable, key, (size_t)snprintf(key, sizeof key, "key %d", i), "value", 5, &problem));
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
    overwrite(tree_path(*state, "first/postlist.glass"), 0);

    size_t problems = 0;
    xap_bytes report = {0};
    good(xap_check(first, &problems, &report, &problem));
    assert_true(problems > 0);
    assert_true(report.size > 0);
    xap_bytes_dispose(&report);
    xap_database *database;
    bad(xap_database_open(&database, first, &problem), XAP_ECORRUPT);
}

static void checking_what_is_missing_is_not_found(void **state)
{
    size_t problems = 9;
    bad(xap_check(tree_path(*state, "none"), &problems, NULL, &problem), XAP_ENOTFOUND);
    assert_int_equal(problems, 9);
}

static void set(xap_writable *writable, const char *key, size_t size, const char *value)
{
    good(xap_metadata_set(writable, key, size, value, strlen(value), &problem));
}

static void metadata_come_back_byte_for_byte(void **state)
{
    xap_writable *writable = writing(tree_path(*state, "db"));
    const xap_database *database = xap_writable_database(writable);
    xap_bytes value = {0};
    good(xap_metadata_set(writable, "a\0b", 3, "1\0\n2", 4, &problem));
    set(writable, "a", 1, "other");
    good(xap_metadata_get(database, "a\0b", 3, &value, &problem));
    assert_int_equal(value.size, 4);
    assert_memory_equal(value.bytes, "1\0\n2", 5);
    good(xap_metadata_get(database, "a\0c", 3, &value, &problem));
    assert_int_equal(value.size, 0);
    assert_string_equal(value.bytes, "");
    set(writable, "a", 1, "");
    good(xap_metadata_get(database, "a", 1, &value, &problem));
    assert_int_equal(value.size, 0);
    bad(xap_metadata_get(database, "", 0, &value, &problem), XAP_EINVAL);

    char *large = calloc(1, 1000000);
    large[999999] = 'z';
    good(xap_metadata_set(writable, "large", 5, large, 1000000, &problem));
    good(xap_writable_commit(writable, &problem));
    good(xap_metadata_get(database, "large", 5, &value, &problem));
    assert_int_equal(value.size, 1000000);
    assert_memory_equal(value.bytes, large, 1000000);
    free(large);
    xap_bytes_dispose(&value);
    xap_writable_close(writable);
}

static void the_longest_terms_and_keys_go_in_and_come_back(void **state)
{
    char key[XAP_TERM_MAX], nuls[XAP_TERM_MAX / 2 + 1];
    memset(key, 'k', sizeof key);
    memset(nuls, 0, sizeof nuls);
    assert_int_equal(xap_term_cost(key, sizeof key), 245);
    const size_t most = sizeof nuls - 1;
    assert_int_equal(xap_term_cost(nuls, most), 244);
    assert_int_equal(xap_term_cost("\0a\0", 3), 5);
    assert_int_equal(xap_term_cost(NULL, 0), 0);

    xap_writable *writable = writing(tree_path(*state, "db"));
    const xap_database *database = xap_writable_database(writable);
    xap_document *document = document_of("a");
    good(xap_document_add_term(document, key, sizeof key, (unsigned[]){3, 4}, 2, 2, &problem));
    good(xap_document_add_term(document, nuls, most, (unsigned[]){5}, 1, 1, &problem));
    bad(xap_document_add_term(document, nuls, most + 1, NULL, 0, 1, &problem), XAP_EINVAL);
    good(xap_writable_put(writable, 4000000000, document, &problem));
    set(writable, key, sizeof key, "long");
    set(writable, nuls, most, "nuls");
    good(xap_writable_commit(writable, &problem));

    xap_bytes value = {0};
    unsigned documents = 0;
    good(xap_metadata_get(database, nuls, most, &value, &problem));
    assert_string_equal(value.bytes, "nuls");
    good(xap_metadata_get(database, key, sizeof key, &value, &problem));
    assert_string_equal(value.bytes, "long");
    good(xap_term_frequencies(database, key, sizeof key, &documents, NULL, &problem));
    assert_int_equal(documents, 1);
    good(xap_term_frequencies(database, nuls, most, &documents, NULL, &problem));
    assert_int_equal(documents, 1);
    xap_bytes_dispose(&value);
    xap_document_free(document);
    xap_writable_close(writable);
}

static void keys_are_walked_in_byte_order_below_a_prefix(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable = writing(path);
    const char *keys[] = {"b", "a10", "a", "a9", "\xc3\xa5", "ab", "B"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        set(writable, keys[i], strlen(keys[i]), "v");
    gathered all = {.size = 0}, some = {.size = 0}, none = {.size = 0}, two_of_them = {.stop_after = 2};
    good(xap_metadata_walk(xap_writable_database(writable), "", 0, gather, &all, &problem));
    assert_string_equal(all.text, "B a a10 a9 ab b \xc3\xa5");
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);

    xap_database *database = reading(path);
    good(xap_metadata_walk(database, "a", 1, gather, &some, &problem));
    assert_string_equal(some.text, "a a10 a9 ab");
    good(xap_metadata_walk(database, "c", 1, gather, &none, &problem));
    assert_int_equal(none.calls, 0);
    bad(xap_metadata_walk(database, "a", 1, gather, &two_of_them, &problem), XAP_ESTOPPED);
    assert_string_equal(two_of_them.text, "a a10");
    xap_database_close(database);
}

/* Passes over all that begins with "a1" or with \xC3. */
static int skim(void *payload, const char *bytes, size_t size)
{
    if (gather(payload, bytes, size))
        return -1;
    return size > 1 && !memcmp(bytes, "a1", 2) ? 2 : bytes[0] == '\xC3';
}

static void keys_without_hope_are_passed_over(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable = writing(path);
    const char *keys[] = {"b", "a10", "a", "a1", "a199", "a9", "\xc3\xa5", "\xc3\xa6", "\xc4\x80"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        set(writable, keys[i], strlen(keys[i]), "v");
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);

    xap_database *database = reading(path);
    gathered all = {.size = 0}, some = {.size = 0}, two_of_them = {.stop_after = 2};
    good(xap_metadata_skim(database, "", 0, skim, &all, &problem));
    assert_string_equal(all.text, "a a1 a9 b \xc3\xa5 \xc4\x80");
    good(xap_metadata_skim(database, "a1", 2, skim, &some, &problem));
    assert_string_equal(some.text, "a1");
    bad(xap_metadata_skim(database, "a", 1, skim, &two_of_them, &problem), XAP_ESTOPPED);
    assert_string_equal(two_of_them.text, "a a1");
    xap_database_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_two(compaction_keeps_docids_when_asked),
        with_two(compaction_renumbers_when_not_asked),
        with_two(compaction_into_one_file_reads_like_a_folder),
        with_two(a_compacted_database_can_be_changed),
        with_two(sources_whose_docids_overlap_are_refused),
        with_two(a_sound_database_has_no_problems),
        with_two(a_damaged_database_has_problems_and_is_corrupt_to_read),
        with_two(checking_what_is_missing_is_not_found),
        in_scratch(metadata_come_back_byte_for_byte),
        in_scratch(the_longest_terms_and_keys_go_in_and_come_back),
        in_scratch(keys_are_walked_in_byte_order_below_a_prefix),
        in_scratch(keys_without_hope_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
