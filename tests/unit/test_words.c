#include "index/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static pgf_word_count count(const char *language, const char *form, const char *stem, long long documents)
{
    return (pgf_word_count){.word = "securite",
                            .form = form,
                            .stem = stem,
                            .word_size = 8,
                            .form_size = strlen(form),
                            .stem_size = strlen(stem),
                            .language = language,
                            .documents = documents};
}

/* What a value holds, as "language form stem documents; …". */
static pgf_status note(void *payload, const pgf_word_count *entry)
{
    return pgf_buffer_printf(payload, "%s %.*s %.*s %lld; ", entry->language, (int)entry->form_size, entry->form,
                             (int)entry->stem_size, entry->stem, entry->documents);
}

static void assert_holds(const pgf_buffer *value, const char *expected)
{
    pgf_buffer seen = {0};
    assert_int_equal(pgf_buffer_append_text(&seen, ""), PGF_OK);
    assert_int_equal(pgf_words_read("securite", 8, value->bytes, value->size, note, &seen, NULL), PGF_OK);
    assert_string_equal(seen.bytes, expected);
    pgf_buffer_dispose(&seen);
}

static void merge(pgf_buffer *value, const pgf_word_count *counts, size_t size)
{
    pgf_buffer out = {0};
    assert_int_equal(pgf_words_merge(value->bytes, value->size, counts, size, &out, NULL), PGF_OK);
    pgf_buffer_dispose(value);
    *value = out;
}

static void forms_come_back_in_order_whatever_order_they_were_given_in(void **state)
{
    (void)state;
    pgf_buffer value = {0};
    pgf_word_count counts[] = {count("fr", "sécurité", "secur", 7), count("no", "securite", "securit", 2),
                               count("", "securite", "securite", 300), count("fr", "securite", "securit", 1)};
    merge(&value, counts, 4);
    assert_holds(&value, " securite securite 300; fr securite securit 1; fr sécurité secur 7; no securite securit 2; ");
    pgf_buffer_dispose(&value);
}

static void counts_of_one_form_are_added_up(void **state)
{
    (void)state;
    pgf_buffer value = {0};
    pgf_word_count first[] = {count("fr", "sécurité", "secur", 7), count("fr", "sécurité", "secur", 5)};
    pgf_word_count second[] = {count("fr", "sécurité", "secur", -2), count("en", "securite", "securit", 1)};
    merge(&value, first, 2);
    assert_holds(&value, "fr sécurité secur 12; ");
    merge(&value, second, 2);
    assert_holds(&value, "en securite securit 1; fr sécurité secur 10; ");
    pgf_buffer_dispose(&value);
}

static void a_form_without_documents_goes_and_so_does_a_word_without_forms(void **state)
{
    (void)state;
    pgf_buffer value = {0};
    pgf_word_count both[] = {count("fr", "sécurité", "secur", 2), count("en", "securite", "securit", 1)};
    pgf_word_count one[] = {count("fr", "sécurité", "secur", -2)};
    pgf_word_count other[] = {count("en", "securite", "securit", -1)};
    merge(&value, both, 2);
    merge(&value, one, 1);
    assert_holds(&value, "en securite securit 1; ");
    merge(&value, other, 1);
    assert_int_equal(value.size, 0);
    assert_holds(&value, "");
    merge(&value, other, 1);
    assert_int_equal(value.size, 0);
    pgf_buffer_dispose(&value);
}

static void a_replaced_document_that_keeps_its_words_changes_nothing(void **state)
{
    (void)state;
    pgf_buffer value = {0}, again = {0};
    pgf_word_count first[] = {count("fr", "sécurité", "secur", 2)};
    pgf_word_count swap[] = {count("fr", "sécurité", "secur", -1), count("fr", "sécurité", "secur", 1)};
    merge(&value, first, 1);
    assert_int_equal(pgf_words_merge(value.bytes, value.size, swap, 2, &again, NULL), PGF_OK);
    assert_int_equal(again.size, value.size);
    assert_memory_equal(again.bytes, value.bytes, value.size);
    pgf_buffer_dispose(&value);
    pgf_buffer_dispose(&again);
}

static void many_counts_at_once_are_merged_like_few(void **state)
{
    (void)state;
    enum { COUNTS = 500, LANGUAGES = 10 };
    static const char *const languages[] = {"da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "sv"};
    pgf_word_count counts[COUNTS];
    pgf_buffer value = {0};
    for (size_t i = 0; i < COUNTS; i++)
        counts[i] = count(languages[i * 7 % LANGUAGES], "securite", "securit", 1);
    merge(&value, counts, COUNTS);
    assert_holds(&value, "da securite securit 50; de securite securit 50; en securite securit 50; "
                         "es securite securit 50; fi securite securit 50; fr securite securit 50; "
                         "it securite securit 50; nl securite securit 50; no securite securit 50; "
                         "sv securite securit 50; ");
    pgf_buffer_dispose(&value);
}

static void a_value_follows_what_is_in_the_buffer(void **state)
{
    (void)state;
    pgf_buffer out = {0};
    pgf_word_count counts[] = {count("en", "securite", "securit", 1)};
    assert_int_equal(pgf_buffer_append_text(&out, "kept"), PGF_OK);
    assert_int_equal(pgf_words_merge(NULL, 0, counts, 1, &out, NULL), PGF_OK);
    assert_memory_equal(out.bytes, "kept", 4);
    pgf_buffer value = {out.bytes + 4, out.size - 4, 0};
    assert_holds(&value, "en securite securit 1; ");
    pgf_buffer_dispose(&out);
}

static void a_damaged_value_is_refused_and_nothing_is_written(void **state)
{
    (void)state;
    pgf_buffer value = {0}, out = {0};
    pgf_error err;
    pgf_word_count counts[] = {count("fr", "sécurité", "secur", 7), count("no", "securite", "securit", 2)};
    merge(&value, counts, 1);
    size_t first = value.size;
    merge(&value, counts + 1, 1);
    assert_int_equal(pgf_buffer_append_text(&out, "kept"), PGF_OK);
    for (size_t size = value.size - 1; size > 0; size--) {
        if (size == first) /* a value of one form */
            continue;
        char *cut = malloc(size); /* its own, so that reading behind it is seen */
        memcpy(cut, value.bytes, size);
        assert_int_equal(pgf_words_merge(cut, size, counts, 2, &out, &err), PGF_ECORRUPT);
        assert_string_equal(out.bytes, "kept");
        free(cut);
    }
    assert_string_equal(err.message, "the vocabulary is damaged at \"securite\": run paragraf-indexer verify");
    pgf_buffer_dispose(&value);
    pgf_buffer_dispose(&out);
}

static void forms_out_of_order_are_damage(void **state)
{
    (void)state;
    pgf_buffer first = {0}, second = {0}, seen = {0};
    pgf_word_count no = count("no", "securite", "securit", 2), fr = count("fr", "securite", "securit", 2);
    merge(&first, &no, 1);
    merge(&second, &fr, 1);
    assert_int_equal(pgf_buffer_append(&first, second.bytes, second.size), PGF_OK);
    assert_int_equal(pgf_words_read("securite", 8, first.bytes, first.size, note, &seen, NULL), PGF_ECORRUPT);
    pgf_buffer_dispose(&first);
    pgf_buffer_dispose(&second);
    pgf_buffer_dispose(&seen);
}

static pgf_status stop(void *payload, const pgf_word_count *entry)
{
    (void)entry;
    (*(int *)payload)++;
    return PGF_ECANCELED;
}

static void a_walk_ends_when_its_visitor_says_so(void **state)
{
    (void)state;
    pgf_buffer value = {0};
    int visits = 0;
    pgf_word_count counts[] = {count("fr", "sécurité", "secur", 7), count("no", "securite", "securit", 2)};
    merge(&value, counts, 2);
    assert_int_equal(pgf_words_read("securite", 8, value.bytes, value.size, stop, &visits, NULL), PGF_ECANCELED);
    assert_int_equal(visits, 1);
    pgf_buffer_dispose(&value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_come_back_in_order_whatever_order_they_were_given_in),
        cmocka_unit_test(counts_of_one_form_are_added_up),
        cmocka_unit_test(a_form_without_documents_goes_and_so_does_a_word_without_forms),
        cmocka_unit_test(a_replaced_document_that_keeps_its_words_changes_nothing),
        cmocka_unit_test(many_counts_at_once_are_merged_like_few),
        cmocka_unit_test(a_value_follows_what_is_in_the_buffer),
        cmocka_unit_test(a_damaged_value_is_refused_and_nothing_is_written),
        cmocka_unit_test(forms_out_of_order_are_damage),
        cmocka_unit_test(a_walk_ends_when_its_visitor_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
