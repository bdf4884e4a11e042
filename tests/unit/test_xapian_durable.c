/* What a commit promises, and what is left when it fails. fsync() is watched: tests/CMakeLists.txt wraps it. */
#include "xapian.h"
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

int __wrap_fsync(int file);

static ino_t synced[8];
static size_t syncs;
static int sync_fails; /* errno, 0 for none */

int __wrap_fsync(int file)
{
    struct stat found;
    if (syncs < 8 && fstat(file, &found) == 0)
        synced[syncs++] = found.st_ino;
    errno = sync_fails;
    return sync_fails ? -1 : 0;
}

static void watch(int fails)
{
    syncs = 0;
    sync_fails = fails;
}

static ino_t inode(const char *path)
{
    struct stat found;
    assert_int_equal(stat(path, &found), 0);
    return found.st_ino;
}

static xap_writable *opened(const char *path, unsigned flags)
{
    xap_writable *writable;
    good(xap_writable_open(&writable, path, XAP_CREATE_OR_OPEN, flags, &problem));
    return writable;
}

static void a_commit_syncs_the_folder_and_a_new_one_its_parent(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db/"));
    watch(0);
    xap_writable *writable = opened(path, 0);
    assert_int_equal(syncs, 1);
    assert_int_equal(synced[0], inode(tree_path(*state, "")));
    add(writable, "a");
    watch(0);
    good(xap_writable_commit(writable, &problem));
    assert_int_equal(syncs, 1);
    assert_int_equal(synced[0], inode(path));
    xap_writable_close(writable);
    watch(0);
    xap_writable_close(opened(path, 0));
    assert_int_equal(syncs, 0);
}

static void without_sync_nothing_is_synced(void **state)
{
    watch(0);
    xap_writable *writable = opened(tree_path(*state, "db"), XAP_NO_SYNC);
    add(writable, "a");
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
    assert_int_equal(syncs, 0);
}

static void a_folder_that_cannot_be_synced_fails_the_commit(void **state)
{
    xap_writable *writable = opened(tree_path(*state, "db"), 0);
    add(writable, "a");
    watch(EIO);
    bad(xap_writable_commit(writable, &problem), XAP_EIO);
    assert_int_equal(problem.code, EIO);
    xap_writable_close(writable);

    writable = opened(tree_path(*state, "db"), 0);
    add(writable, "b");
    watch(EINVAL); /* what a filesystem answers that has no such thing */
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
    watch(0);
}

static void a_compaction_syncs_the_new_folder_and_its_parent(void **state)
{
    char from[PATH_MAX], to[PATH_MAX];
    snprintf(from, sizeof from, "%s", tree_path(*state, "from"));
    snprintf(to, sizeof to, "%s", tree_path(*state, "to"));
    build(from, (const char *[]){"a", NULL});
    const char *sources[] = {from};
    watch(0);
    good(xap_compact(sources, 1, to, 0, &problem));
    assert_int_equal(syncs, 2);
    assert_int_equal(synced[0], inode(to));
    assert_int_equal(synced[1], inode(tree_path(*state, "")));
    watch(0);
    good(xap_compact(sources, 1, tree_path(*state, "too"), XAP_COMPACT_NO_SYNC, &problem));
    assert_int_equal(syncs, 0);
}

/* A limit on files stands for a full disk: write() fails just so, with EFBIG for ENOSPC. */
static void limit_files(rlim_t bytes)
{
    signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit = {bytes, RLIM_INFINITY};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void add_much(xap_writable *writable)
{
    xap_document *document = document_of("much");
    for (unsigned docid = 1; docid <= 100; docid++) {
        set_random_data(document, 2000);
        good(xap_writable_add(writable, document, NULL, &problem));
    }
    xap_document_free(document);
}

static void after_a_full_disk_the_handle_refuses_and_nothing_of_the_batch_is_there(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    build(path, (const char *[]){"old", NULL});
    xap_writable *writable = opened(path, 0);
    add(writable, "first");
    limit_files(30000);
    xap_document *document = document_of("late");
    xap_status status = XAP_OK;
    for (int i = 0; i < 100 && !status; i++) {
        set_random_data(document, 2000);
        status = xap_writable_add(writable, document, NULL, &problem);
    }
    if (!status)
        status = xap_writable_commit(writable, &problem);
    assert_int_equal(status, XAP_EIO);
    assert_int_equal(problem.code, EFBIG);
    limit_files(RLIM_INFINITY);

    /* With space again Xapian would say yes to all of these. */
    bad(xap_writable_add(writable, document, NULL, &problem), XAP_ECLOSED);
    bad(xap_writable_put(writable, 1, document, &problem), XAP_ECLOSED);
    bad(xap_writable_delete(writable, 1, &problem), XAP_ECLOSED);
    bad(xap_metadata_set(writable, "k", 1, "v", 1, &problem), XAP_ECLOSED);
    bad(xap_writable_commit(writable, &problem), XAP_ECLOSED);
    xap_writable_close(writable);
    xap_document_free(document);

    writable = opened(path, 0);
    assert_int_equal(documents_in(xap_writable_database(writable)), 1);
    add(writable, "first");
    add_much(writable);
    good(xap_writable_commit(writable, &problem));
    assert_string_equal(all_found(xap_writable_database(writable), words(XAP_OR, "old first late")), "1 2");
    xap_writable_close(writable);
}

static void a_refused_term_key_or_docid_loses_nothing(void **state)
{
    char path[PATH_MAX], longest[XAP_TERM_MAX + 1];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    memset(longest, 'x', sizeof longest);
    xap_writable *writable = opened(path, XAP_NO_SYNC);
    xap_document *document = document_of("a");
    good(xap_writable_add(writable, document, NULL, &problem));
    bad(xap_document_add_term(document, longest, sizeof longest, NULL, 0, 1, &problem), XAP_EINVAL);
    bad(xap_metadata_set(writable, longest, sizeof longest, "v", 1, &problem), XAP_EINVAL);
    bad(xap_metadata_set(writable, "", 0, "v", 1, &problem), XAP_EINVAL);
    bad(xap_writable_put(writable, 0, document, &problem), XAP_EINVAL);
    bad(xap_writable_delete(writable, 0, &problem), XAP_EINVAL);
    bad(xap_writable_delete(writable, 9, &problem), XAP_ENOTFOUND);
    good(xap_writable_add(writable, document, NULL, &problem));
    good(xap_writable_delete(writable, 2, &problem));
    bad(xap_writable_delete(writable, 2, &problem), XAP_ENOTFOUND);
    good(xap_writable_commit(writable, &problem));
    assert_string_equal(all_found(xap_writable_database(writable), word("a")), "1");
    xap_document_free(document);
    xap_writable_close(writable);
}

static void without_term_lists_documents_are_only_added(void **state)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(*state, "db"));
    xap_writable *writable = opened(path, XAP_NO_SYNC | XAP_NO_TERMLIST);
    add(writable, "a");
    good(xap_writable_commit(writable, &problem));
    xap_document *document = document_of("b");
    bad(xap_writable_put(writable, 1, document, &problem), XAP_EINVAL);
    xap_document_free(document);
    xap_writable_close(writable);

    xap_database *database = reading(path);
    gathered terms = {.size = 0};
    bad(xap_document_terms(database, 1, "", 0, gather_counted, &terms, &problem), XAP_EINVAL);
    xap_database_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_scratch(a_commit_syncs_the_folder_and_a_new_one_its_parent),
        in_scratch(without_sync_nothing_is_synced),
        in_scratch(a_folder_that_cannot_be_synced_fails_the_commit),
        in_scratch(a_compaction_syncs_the_new_folder_and_its_parent),
        in_scratch(after_a_full_disk_the_handle_refuses_and_nothing_of_the_batch_is_there),
        in_scratch(a_refused_term_key_or_docid_loses_nothing),
        in_scratch(without_term_lists_documents_are_only_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
