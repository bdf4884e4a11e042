#include "index/checksums.h"
#include "index/files.h"
#include "made_index.h"
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void assert_content(const char *path, const char *expected)
{
    pgf_buffer text = {0};
    assert_int_equal(pgf_file_read(path, 1 << 20, &text, NULL), PGF_OK);
    assert_string_equal(text.bytes, expected);
    pgf_buffer_dispose(&text);
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static void a_file_is_appended_to_what_is_there(void **state)
{
    const char *path = below(*state, "file");
    pgf_buffer text = {0};
    write_file(path, "and more");
    assert_int_equal(pgf_buffer_append_text(&text, "before "), PGF_OK);
    assert_int_equal(pgf_file_read(path, 8, &text, NULL), PGF_OK);
    assert_string_equal(text.bytes, "before and more");
    pgf_buffer_dispose(&text);
}

static void a_file_that_is_too_large_or_missing_is_named(void **state)
{
    const char *path = below(*state, "file");
    pgf_buffer text = {0};
    pgf_error err;
    write_file(path, "123456789");
    assert_int_equal(pgf_file_read(path, 8, &text, &err), PGF_ELIMIT);
    assert_non_null(strstr(err.message, path));
    assert_int_equal(pgf_file_read(below(*state, "none"), 8, &text, &err), PGF_ENOTFOUND);
    assert_non_null(strstr(err.message, "none: no such file or folder"));
    pgf_buffer_dispose(&text);
}

static void a_file_is_replaced_as_a_whole(void **state)
{
    const char *path = below(*state, "file");
    assert_int_equal(pgf_file_replace(path, "first", 5, NULL), PGF_OK);
    assert_content(path, "first");
    assert_int_equal(pgf_file_replace(path, "second", 6, NULL), PGF_OK);
    assert_content(path, "second");
    assert_int_equal(access(below(*state, "file.new"), F_OK), -1);
}

static void a_file_without_a_folder_in_its_name_lies_here(void **state)
{
    char before[PATH_MAX];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(*state), 0);
    pgf_status status = pgf_file_replace("file", "text", 4, NULL);
    assert_int_equal(chdir(before), 0);
    assert_int_equal(status, PGF_OK);
    assert_content(below(*state, "file"), "text");
}

static void a_file_keeps_its_old_content_when_the_new_one_does_not_fit(void **state)
{
    const char *path = below(*state, "file");
    pgf_error err;
    struct rlimit before, tiny;
    char *large = calloc(1, 100000);
    assert_int_equal(pgf_file_replace(path, "old", 3, NULL), PGF_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tiny = before;
    tiny.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tiny), 0);
    pgf_status status = pgf_file_replace(path, large, 100000, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, PGF_EIO);
    assert_non_null(strstr(err.message, "disk full"));
    assert_content(path, "old");
    assert_int_equal(access(below(*state, "file.new"), F_OK), -1);
    free(large);
}

static void failures_say_what_to_do(void **state)
{
    (void)state;
    pgf_error err;
    assert_int_equal(pgf_file_failed(&err, ENOSPC, "write", "x"), PGF_EIO);
    assert_string_equal(err.message, "disk full: cannot write x; make room and run again");
    assert_int_equal(pgf_file_failed(&err, EACCES, "read", "x"), PGF_EIO);
    assert_string_equal(err.message, "no permission to read x; ls -ld shows who has it");
    assert_int_equal(pgf_file_failed(&err, ENOMEM, "read", "x"), PGF_ENOMEM);
}

/* --- Folders ------------------------------------------------------------------------------------------------------ */

static void removing_a_folder_follows_no_link(void **state)
{
    const char *folder = *state;
    assert_int_equal(mkdir(below(folder, "kept"), 0777), 0);
    write_file(below(folder, "kept/file"), "text");
    assert_int_equal(mkdir(below(folder, "gone"), 0777), 0);
    assert_int_equal(mkdir(below(folder, "gone/deep"), 0777), 0);
    write_file(below(folder, "gone/deep/file"), "text");
    assert_int_equal(symlink("../kept", below(folder, "gone/link")), 0);
    assert_int_equal(pgf_folder_remove(below(folder, "gone"), NULL), PGF_OK);
    assert_int_equal(access(below(folder, "gone"), F_OK), -1);
    assert_content(below(folder, "kept/file"), "text");
    assert_int_equal(pgf_folder_remove(below(folder, "gone"), NULL), PGF_OK); /* it is gone already */
}

static pgf_status join(void *payload, const char *name)
{
    return pgf_buffer_printf(payload, "%s ", name);
}

static pgf_status stop(void *payload, const char *name)
{
    (void)name;
    (*(int *)payload)++;
    return PGF_ECANCELED;
}

static void a_folder_is_listed_in_byte_order(void **state)
{
    pgf_buffer names = {0};
    int calls = 0;
    write_file(below(*state, "b"), "");
    write_file(below(*state, "B"), "");
    write_file(below(*state, ".a"), "");
    assert_int_equal(pgf_folder_list(*state, join, &names, NULL), PGF_OK);
    assert_string_equal(names.bytes, ".a B b ");
    assert_int_equal(pgf_folder_list(*state, stop, &calls, NULL), PGF_ECANCELED);
    assert_int_equal(calls, 1);
    assert_int_equal(pgf_folder_list(below(*state, "none"), join, &names, NULL), PGF_ENOTFOUND);
    pgf_buffer_dispose(&names);
}

static void a_folder_is_as_large_as_its_files(void **state)
{
    write_file(below(*state, "a"), "12345");
    write_file(below(*state, "b"), "678");
    assert_int_equal(mkdir(below(*state, "deep"), 0777), 0);
    assert_int_equal(pgf_folder_bytes(*state), 8);
    assert_int_equal(pgf_folder_bytes(below(*state, "none")), 0);
}

static void a_folder_is_made_safe_with_all_its_files(void **state)
{
    write_file(below(*state, "a"), "12345");
    assert_int_equal(pgf_folder_sync(*state, true, NULL), PGF_OK);
    assert_int_equal(pgf_folder_sync(*state, false, NULL), PGF_OK);
    assert_int_equal(pgf_parent_sync(below(*state, "a"), NULL), PGF_OK);
    assert_int_equal(pgf_parent_sync("/", NULL), PGF_OK);
    assert_int_equal(pgf_parent_sync("here", NULL), PGF_OK);
    assert_int_equal(pgf_parent_sync(below(*state, "none/a"), NULL), PGF_ENOTFOUND);
}

/* --- Checksums ---------------------------------------------------------------------------------------------------- */

static void make_generation_files(const char *folder)
{
    write_file(below(folder, "iamglass"), "version");
    write_file(below(folder, "postlist.glass"), "postings");
    write_file(below(folder, "termlist.glass"), "");
    assert_int_equal(pgf_checksums_write(folder, NULL), PGF_OK);
}

static void assert_checksums(const char *folder, pgf_status expected, const char *named)
{
    bool known;
    pgf_error err = {0};
    assert_int_equal(pgf_checksums_verify(folder, &known, &err), expected);
    assert_true(known);
    if (expected)
        assert_non_null(strstr(err.message, named));
}

static void files_are_as_they_were_finished(void **state)
{
    make_generation_files(*state);
    assert_checksums(*state, PGF_OK, NULL);
    write_file(below(*state, "flintlock"), ""); /* Xapian's, of the next writer */
    assert_checksums(*state, PGF_OK, NULL);
}

static void the_first_changed_file_is_named(void **state)
{
    make_generation_files(*state);
    write_file(below(*state, "postlist.glass"), "postingz");
    assert_checksums(*state, PGF_ECORRUPT, "postlist.glass: not as it was written");
    write_file(below(*state, "postlist.glass"), "postings");
    write_file(below(*state, "termlist.glass"), "x");
    assert_checksums(*state, PGF_ECORRUPT, "termlist.glass: not as it was written");
}

static void a_file_that_is_gone_or_new_is_damage(void **state)
{
    make_generation_files(*state);
    write_file(below(*state, "zzz.glass"), "");
    assert_checksums(*state, PGF_ECORRUPT, "zzz.glass");
    assert_int_equal(unlink(below(*state, "zzz.glass")), 0);
    assert_int_equal(unlink(below(*state, "termlist.glass")), 0);
    assert_checksums(*state, PGF_ECORRUPT, "a file of it is gone");
    assert_int_equal(unlink(below(*state, "iamglass")), 0);
    assert_checksums(*state, PGF_ECORRUPT, "postlist.glass");
}

static void damaged_checksums_are_damage(void **state)
{
    make_generation_files(*state);
    write_file(below(*state, "checksums"), "no checksums\n");
    assert_checksums(*state, PGF_ECORRUPT, "iamglass");
    write_file(below(*state, "checksums"), "");
    assert_checksums(*state, PGF_ECORRUPT, "iamglass");
}

static void checksums_that_were_taken_away_say_nothing(void **state)
{
    bool known = true;
    make_generation_files(*state);
    assert_int_equal(pgf_checksums_remove(*state, NULL), PGF_OK);
    assert_int_equal(pgf_checksums_remove(*state, NULL), PGF_OK);
    write_file(below(*state, "postlist.glass"), "an update");
    assert_int_equal(pgf_checksums_verify(*state, &known, NULL), PGF_OK);
    assert_false(known);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_set_up, scratch_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_appended_to_what_is_there),
        TEST(a_file_that_is_too_large_or_missing_is_named),
        TEST(a_file_is_replaced_as_a_whole),
        TEST(a_file_without_a_folder_in_its_name_lies_here),
        TEST(a_file_keeps_its_old_content_when_the_new_one_does_not_fit),
        TEST(failures_say_what_to_do),
        TEST(removing_a_folder_follows_no_link),
        TEST(a_folder_is_listed_in_byte_order),
        TEST(a_folder_is_as_large_as_its_files),
        TEST(a_folder_is_made_safe_with_all_its_files),
        TEST(files_are_as_they_were_finished),
        TEST(the_first_changed_file_is_named),
        TEST(a_file_that_is_gone_or_new_is_damage),
        TEST(damaged_checksums_are_damage),
        TEST(checksums_that_were_taken_away_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
