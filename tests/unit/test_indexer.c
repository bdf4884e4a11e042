/* <paragraf/index.h>: what a program that makes or updates an index through the library sees. */
#include "tree.h"
#include <cjson/cJSON.h>
#include <paragraf/index.h>
#include <paragraf/search.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct {
    tree files;
    pgf_index_options options;
    pgf_index_totals totals;
    char report[4096]; /* "path:line id outcome (reason)\n" a line */
    pgf_error err;
} library;

static void note(void *payload, const pgf_report_line *line)
{
    library *l = payload;
    size_t at = strlen(l->report);
    snprintf(l->report + at, sizeof l->report - at, "%s:%zu %s %s%s%s%s\n", line->path, line->line, line->id,
             pgf_outcome_name(line->outcome), *line->reason ? " (" : "", line->reason, *line->reason ? ")" : "");
}

static int begin(void **state)
{
    library *l = calloc(1, sizeof *l);
    l->files = tree_make();
    l->options = (pgf_index_options){.report = note, .payload = l, .jobs = 2};
    *state = l;
    return 0;
}

static int end(void **state)
{
    library *l = *state;
    tree_remove(&l->files);
    free(l);
    return 0;
}

static const char *index_of(const library *l)
{
    return tree_path(&l->files, "my.idx");
}

/* Lines up to NULL; one that begins with "-" removes. */
static void feed(library *l, const char *const *lines)
{
    pgf_indexer *indexer;
    l->report[0] = '\0';
    if (pgf_indexer_open(&indexer, index_of(l), &l->options, &l->err))
        fail_msg("%s", l->err.message);
    for (; *lines; lines++) {
        pgf_status status = **lines == '-' ? pgf_indexer_remove(indexer, *lines + 1, &l->err)
                                           : pgf_indexer_add(indexer, *lines, strlen(*lines), &l->err);
        if (status)
            fail_msg("%s", l->err.message);
    }
    if (pgf_indexer_finish(indexer, &l->totals, &l->err))
        fail_msg("%s", l->err.message);
}
#define FEED(l, ...) feed(l, (const char *const[]){__VA_ARGS__, NULL})

/* How many documents a searcher of its own finds. */
static size_t count(pgf_searcher *searcher, const char *query)
{
    char *json;
    size_t total;
    pgf_error err;
    const pgf_request request = {.query = query, .query_size = strlen(query)};
    if (pgf_search(searcher, &request, &json, &total, &err))
        fail_msg("%s", err.message);
    free(json);
    return total;
}

/* The ids that a query finds, parted by spaces, best first. */
static const char *found(const library *l, const char *query)
{
    static char ids[256];
    pgf_searcher *searcher;
    pgf_error err;
    char *json;
    if (pgf_searcher_open(&searcher, index_of(l), &err))
        fail_msg("%s", err.message);
    const pgf_request request = {.query = query, .query_size = strlen(query)};
    if (pgf_search(searcher, &request, &json, NULL, &err))
        fail_msg("%s", err.message);
    cJSON *answer = cJSON_Parse(json);
    const cJSON *hit;
    ids[0] = '\0';
    cJSON_ArrayForEach(hit, cJSON_GetObjectItem(answer, "hits"))
    {
        const char *id = cJSON_GetStringValue(cJSON_GetObjectItem(hit, "id"));
        snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s%s", *ids ? " " : "", id);
    }
    cJSON_Delete(answer);
    free(json);
    pgf_searcher_close(searcher);
    return ids;
}

static void documents_are_added_replaced_and_removed(void **state)
{
    library *l = *state;
    FEED(l, "{\"_id\":\"a\",\"text\":\"Herring quotas\"}", "{\"_id\":\"b\",\"text\":\"Roads\"}");
    assert_string_equal(l->report, "-:1 a indexed\n-:2 b indexed\n");
    FEED(l, "{\"_id\":\"a\",\"text\":\"Ferries\"}", "-b", "-c", "{\"_id\":\"d\",\"text\":\"Herring\"}",
         "{\"_id\":\"d\",\"_delete\":true}");
    assert_string_equal(l->report, "-:1 a replaced\n-:2 b removed\n-:3 c skipped (no document has this id)\n-:4 d "
                                   "indexed\n-:5 d removed\n");
    assert_int_equal(l->totals.documents, 1);
    assert_string_equal(found(l, "ferry"), "a");
    assert_string_equal(found(l, "herring"), "");
}

static void a_removal_keeps_its_place_in_a_new_index(void **state)
{
    library *l = *state;
    FEED(l, "{\"_id\":\"a\",\"text\":\"Herring\"}", "-a", "{\"_id\":\"b\",\"text\":\"Herring\"}", "-c",
         "{\"_id\":\"c\",\"text\":\"Herring\"}");
    assert_int_equal(l->totals.documents, 2);
    assert_string_equal(found(l, "herring"), "b c");
}

static void a_document_that_cannot_be_read_costs_itself_only(void **state)
{
    library *l = *state;
    FEED(l, "{\"_id\":\"a\",\"text\":\"Herring\"}", "{\"_id\":", "{\"_id\":\"e\"}", "[]", "",
         "{\"_id\":\"b\",\"text\":\"Herring\"}");
    assert_string_equal(found(l, "herring"), "a b");
    assert_int_equal(l->totals.outcomes[PGF_FAILED], 3);
    assert_int_equal(l->totals.outcomes[PGF_EMPTY], 1);
    assert_non_null(strstr(l->report, "-:2  failed (is no JSON"));
}

static void a_whole_source_loses_what_does_not_come_again(void **state)
{
    library *l = *state;
    l->options.source = "register";
    l->options.whole = true;
    FEED(l, "{\"_id\":\"a\",\"text\":\"Herring\"}", "{\"_id\":\"b\",\"text\":\"Herring\"}");
    l->options.source = "archive";
    FEED(l, "{\"_id\":\"c\",\"text\":\"Herring\"}");
    l->options.source = "register";
    FEED(l, "{\"_id\":\"b\",\"text\":\"Herring\"}");
    assert_string_equal(found(l, "herring"), "b c");
    assert_non_null(strstr(l->report, " a removed"));
}

static void a_whole_source_that_lost_most_of_its_documents_keeps_them(void **state)
{
    library *l = *state;
    char text[32][48];
    const char *lines[33] = {NULL};
    for (int i = 0; i < 32; i++) {
        snprintf(text[i], sizeof text[i], "{\"_id\":\"%d\",\"text\":\"Herring\"}", i);
        lines[i] = text[i];
    }
    l->options.source = "register";
    l->options.whole = true;
    feed(l, lines);
    FEED(l, text[0]);
    assert_int_equal(l->totals.documents, 32);
    assert_int_equal(l->totals.outcomes[PGF_FAILED], 1);
    assert_non_null(strstr(l->report, "register:0  failed (31 of the 32 documents of this"));
    l->options.allow_mass_delete = true;
    FEED(l, text[0]);
    assert_int_equal(l->totals.documents, 1);
}

static void an_id_of_another_source_is_refused(void **state)
{
    library *l = *state;
    l->options.source = "register";
    FEED(l, "{\"_id\":\"a\",\"text\":\"Herring\"}");
    l->options.source = "archive";
    FEED(l, "{\"_id\":\"a\",\"text\":\"Ferries\"}");
    assert_int_equal(l->totals.outcomes[PGF_FAILED], 1);
    assert_non_null(strstr(l->report, "the id \"a\" is that of a document of another source already"));
    assert_string_equal(found(l, "herring"), "a");
}

static void a_document_of_another_source_is_not_removed(void **state)
{
    library *l = *state;
    l->options.source = "register";
    FEED(l, "{\"_id\":\"a\",\"text\":\"Herring\"}", "{\"_id\":\"b\",\"text\":\"Herring\"}");
    l->options.source = "archive";
    FEED(l, "{\"_id\":\"c\",\"text\":\"Herring\"}", "-a", "{\"_id\":\"b\",\"_delete\":true}", "-c");
    assert_string_equal(l->report, "archive:1 c indexed\n"
                                   "archive:2 a skipped (the document with this id is of another source)\n"
                                   "archive:3 b skipped (the document with this id is of another source)\n"
                                   "archive:4 c removed\n");
    assert_string_equal(found(l, "herring"), "a b");
    l->options.source = "register";
    FEED(l, "-a");
    assert_string_equal(found(l, "herring"), "b");
}

static void a_rebuild_has_only_what_is_added(void **state)
{
    library *l = *state;
    FEED(l, "{\"_id\":\"a\",\"text\":\"Herring\"}");
    l->options.rebuild = true;
    FEED(l, "{\"_id\":\"b\",\"text\":\"Herring\"}");
    assert_string_equal(found(l, "herring"), "b");
    assert_int_equal(l->totals.generation, 2);
}

static void a_document_without_an_id_is_called_after_its_bytes(void **state)
{
    library *l = *state;
    l->options.source = "crawl";
    FEED(l, "{\"text\":\"Herring\"}", "{\"text\":\"Ferries\"}");
    FEED(l, "{\"text\":\"Ferries\"}");
    assert_int_equal(l->totals.documents, 2);
    assert_int_equal(l->totals.outcomes[PGF_UNCHANGED], 1);
    assert_memory_equal(found(l, "ferry"), "crawl#", 6);
}

static void documents_that_name_no_language_get_the_one_given(void **state)
{
    library *l = *state;
    l->options.language = "nb-NO";
    FEED(l, "{\"_id\":\"a\",\"text\":\"Torskekvoter\"}");
    assert_string_equal(found(l, "torskekvotene"), "a");
}

static void members_of_other_names_are_mapped(void **state)
{
    library *l = *state;
    const char *const maps[] = {"title=headline", "id=uri"};
    l->options.maps = maps;
    l->options.map_count = 2;
    FEED(l, "{\"uri\":\"x:1\",\"headline\":\"Herring quotas\"}");
    assert_string_equal(found(l, "herring"), "x:1");
}

static void what_is_abandoned_is_not_in_the_index(void **state)
{
    library *l = *state;
    pgf_indexer *indexer;
    assert_int_equal(pgf_indexer_open(&indexer, index_of(l), &l->options, &l->err), PGF_OK);
    assert_int_equal(pgf_indexer_add(indexer, "{\"_id\":\"a\"}", 11, &l->err), PGF_OK);
    pgf_indexer_abandon(indexer);
    pgf_searcher *searcher;
    assert_int_equal(pgf_searcher_open(&searcher, index_of(l), &l->err), PGF_ENOTFOUND);
    pgf_indexer_abandon(NULL);
}

static void opening_says_what_is_wrong(void **state)
{
    library *l = *state;
    pgf_indexer *first, *second;
    const char *const maps[] = {"headline"};
    assert_int_equal(pgf_indexer_open(&first, index_of(l), NULL, &l->err), PGF_OK);
    assert_int_equal(pgf_indexer_open(&second, index_of(l), NULL, &l->err), PGF_ELOCKED);
    pgf_indexer_abandon(first);
    tree_write(&l->files, "notes/a.txt", "notes");
    assert_int_equal(pgf_indexer_open(&first, tree_path(&l->files, "notes"), NULL, &l->err), PGF_EEXIST);
    assert_int_equal(pgf_indexer_open(&first, index_of(l), &(pgf_index_options){.source = "/etc"}, &l->err),
                     PGF_EINVAL);
    assert_non_null(strstr(l->err.message, "/etc"));
    assert_int_equal(pgf_indexer_open(&first, index_of(l), &(pgf_index_options){.source = ""}, &l->err), PGF_EINVAL);
    assert_int_equal(pgf_indexer_open(&first, index_of(l), &(pgf_index_options){.source = "r\xF8r"}, &l->err),
                     PGF_EINVAL);
    assert_int_equal(pgf_indexer_open(&first, index_of(l), &(pgf_index_options){.maps = maps, .map_count = 1}, &l->err),
                     PGF_EINVAL);
    assert_int_equal(pgf_indexer_open(&first, index_of(l), &(pgf_index_options){.language = "xx-nothing"}, &l->err),
                     PGF_EINVAL);
}

static void a_document_over_the_limit_is_refused_alone(void **state)
{
    library *l = *state;
    size_t size = (size_t)PGF_INPUT_BYTES + 1;
    char *huge = malloc(size);
    memset(huge, ' ', size);
    pgf_indexer *indexer;
    l->report[0] = '\0';
    assert_int_equal(pgf_indexer_open(&indexer, index_of(l), &l->options, &l->err), PGF_OK);
    assert_int_equal(pgf_indexer_add(indexer, huge, size, &l->err), PGF_OK);
    assert_int_equal(pgf_indexer_add(indexer, "{\"_id\":\"a\",\"text\":\"b\"}", 22, &l->err), PGF_OK);
    assert_int_equal(pgf_indexer_finish(indexer, &l->totals, &l->err), PGF_OK);
    assert_string_equal(l->report, "-:1  failed (is larger than 100 MB, the limit for one document)\n-:2 a indexed\n");
    free(huge);
}

/* Searches until it has seen all of 6 documents, which never become fewer. */
static void *follow(void *path)
{
    pgf_searcher *searcher;
    size_t before = 0, now;
    if (pgf_searcher_open(&searcher, path, NULL))
        return "the index does not open";
    while ((now = count(searcher, "herring")) < 6) {
        if (now < before)
            break;
        before = now;
    }
    pgf_searcher_close(searcher);
    return now < before ? "documents were lost" : NULL;
}

static void searchers_in_threads_follow_an_indexer_of_the_same_process(void **state)
{
    library *l = *state;
    pthread_t threads[3];
    FEED(l, "{\"_id\":\"1\",\"text\":\"Herring\"}");
    char *path = strdup(index_of(l));
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, follow, path), 0);
    for (int i = 2; i <= 6; i++) {
        char line[48];
        snprintf(line, sizeof line, "{\"_id\":\"%d\",\"text\":\"Herring\"}", i);
        FEED(l, line);
    }
    for (int i = 0; i < 3; i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(documents_are_added_replaced_and_removed),
        TEST(a_removal_keeps_its_place_in_a_new_index),
        TEST(a_document_that_cannot_be_read_costs_itself_only),
        TEST(a_whole_source_loses_what_does_not_come_again),
        TEST(a_whole_source_that_lost_most_of_its_documents_keeps_them),
        TEST(an_id_of_another_source_is_refused),
        TEST(a_document_of_another_source_is_not_removed),
        TEST(a_rebuild_has_only_what_is_added),
        TEST(a_document_without_an_id_is_called_after_its_bytes),
        TEST(documents_that_name_no_language_get_the_one_given),
        TEST(members_of_other_names_are_mapped),
        TEST(what_is_abandoned_is_not_in_the_index),
        TEST(opening_says_what_is_wrong),
        TEST(searchers_in_threads_follow_an_indexer_of_the_same_process),
        TEST(a_document_over_the_limit_is_refused_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
