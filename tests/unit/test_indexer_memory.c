/* Every allocation of a program that updates an index through <paragraf/index.h> fails once. */
#include "fail_each.h"
#include "tree.h"
#include <paragraf/index.h>
#include <stddef.h>

static tree files;

static void ignore(void *payload, const pgf_report_line *line)
{
    (void)payload;
    (void)line;
}

static pgf_status attempt(void)
{
    const char *const maps[] = {"title=headline"};
    const pgf_index_options options = {.maps = maps, .map_count = 1, .jobs = 1, .report = ignore};
    const char json[] = "{\"headline\":\"On fish\",\"text\":\"Herring\"}";
    pgf_indexer *indexer;
    pgf_error err;
    pgf_status status = pgf_indexer_open(&indexer, tree_path(&files, "my.idx"), &options, &err);
    if (status)
        return status;
    status = pgf_indexer_add(indexer, json, sizeof json - 1, &err);
    if (!status)
        status = pgf_indexer_remove(indexer, "-", &err);
    if (!status)
        return pgf_indexer_finish(indexer, NULL, &err);
    pgf_indexer_abandon(indexer);
    return status;
}

static void a_new_index_without_memory_says_so(void **state)
{
    (void)state;
    files = tree_make();
    fail_each(attempt, 50);
    tree_remove(&files);
}

static void an_update_without_memory_says_so(void **state)
{
    (void)state;
    files = tree_make();
    assert_int_equal(attempt(), PGF_OK);
    fail_each(attempt, 50);
    tree_remove(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_index_without_memory_says_so),
        cmocka_unit_test(an_update_without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
