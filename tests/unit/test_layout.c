#include "index/files.h"
#include "index/layout.h"
#include "made_index.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void make_folder(const char *path)
{
    assert_int_equal(mkdir(path, 0777), 0);
}

static bool is_there(const char *folder, const char *name)
{
    return access(below(folder, name), F_OK) == 0;
}

/* --- What is at a path -------------------------------------------------------------------------------------------- */

static void a_place_is_told_by_what_is_in_it(void **state)
{
    const char *folder = *state;
    assert_int_equal(pgf_layout_place(below(folder, "missing")), PGF_PLACE_NOTHING);
    assert_int_equal(pgf_layout_place(folder), PGF_PLACE_EMPTY);
    write_file(below(folder, "paragraf.json"), "{}");
    assert_int_equal(pgf_layout_place(folder), PGF_PLACE_INDEX);
    assert_int_equal(pgf_layout_place(below(folder, "paragraf.json")), PGF_PLACE_DOCUMENTS);
}

static void anything_that_is_not_of_an_index_makes_a_folder_somebody_elses(void **state)
{
    const char *folder = *state;
    write_file(below(folder, ".hidden"), "");
    assert_int_equal(pgf_layout_place(folder), PGF_PLACE_DOCUMENTS);
}

static void an_index_never_finished_is_as_good_as_empty(void **state)
{
    const char *folder = *state;
    int lock;
    assert_int_equal(pgf_layout_lock(folder, &lock, NULL), PGF_OK);
    make_folder(below(folder, "generations/1.new"));
    write_file(below(folder, "paragraf.json.new"), "{");
    assert_int_equal(pgf_layout_place(folder), PGF_PLACE_EMPTY);
    make_folder(below(folder, "generations/1"));
    write_file(below(folder, "generations/1/iamglass"), "");
    assert_int_equal(pgf_layout_place(folder), PGF_PLACE_EMPTY);
    pgf_layout_unlock(lock);
}

static void a_folder_of_documents_called_generations_is_not_ours(void **state)
{
    const char *folder = *state;
    make_folder(below(folder, "generations"));
    make_folder(below(folder, "generations/2023"));
    write_file(below(folder, "generations/2023/act.txt"), "An act");
    assert_int_equal(pgf_layout_place(folder), PGF_PLACE_DOCUMENTS);
}

/* --- paragraf.json ------------------------------------------------------------------------------------------------ */

static void a_layout_comes_back_as_it_was_written(void **state)
{
    const char *folder = *state;
    pgf_layout written = pgf_layout_current(), read = {0};
    written.generation = 4711;
    assert_int_equal(pgf_layout_write(folder, &written, NULL), PGF_OK);
    assert_int_equal(pgf_layout_read(folder, &read, NULL), PGF_OK);
    assert_int_equal(read.format, PGF_FORMAT_VERSION);
    assert_int_equal(read.analyzer, written.analyzer);
    assert_string_equal(read.stemmer, written.stemmer);
    assert_string_equal(read.fields, written.fields);
    assert_int_equal(read.generation, 4711);
    assert_false(is_there(folder, "paragraf.json.new"));
}

static void another_format_is_refused_with_what_to_do(void **state)
{
    const char *folder = *state;
    pgf_layout layout;
    pgf_error err;
    char line[PATH_MAX + 64];
    write_file(below(folder, "paragraf.json"), "{\"format\": 1e-1}");
    assert_int_equal(pgf_layout_read(folder, &layout, &err), PGF_ECORRUPT);
    write_file(below(folder, "paragraf.json"), "{\"format\": 77, \"generation\": {}}");
    assert_int_equal(pgf_layout_read(folder, &layout, &err), PGF_EVERSION);
    snprintf(line, sizeof line, "paragraf-indexer %s PATH… --rebuild", folder);
    assert_non_null(strstr(err.message, line));
}

static void an_endless_paragraf_json_is_damage(void **state)
{
    const char *folder = *state;
    pgf_layout layout;
    FILE *file = fopen(below(folder, "paragraf.json"), "w");
    for (int i = 0; i < 100000; i++)
        fputs("[[[[", file);
    fclose(file);
    assert_int_equal(pgf_layout_read(folder, &layout, NULL), PGF_ECORRUPT);
}

static void documents_of_another_analysis_do_not_fit_in(void **state)
{
    pgf_error err;
    pgf_layout layout = pgf_layout_current();
    assert_int_equal(pgf_layout_check_analysis(*state, &layout, &err), PGF_OK);
    layout.analyzer++;
    assert_int_equal(pgf_layout_check_analysis(*state, &layout, &err), PGF_EVERSION);
    assert_non_null(strstr(err.message, "another version of the text analyser"));
    layout = pgf_layout_current();
    layout.stemmer[0]++;
    assert_int_equal(pgf_layout_check_analysis(*state, &layout, &err), PGF_EVERSION);
    assert_non_null(strstr(err.message, "another version of libstemmer"));
    layout = pgf_layout_current();
    layout.fields[0] = layout.fields[0] == '0' ? '1' : '0';
    assert_int_equal(pgf_layout_check_analysis(*state, &layout, &err), PGF_EVERSION);
    assert_non_null(strstr(err.message, "another table of fields"));
    assert_non_null(strstr(err.message, "; to change it, make the index anew with paragraf-indexer "));
}

/* --- The lock ----------------------------------------------------------------------------------------------------- */

static void a_second_writer_is_turned_away_until_the_first_ends(void **state)
{
    const char *index = below(*state, "my.idx");
    int first, second;
    pgf_error err;
    assert_int_equal(pgf_layout_lock(index, &first, NULL), PGF_OK);
    assert_int_equal(pgf_layout_lock(index, &second, &err), PGF_ELOCKED);
    assert_int_equal(second, -1);
    assert_non_null(strstr(err.message, "another paragraf-indexer is at work on it; wait until it ends"));
    pgf_layout_unlock(second);
    pgf_layout_unlock(first);
    assert_int_equal(pgf_layout_lock(index, &second, NULL), PGF_OK);
    pgf_layout_unlock(second);
}

static void a_lock_needs_a_folder_to_stand_in(void **state)
{
    int lock;
    char endless[2 * PATH_MAX];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_int_equal(pgf_layout_lock(below(*state, "not/there"), &lock, NULL), PGF_ENOTFOUND);
    assert_int_equal(lock, -1);
    assert_int_equal(pgf_layout_lock(endless, &lock, NULL), PGF_EIO);
}

/* --- Sweeping ----------------------------------------------------------------------------------------------------- */

static void sweeping_keeps_the_generation_in_use_and_the_one_before(void **state)
{
    const char *folder = *state;
    static const char *const gone[] = {"1", "5", "8", "8.new", "7.new", "123456789012345678901234567890"};
    static const char *const kept[] = {"6", "7", "old", "7.old", "x7"};
    make_folder(below(folder, "generations"));
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        char name[PATH_MAX];
        snprintf(name, sizeof name, "%s/generations/%s", folder, gone[i]);
        make_folder(name);
        write_file(below(name, "postlist.glass"), "");
    }
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        make_folder(below(below(folder, "generations"), kept[i]));
    pgf_layout_sweep(folder, 7);
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_false(is_there(below(folder, "generations"), gone[i]));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_true(is_there(below(folder, "generations"), kept[i]));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_set_up, scratch_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_place_is_told_by_what_is_in_it),
        TEST(anything_that_is_not_of_an_index_makes_a_folder_somebody_elses),
        TEST(an_index_never_finished_is_as_good_as_empty),
        TEST(a_folder_of_documents_called_generations_is_not_ours),
        TEST(a_layout_comes_back_as_it_was_written),
        TEST(another_format_is_refused_with_what_to_do),
        TEST(an_endless_paragraf_json_is_damage),
        TEST(documents_of_another_analysis_do_not_fit_in),
        TEST(a_second_writer_is_turned_away_until_the_first_ends),
        TEST(a_lock_needs_a_folder_to_stand_in),
        TEST(sweeping_keeps_the_generation_in_use_and_the_one_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
