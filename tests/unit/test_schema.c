#include "index/schema.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_term(const char *field, const char *value, const char *expected)
{
    char term[PGF_FILTER_TERM_MAX];
    size_t size = pgf_schema_filter_term(pgf_schema_find(field), value, term);
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(term, expected, size);
}

static void fields_are_found_by_name_only(void **state)
{
    (void)state;
    assert_string_equal(pgf_schema_find("issuer")->name, "issuer");
    assert_null(pgf_schema_find("Issuer"));
    assert_null(pgf_schema_find("issue"));
    assert_null(pgf_schema_find(""));
}

static void no_two_fields_share_a_slot_or_a_prefix(void **state)
{
    (void)state;
    size_t count;
    const pgf_field_spec *fields = pgf_schema_fields(&count);
    for (size_t i = 0; i < count; i++) {
        assert_int_not_equal(fields[i].slot, PGF_SLOT_FIRST_INDEXED);
        assert_int_not_equal(fields[i].slot, PGF_SLOT_UNIT_HASH);
        for (size_t j = 0; j < count; j++) {
            if (i == j)
                continue;
            assert_true(fields[i].slot == PGF_NO_SLOT || fields[i].slot != fields[j].slot);
            /* Nor does one prefix begin another: "X" and "XP" would make one term of different values. */
            size_t size = strlen(fields[i].prefix);
            assert_true(!size || strncmp(fields[i].prefix, fields[j].prefix, size) != 0);
        }
    }
}

static void a_field_that_is_counted_or_sorted_has_a_slot_and_a_filter_has_a_prefix(void **state)
{
    (void)state;
    size_t count;
    const pgf_field_spec *fields = pgf_schema_fields(&count);
    for (size_t i = 0; i < count; i++) {
        bool slot = fields[i].uses & (PGF_FIELD_FACET | PGF_FIELD_SORT);
        bool prefix = fields[i].uses & (PGF_FIELD_FILTER | PGF_FIELD_WORDS);
        assert_int_equal(fields[i].slot != PGF_NO_SLOT, slot);
        assert_int_equal(fields[i].prefix[0] != '\0', prefix);
        /* No word of a text begins with an upper-case letter of ASCII: folding takes it away. */
        assert_int_equal(strspn(fields[i].prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), strlen(fields[i].prefix));
    }
}

static void filters_ignore_case_and_diacritics(void **state)
{
    (void)state;
    assert_term("type", "Press-Release", "Tpress-release");
    assert_term("issuer", "Ministère de l’Économie", "XIministere de l'economie");
    assert_term("country", "ÅLAND", "XCaland");
    assert_term("topic", "税制", "K税制");
}

static void ids_and_paths_are_taken_as_they_are(void **state)
{
    (void)state;
    assert_term("id", "Doc-É/1", "QDoc-É/1");
    assert_term("path", "Lover/Ås.txt", "XPLover/Ås.txt");
}

static void a_long_value_is_cut_and_still_told_from_one_that_begins_the_same(void **state)
{
    (void)state;
    char value[1001], term[PGF_FILTER_TERM_MAX], other[PGF_FILTER_TERM_MAX];
    memset(value, 'a', 1000);
    value[1000] = '\0';
    assert_int_equal(pgf_schema_filter_term(pgf_schema_find("id"), value, term), PGF_FILTER_TERM_MAX);
    value[999] = 'b';
    assert_int_equal(pgf_schema_filter_term(pgf_schema_find("id"), value, other), PGF_FILTER_TERM_MAX);
    assert_memory_equal(term, other, PGF_FILTER_TERM_MAX - 16);
    assert_memory_not_equal(term, other, PGF_FILTER_TERM_MAX);
    value[PGF_FILTER_TERM_MAX - 1] = '\0'; /* with the prefix, just room enough */
    assert_int_equal(pgf_schema_filter_term(pgf_schema_find("id"), value, term), PGF_FILTER_TERM_MAX);
    assert_int_equal(term[PGF_FILTER_TERM_MAX - 1], 'a');
}

static void the_fingerprint_is_16_digits_and_stays(void **state)
{
    (void)state;
    char first[17], second[17];
    pgf_schema_fingerprint(first);
    pgf_schema_fingerprint(second);
    assert_int_equal(strlen(first), 16);
    assert_int_equal(strspn(first, "0123456789abcdef"), 16);
    assert_string_equal(first, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_found_by_name_only),
        cmocka_unit_test(no_two_fields_share_a_slot_or_a_prefix),
        cmocka_unit_test(a_field_that_is_counted_or_sorted_has_a_slot_and_a_filter_has_a_prefix),
        cmocka_unit_test(filters_ignore_case_and_diacritics),
        cmocka_unit_test(ids_and_paths_are_taken_as_they_are),
        cmocka_unit_test(a_long_value_is_cut_and_still_told_from_one_that_begins_the_same),
        cmocka_unit_test(the_fingerprint_is_16_digits_and_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
