#include "index/keys.h"
#include "index/vocabulary.h"
#include "made_index.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    char folder[PATH_MAX];
    pgf_reader *reader;
} place;

static int set_up(void **state)
{
    static const made_document documents[] = {
        {.docid = 1, .words = "tax taxes taxation"},
        {.docid = 2, .words = "taxes zone"},
        {.docid = 3, .language = "fr", .words = "taxes"},
        {.docid = 4, .words = "tb ta"},
    };
    place *at = calloc(1, sizeof *at);
    *state = at;
    scratch_make(at->folder);
    make_index(at->folder, 1, documents, 4);
    assert_int_equal(pgf_reader_open(&at->reader, at->folder, NULL), PGF_OK);
    return 0;
}

static int tear_down(void **state)
{
    place *at = *state;
    pgf_reader_close(at->reader);
    scratch_remove(at->folder);
    free(at);
    return 0;
}

static pgf_status note(void *payload, const pgf_vocabulary_entry *entry)
{
    return pgf_buffer_printf(payload, "%.*s %.*s %.*s %s %u; ", (int)entry->word_size, entry->word,
                             (int)entry->form_size, entry->form, (int)entry->stem_size, entry->stem, entry->language,
                             entry->documents);
}

static void assert_found(place *at, const char *word, const char *expected)
{
    pgf_buffer seen = {0};
    assert_int_equal(pgf_buffer_append_text(&seen, ""), PGF_OK);
    assert_int_equal(pgf_vocabulary_find(at->reader, word, strlen(word), note, &seen, NULL), PGF_OK);
    assert_string_equal(seen.bytes, expected);
    pgf_buffer_dispose(&seen);
}

static void assert_walked(place *at, const char *prefix, const char *expected)
{
    pgf_buffer seen = {0};
    assert_int_equal(pgf_buffer_append_text(&seen, ""), PGF_OK);
    assert_int_equal(pgf_vocabulary_walk(at->reader, prefix, strlen(prefix), note, &seen, NULL), PGF_OK);
    assert_string_equal(seen.bytes, expected);
    pgf_buffer_dispose(&seen);
}

static void assert_near(place *at, const char *word, size_t same, unsigned edits, const char *expected)
{
    pgf_buffer seen = {0};
    assert_int_equal(pgf_buffer_append_text(&seen, ""), PGF_OK);
    assert_int_equal(pgf_vocabulary_near(at->reader, word, strlen(word), same, edits, note, &seen, NULL), PGF_OK);
    assert_string_equal(seen.bytes, expected);
    pgf_buffer_dispose(&seen);
}

static void words_that_are_spelled_nearly_so_are_found(void **state)
{
    assert_near(*state, "taxis", 0, 1, "taxes taxes taxe en 2; taxes taxes taxe fr 1; ");
    assert_near(*state, "zoen", 0, 1, "zone zone zone en 1; ");
    assert_near(*state, "bone", 0, 1, "zone zone zone en 1; ");
    assert_near(*state, "bone", 1, 2, "");
    assert_near(*state, "x", 0, 1, "");
    assert_near(*state, "tx", 1, 1, "ta ta ta en 1; tax tax tax en 1; tb tb tb en 1; ");
}

static void a_word_is_found_in_each_of_its_languages(void **state)
{
    assert_found(*state, "taxes", "taxes taxes taxe en 2; taxes taxes taxe fr 1; ");
    assert_found(*state, "zone", "zone zone zone en 1; ");
}

static void a_word_that_is_not_there_is_no_failure(void **state)
{
    char endless[5000];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_found(*state, "taxi", "");
    assert_found(*state, "taxe", "");
    assert_found(*state, "", "");
    assert_found(*state, endless, "");
    assert_walked(*state, endless, "");
    assert_walked(*state, "taxi", "");
}

static void a_prefix_gives_its_words_in_order_and_no_others(void **state)
{
    assert_walked(*state, "tax",
                  "tax tax tax en 1; taxation taxation taxation en 1; taxes taxes taxe en 2; taxes taxes taxe fr 1; ");
    assert_walked(*state, "z", "zone zone zone en 1; ");
}

static void no_prefix_gives_every_word(void **state)
{
    assert_walked(*state, "",
                  "ta ta ta en 1; tax tax tax en 1; taxation taxation taxation en 1; taxes taxes taxe en 2; "
                  "taxes taxes taxe fr 1; tb tb tb en 1; zone zone zone en 1; ");
}

typedef struct {
    place *at;
    int visits;
} visitor;

static pgf_status look_up_another(void *payload, const pgf_vocabulary_entry *entry)
{
    visitor *of = payload;
    pgf_buffer before = {0}, after = {0};
    assert_int_equal(note(&before, entry), PGF_OK);
    assert_found(of->at, "taxes", "taxes taxes taxe en 2; taxes taxes taxe fr 1; ");
    assert_int_equal(note(&after, entry), PGF_OK); /* still what it was */
    assert_string_equal(before.bytes, after.bytes);
    pgf_buffer_dispose(&before);
    pgf_buffer_dispose(&after);
    return ++of->visits == 3 ? PGF_ELIMIT : PGF_OK;
}

static void a_visitor_may_look_up_other_words_and_end_the_walk(void **state)
{
    visitor of = {.at = *state};
    assert_int_equal(pgf_vocabulary_walk(of.at->reader, "t", 1, look_up_another, &of, NULL), PGF_ELIMIT);
    assert_int_equal(of.visits, 3);
}

static void a_damaged_word_is_named(void **state)
{
    place *at = *state;
    char key[PGF_KEY_MAX];
    pgf_error err = {0};
    pgf_buffer seen = {0};
    xap_writable *writable = change_generation(at->folder, 1);
    assert_int_equal(xap_metadata_set(writable, key, pgf_key_word("taxation", 8, key), "\xFF", 1, NULL), XAP_OK);
    commit_revision(writable, 2);
    xap_writable_close(writable);
    assert_int_equal(pgf_reader_refresh(at->reader, NULL, NULL), PGF_OK);
    assert_int_equal(pgf_vocabulary_find(at->reader, "taxation", 8, note, &seen, &err), PGF_ECORRUPT);
    assert_string_equal(err.message, "the vocabulary is damaged at \"taxation\": run paragraf-indexer verify");
    assert_int_equal(pgf_vocabulary_walk(at->reader, "tax", 3, note, &seen, &err), PGF_ECORRUPT);
    assert_int_equal(pgf_vocabulary_near(at->reader, "taxatoin", 8, 0, 1, note, &seen, &err), PGF_ECORRUPT);
    assert_found(at, "tax", "tax tax tax en 1; ");
    pgf_buffer_dispose(&seen);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_word_is_found_in_each_of_its_languages),           TEST(a_word_that_is_not_there_is_no_failure),
        TEST(a_prefix_gives_its_words_in_order_and_no_others),    TEST(no_prefix_gives_every_word),
        TEST(a_visitor_may_look_up_other_words_and_end_the_walk), TEST(a_damaged_word_is_named),
        TEST(words_that_are_spelled_nearly_so_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
