#include "indexer/beneath.h"
#include "indexer/walk.h"
#include "tree.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static pgf_status walk_one(walk *out, const char *path, const walk_options *options, pgf_error *err)
{
    const char *named[] = {path};
    *out = (walk){0};
    return walk_paths(out, named, 1, options, err);
}

/* Paths of what is found, '|' behind each; what is not read with its first letter before it. */
static void assert_found(const walk *found, const char *expected)
{
    char all[4096] = "";
    for (size_t i = 0; i < found->count; i++) {
        const char *mark = found->entries[i].kind == WALK_READ      ? ""
                           : found->entries[i].kind == WALK_SKIPPED ? "-"
                                                                    : "!";
        strcat(strcat(strcat(all, mark), found->entries[i].shown), "|");
    }
    assert_string_equal(all, expected);
}

static void assert_reason(const walk *found, size_t at, const char *expected)
{
    pgf_buffer reason = {0};
    assert_int_equal(walk_explain(&found->entries[at], &reason), PGF_OK);
    assert_string_equal(reason.bytes, expected);
    pgf_buffer_dispose(&reason);
}

static const walk_options plain = {.index = "/nonexistent/my.idx"};

static void files_come_in_byte_order_of_their_paths(void **state)
{
    (void)state;
    tree t = tree_make();
    static const char *const files[] = {"b.txt", "a/z.txt", "a.txt", "a/b/c.md", "a-b.txt", "B.md", "a0/x.txt"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        tree_write(&t, files[i], "text");
    walk found;
    assert_int_equal(walk_one(&found, t.root, &plain, NULL), PGF_OK);
    assert_found(&found, "B.md|a-b.txt|a.txt|a/b/c.md|a/z.txt|a0/x.txt|b.txt|");
    assert_int_equal(found.entries[0].size, 4);
    walk_dispose(&found);
    tree_remove(&t);
}

static void what_is_no_file_is_left_out_and_named(void **state)
{
    (void)state;
    tree t = tree_make(), outside = tree_make();
    tree_write(&outside, "secret.txt", "secret");
    tree_write(&t, "a.txt", "text");
    assert_int_equal(symlink(tree_path(&outside, "secret.txt"), tree_path(&t, "link.txt")), 0);
    assert_int_equal(symlink(outside.root, tree_path(&t, "out")), 0);
    assert_int_equal(mkfifo(tree_path(&t, "pipe.txt"), 0644), 0);
    walk found;
    assert_int_equal(walk_one(&found, t.root, &plain, NULL), PGF_OK);
    assert_found(&found, "a.txt|-link.txt|-out|-pipe.txt|");
    assert_reason(&found, 1, "is a symbolic link, which is not followed");
    assert_reason(&found, 3, "is a FIFO");
    walk_dispose(&found);
    tree_remove(&t);
    tree_remove(&outside);
}

static void formats_that_are_not_read_are_named_by_suffix(void **state)
{
    (void)state;
    tree t = tree_make();
    tree_write(&t, "a.b/README", "text");
    tree_write(&t, "report.pdf", "text");
    tree_write(&t, "X.TXT", "text");
    walk found;
    assert_int_equal(walk_one(&found, t.root, &plain, NULL), PGF_OK);
    assert_found(&found, "X.TXT|-a.b/README|-report.pdf|");
    assert_reason(&found, 1, "files without a suffix are not supported yet");
    assert_reason(&found, 2, ".pdf is not supported yet");
    walk_dispose(&found);
    tree_remove(&t);
}

static void hidden_names_and_indexes_are_not_looked_into(void **state)
{
    (void)state;
    tree t = tree_make();
    tree_write(&t, ".git/a.txt", "text");
    tree_write(&t, ".b.txt", "text");
    tree_write(&t, "old.idx/paragraf.json", "{}");
    tree_write(&t, "old.idx/c.txt", "text");
    tree_write(&t, "new.idx/d.txt", "text");
    walk_options options = {.index = tree_path(&t, "new.idx")};
    walk found;
    assert_int_equal(walk_one(&found, t.root, &options, NULL), PGF_OK);
    assert_found(&found, "-new.idx|-old.idx|");
    assert_int_equal(found.hidden, 2);
    walk_dispose(&found);
    tree_remove(&t);
}

static void include_and_exclude_choose(void **state)
{
    (void)state;
    tree t = tree_make();
    tree_write(&t, "a.md", "text");
    tree_write(&t, "a.txt", "text");
    tree_write(&t, "drafts/b.md", "text");
    tree_write(&t, "acts/c.md", "text");
    const char *include[] = {"*.md"}, *exclude[] = {"drafts"};
    walk_options options = {.index = "x", .include = include, .include_count = 1};
    walk found;
    assert_int_equal(walk_one(&found, t.root, &options, NULL), PGF_OK);
    assert_found(&found, "a.md|acts/c.md|drafts/b.md|");
    walk_dispose(&found);
    options.exclude = exclude;
    options.exclude_count = 1;
    assert_int_equal(walk_one(&found, t.root, &options, NULL), PGF_OK);
    assert_found(&found, "a.md|acts/c.md|");
    assert_int_equal(found.excluded, 2);
    assert_true(walk_excludes(&options, "drafts/b.md"));
    assert_true(walk_excludes(&options, "x/drafts/y/b.md"));
    assert_true(walk_excludes(&options, "a.txt"));
    assert_false(walk_excludes(&options, "acts/c.md"));
    walk_dispose(&found);
    tree_remove(&t);
}

static void a_file_under_two_paths_belongs_to_the_first(void **state)
{
    (void)state;
    tree t = tree_make();
    tree_write(&t, "a/b.txt", "text");
    tree_write(&t, "c.txt", "text");
    const char *named[] = {tree_path(&t, "a/b.txt"), t.root, tree_path(&t, "a")};
    walk found = {0};
    assert_int_equal(walk_paths(&found, named, 3, &plain, NULL), PGF_OK);
    assert_found(&found, "b.txt|c.txt|");
    assert_ptr_equal(found.entries[0].root, &found.roots[0]);
    assert_ptr_equal(found.entries[1].root, &found.roots[1]);
    assert_false(found.roots[2].empty); /* it has a file, though another root's */
    assert_string_equal(found.entries[0].key, tree_path(&t, "a/b.txt"));
    assert_string_equal(found.entries[1].key, tree_path(&t, "c.txt"));
    walk_dispose(&found);
    tree_remove(&t);
}

static void bytes_of_a_name_that_are_no_utf8_are_shown_as_numbers(void **state)
{
    (void)state;
    tree t = tree_make();
    tree_write(&t, "a\xff.txt", "text");
    walk found;
    assert_int_equal(walk_one(&found, t.root, &plain, NULL), PGF_OK);
    assert_found(&found, "a%FF.txt|");
    assert_string_equal(found.entries[0].path, "a\xff.txt");
    walk_dispose(&found);
    tree_remove(&t);
}

static void a_folder_deeper_than_there_are_descriptors_is_walked(void **state)
{
    (void)state;
    tree t = tree_make();
    char path[1600] = "";
    for (int depth = 0; depth < 700; depth++)
        strcat(path, "d/");
    strcat(path, "end.txt");
    tree_write(&t, path, "text");
    walk found;
    assert_int_equal(walk_one(&found, t.root, &plain, NULL), PGF_OK);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.entries[0].path, path);
    walk_dispose(&found);
    tree_remove(&t);
}

static void a_missing_path_is_an_error_unless_it_may_be(void **state)
{
    (void)state;
    tree t = tree_make();
    pgf_error err = {0};
    walk found;
    assert_int_equal(walk_one(&found, tree_path(&t, "gone/"), &plain, &err), PGF_ENOTFOUND);
    assert_non_null(strstr(err.message, "/gone/: no such file or folder"));
    assert_non_null(strstr(err.message, "--allow-mass-delete"));
    walk_dispose(&found);
    walk_options options = {.index = "x", .allow_missing = true};
    assert_int_equal(walk_one(&found, tree_path(&t, "gone/"), &options, NULL), PGF_OK);
    assert_true(found.roots[0].missing);
    assert_string_equal(found.roots[0].absolute, tree_path(&t, "gone"));
    walk_dispose(&found);
    tree_remove(&t);
}

static void documents_and_index_are_kept_apart(void **state)
{
    (void)state;
    tree t = tree_make();
    tree_write(&t, "my.idx/paragraf.json", "{}");
    tree_write(&t, "my.idx/generations/a.txt", "text");
    walk_options options = {.index = tree_path(&t, "my.idx")};
    pgf_error err = {0};
    walk found;
    assert_int_equal(walk_one(&found, tree_path(&t, "my.idx/generations"), &options, &err), PGF_EINVAL);
    assert_non_null(strstr(err.message, "lies inside the index"));
    walk_dispose(&found);
    assert_int_equal(walk_one(&found, tree_path(&t, "my.idx"), &options, &err), PGF_EINVAL);
    assert_non_null(strstr(err.message, "is the index itself"));
    walk_dispose(&found);
    assert_int_equal(walk_one(&found, tree_path(&t, "my.idx"), &plain, &err), PGF_EINVAL);
    assert_non_null(strstr(err.message, "the index comes first"));
    walk_dispose(&found);
    tree_remove(&t);
}

static void an_empty_root_is_known_as_such(void **state)
{
    (void)state;
    tree t = tree_make();
    walk found;
    assert_int_equal(walk_one(&found, t.root, &plain, NULL), PGF_OK);
    assert_true(found.roots[0].empty);
    walk_dispose(&found);
    tree_write(&t, "a.jsonl", "");
    assert_int_equal(walk_one(&found, t.root, &plain, NULL), PGF_OK);
    assert_false(found.roots[0].empty);
    walk_dispose(&found);
    assert_int_equal(walk_one(&found, tree_path(&t, "a.jsonl"), &plain, NULL), PGF_OK);
    assert_true(found.roots[0].empty);
    walk_dispose(&found);
    tree_remove(&t);
}

static void opening_never_goes_through_a_link(void **state)
{
    (void)state;
    tree t = tree_make();
    tree_write(&t, "real/a.txt", "text");
    assert_int_equal(symlink("real", tree_path(&t, "link")), 0);
    assert_int_equal(symlink("a.txt", tree_path(&t, "real/b.txt")), 0);
    int root = open(t.root, O_RDONLY | O_DIRECTORY), file = beneath_open_file(root, "real/a.txt");
    assert_true(file >= 0);
    close(file);
    assert_int_equal(beneath_open_file(root, "link/a.txt"), -1);
    assert_int_equal(errno, ELOOP);
    assert_int_equal(beneath_open_file(root, "real/b.txt"), -1);
    assert_int_equal(beneath_open_file(root, "real/../../etc/passwd"), -1);
    assert_int_equal(beneath_open_folder(root, "link"), -1);
    close(root);
    tree_remove(&t);
}

static void opening_a_fifo_does_not_wait(void **state)
{
    (void)state;
    tree t = tree_make();
    assert_int_equal(mkfifo(tree_path(&t, "pipe"), 0644), 0);
    int root = open(t.root, O_RDONLY | O_DIRECTORY), file = beneath_open_file(root, "pipe");
    assert_true(file >= 0);
    close(file);
    close(root);
    tree_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_in_byte_order_of_their_paths),
        cmocka_unit_test(what_is_no_file_is_left_out_and_named),
        cmocka_unit_test(formats_that_are_not_read_are_named_by_suffix),
        cmocka_unit_test(hidden_names_and_indexes_are_not_looked_into),
        cmocka_unit_test(include_and_exclude_choose),
        cmocka_unit_test(a_file_under_two_paths_belongs_to_the_first),
        cmocka_unit_test(bytes_of_a_name_that_are_no_utf8_are_shown_as_numbers),
        cmocka_unit_test(a_folder_deeper_than_there_are_descriptors_is_walked),
        cmocka_unit_test(a_missing_path_is_an_error_unless_it_may_be),
        cmocka_unit_test(documents_and_index_are_kept_apart),
        cmocka_unit_test(an_empty_root_is_known_as_such),
        cmocka_unit_test(opening_never_goes_through_a_link),
        cmocka_unit_test(opening_a_fifo_does_not_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
