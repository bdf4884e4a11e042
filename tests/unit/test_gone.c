#include "indexer/gone.h"
#include "tree.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct {
    tree files;
    known known;
    walk found;
    walk_options options;
    gone gone;
} scene;

static void scene_open(scene *s)
{
    *s = (scene){.files = tree_make(), .options = {.index = "/nonexistent/my.idx"}};
}

static void scene_close(scene *s)
{
    gone_dispose(&s->gone);
    known_dispose(&s->known);
    walk_dispose(&s->found);
    tree_remove(&s->files);
}

static void know(scene *s, const char *path, unsigned documents)
{
    pgf_source source = {
        .key = tree_path(&s->files, path), .path = path, .reason = "", .outcome = PGF_INDEXED, .documents = documents};
    assert_int_equal(known_add(&s->known, &source), PGF_OK);
}

static void look(scene *s, const char *root, bool whole)
{
    const char *named[] = {tree_path(&s->files, root)};
    assert_int_equal(walk_paths(&s->found, named, 1, &s->options, NULL), PGF_OK);
    known_sort(&s->known);
    assert_int_equal(gone_find(&s->gone, &s->known, &s->found, &s->options, whole, NULL), PGF_OK);
}

static void only_what_lay_below_the_roots_of_this_run_goes(void **state)
{
    (void)state;
    scene s;
    scene_open(&s);
    tree_write(&s.files, "acts/here.txt", "text");
    know(&s, "acts/here.txt", 1);
    know(&s, "acts/gone.txt", 1);
    know(&s, "acts-old/gone.txt", 1); /* the same beginning, another folder */
    know(&s, "letters/gone.txt", 1);
    look(&s, "acts", false);
    assert_int_equal(s.gone.count, 1);
    assert_string_equal(s.gone.sources[0]->path, "acts/gone.txt");
    assert_int_equal(s.gone.below, 2);
    assert_int_equal(gone_check(&s.gone, &s.known, &s.found, NULL), PGF_OK);
    scene_close(&s);
}

static void a_rebuild_loses_all_that_is_not_read_again(void **state)
{
    (void)state;
    scene s;
    scene_open(&s);
    tree_write(&s.files, "acts/here.txt", "text");
    know(&s, "acts/here.txt", 1);
    know(&s, "letters/there.txt", 1);
    look(&s, "acts", true);
    assert_int_equal(s.gone.count, 1);
    assert_string_equal(s.gone.sources[0]->path, "letters/there.txt");
    scene_close(&s);
}

static void a_file_left_out_by_a_pattern_stays_while_it_is_there(void **state)
{
    (void)state;
    scene s;
    scene_open(&s);
    const char *exclude[] = {"*.txt"};
    s.options.exclude = exclude;
    s.options.exclude_count = 1;
    tree_write(&s.files, "here.txt", "text");
    know(&s, "here.txt", 1);
    know(&s, "gone.txt", 1);
    look(&s, "", false);
    assert_int_equal(s.gone.kept, 1);
    assert_int_equal(s.gone.count, 1);
    assert_string_equal(s.gone.sources[0]->path, "gone.txt");
    scene_close(&s);
}

static void a_file_that_became_a_link_is_gone(void **state)
{
    (void)state;
    scene s;
    scene_open(&s);
    tree_write(&s.files, "real.txt", "text");
    assert_int_equal(symlink("real.txt", tree_path(&s.files, "was.txt")), 0);
    know(&s, "real.txt", 1);
    know(&s, "was.txt", 1);
    look(&s, "", false);
    assert_int_equal(s.gone.count, 1);
    assert_string_equal(s.gone.sources[0]->path, "was.txt");
    scene_close(&s);
}

static void know_many(scene *s, unsigned all, unsigned there)
{
    char path[32];
    for (unsigned i = 0; i < all; i++) {
        snprintf(path, sizeof path, "f%03u.txt", i);
        know(s, path, 1);
        if (i < there)
            tree_write(&s->files, path, "text");
    }
    look(s, "", false);
}

static void assert_limit(unsigned all, unsigned there, pgf_status expected)
{
    scene s;
    scene_open(&s);
    know_many(&s, all, there);
    assert_int_equal(gone_check(&s.gone, &s.known, &s.found, NULL), expected);
    scene_close(&s);
}

static void over_ten_and_over_a_fifth_may_not_go(void **state)
{
    (void)state;
    assert_limit(11, 1, PGF_OK);     /* ten at once are fine, whatever the share */
    assert_limit(12, 1, PGF_ELIMIT); /* eleven of twelve are not                 */
    assert_limit(100, 80, PGF_OK);   /* a fifth is                               */
    assert_limit(100, 79, PGF_ELIMIT);
}

static void the_refusal_names_numbers_and_option(void **state)
{
    (void)state;
    scene s;
    scene_open(&s);
    pgf_error err = {0};
    know_many(&s, 100, 50);
    assert_int_equal(gone_check(&s.gone, &s.known, &s.found, &err), PGF_ELIMIT);
    assert_non_null(strstr(err.message, "50 of 100 sources"));
    assert_non_null(strstr(err.message, "--allow-mass-delete"));
    scene_close(&s);
}

static void an_empty_root_that_had_sources_is_refused(void **state)
{
    (void)state;
    scene s;
    scene_open(&s);
    pgf_error err = {0};
    know(&s, "a.txt", 1);
    look(&s, "", false);
    assert_int_equal(gone_check(&s.gone, &s.known, &s.found, &err), PGF_ELIMIT);
    assert_non_null(strstr(err.message, "is empty now, and 1 source of the index came from it"));
    scene_close(&s);
}

static void a_lines_file_that_became_empty_is_refused(void **state)
{
    (void)state;
    scene s;
    scene_open(&s);
    tree_write(&s.files, "all.jsonl", "");
    know(&s, "all.jsonl", 500);
    look(&s, "all.jsonl", false);
    assert_int_equal(s.gone.count, 0);
    assert_int_equal(gone_check(&s.gone, &s.known, &s.found, NULL), PGF_ELIMIT);
    scene_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_lay_below_the_roots_of_this_run_goes),
        cmocka_unit_test(a_rebuild_loses_all_that_is_not_read_again),
        cmocka_unit_test(a_file_left_out_by_a_pattern_stays_while_it_is_there),
        cmocka_unit_test(a_file_that_became_a_link_is_gone),
        cmocka_unit_test(over_ten_and_over_a_fifth_may_not_go),
        cmocka_unit_test(the_refusal_names_numbers_and_option),
        cmocka_unit_test(an_empty_root_that_had_sources_is_refused),
        cmocka_unit_test(a_lines_file_that_became_empty_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
