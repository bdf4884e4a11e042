/* Documents, as they are written and read. */
#include "xapian.h"

static xap_writable *writable;
static const xap_database *database;

static int with_database(void **state)
{
    fresh(state);
    writable = writing(tree_path(*state, "db"));
    database = xap_writable_database(writable);
    return 0;
}

static int without_database(void **state)
{
    xap_writable_close(writable);
    return gone(state);
}

#define with_writable(test) cmocka_unit_test_setup_teardown(test, with_database, without_database)

/* "2 5 9" */
static const char *positions_of(unsigned docid, const char *term)
{
    static char text[200];
    static xap_positions positions;
    size_t size = 0;
    good(xap_document_positions(database, docid, term, strlen(term), &positions, &problem));
    text[0] = '\0';
    for (size_t i = 0; i < positions.count; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%u", i ? " " : "", positions.items[i]);
    xap_positions_dispose(&positions);
    return text;
}

static const char *terms_of(unsigned docid, const char *prefix)
{
    static gathered terms;
    memset(&terms, 0, sizeof terms);
    good(xap_document_terms(database, docid, prefix, strlen(prefix), gather_counted, &terms, &problem));
    return terms.text;
}

static unsigned length_of(unsigned docid)
{
    unsigned length = 0;
    good(xap_document_length(database, docid, &length, &problem));
    return length;
}

static void a_term_keeps_its_positions_and_frequency(void **state)
{
    (void)state;
    xap_document *document;
    good(xap_document_new(&document, &problem));
    good(xap_document_add_term(document, "word", 4, (unsigned[]){2, 5, 9}, 3, 3, &problem));
    good(xap_document_add_term(document, "filter", 6, NULL, 0, 0, &problem));
    good(xap_document_add_term(document, "counted", 7, NULL, 0, 4, &problem));
    good(xap_document_add_term(document, "light", 5, (unsigned[]){1, 3}, 2, 0, &problem));
    good(xap_document_add_term(document, "heavy", 5, (unsigned[]){7}, 1, 20, &problem));
    good(xap_writable_add(writable, document, NULL, &problem));
    xap_document_free(document);
    for (int committed = 0; committed < 2; committed++) {
        assert_string_equal(terms_of(1, ""), "counted:4 filter:0 heavy:20 light:0 word:3");
        assert_string_equal(positions_of(1, "word"), "2 5 9");
        assert_string_equal(positions_of(1, "light"), "1 3");
        assert_string_equal(positions_of(1, "heavy"), "7");
        assert_string_equal(positions_of(1, "counted"), "");
        assert_string_equal(positions_of(1, "missing"), "");
        assert_int_equal(length_of(1), 27);
        good(xap_writable_commit(writable, &problem));
    }
}

static void a_term_given_twice_adds_up(void **state)
{
    (void)state;
    xap_document *document;
    good(xap_document_new(&document, &problem));
    good(xap_document_add_term(document, "a", 1, (unsigned[]){9, 20}, 2, 2, &problem));
    good(xap_document_add_term(document, "a", 1, (unsigned[]){4, 9}, 2, 2, &problem));
    good(xap_document_add_term(document, "a", 1, NULL, 0, 1, &problem));
    good(xap_writable_add(writable, document, NULL, &problem));
    xap_document_free(document);
    assert_string_equal(positions_of(1, "a"), "4 9 20");
    assert_string_equal(terms_of(1, ""), "a:5");
}

static void a_term_that_is_empty_or_too_long_is_refused_and_named(void **state)
{
    (void)state;
    char term[XAP_TERM_MAX + 1];
    memset(term, 'x', sizeof term);
    term[0] = '\n';
    xap_document *document;
    good(xap_document_new(&document, &problem));
    bad(xap_document_add_term(document, "", 0, NULL, 0, 1, &problem), XAP_EINVAL);
    bad(xap_document_add_term(document, term, sizeof term, (unsigned[]){1}, 1, 1, &problem), XAP_EINVAL);
    assert_non_null(strstr(problem.message, " xxxx"));
    assert_null(strchr(problem.message, '\n'));
    good(xap_document_add_term(document, "a", 1, NULL, 0, 1, &problem));
    good(xap_writable_add(writable, document, NULL, &problem));
    xap_document_free(document);
    assert_string_equal(terms_of(1, ""), "a:1");
}

static void data_and_values_come_back_byte_for_byte(void **state)
{
    (void)state;
    xap_document *document;
    xap_bytes out = {0};
    good(xap_document_new(&document, &problem));
    good(xap_document_set_data(document, "d\0a", 3, &problem));
    good(xap_document_set_value(document, 0, "\0v", 2, &problem));
    good(xap_document_set_value(document, 70000, "far", 3, &problem));
    good(xap_document_set_value(document, 2, "replaced", 8, &problem));
    good(xap_document_set_value(document, 2, "two", 3, &problem));
    good(xap_document_set_value(document, 3, "removed", 7, &problem));
    good(xap_document_set_value(document, 3, "", 0, &problem));
    good(xap_writable_add(writable, document, NULL, &problem));
    xap_document_free(document);

    good(xap_document_data(database, 1, &out, &problem));
    assert_int_equal(out.size, 3);
    assert_memory_equal(out.bytes, "d\0a", 4);
    good(xap_document_value(database, 1, 0, &out, &problem));
    assert_int_equal(out.size, 2);
    assert_memory_equal(out.bytes, "\0v", 3);
    good(xap_document_value(database, 1, 70000, &out, &problem));
    assert_string_equal(out.bytes, "far");
    good(xap_document_value(database, 1, 2, &out, &problem));
    assert_string_equal(out.bytes, "two");
    good(xap_document_value(database, 1, 3, &out, &problem));
    assert_int_equal(out.size, 0);
    assert_string_equal(out.bytes, "");
    xap_bytes_dispose(&out);
}

static void adding_counts_docids_on_and_putting_names_them(void **state)
{
    (void)state;
    assert_int_equal(add(writable, "first"), 1);
    put(writable, 7, "seventh");
    assert_int_equal(add(writable, "next"), 8);
    put(writable, 1, "replaced more");
    put(writable, 3, "between");
    assert_int_equal(documents_in(database), 4);
    assert_string_equal(terms_of(1, ""), "more:1 replaced:1");
    assert_string_equal(all_found(database, word("first")), "");
    assert_string_equal(all_found(database, word("between")), "3");
}

static void a_deleted_document_is_gone_everywhere(void **state)
{
    (void)state;
    xap_bytes out = {0};
    xap_positions positions = {0};
    unsigned number;
    gathered terms = {.size = 0};
    add_valued(writable, "a b", "value", NULL);
    add(writable, "a");
    good(xap_writable_commit(writable, &problem));
    good(xap_writable_delete(writable, 1, &problem));
    assert_string_equal(all_found(database, word("a")), "2");
    bad(xap_document_data(database, 1, &out, &problem), XAP_ENOTFOUND);
    bad(xap_document_value(database, 1, 1, &out, &problem), XAP_ENOTFOUND);
    bad(xap_document_length(database, 1, &number, &problem), XAP_ENOTFOUND);
    bad(xap_document_terms(database, 1, "", 0, gather_counted, &terms, &problem), XAP_ENOTFOUND);
    assert_string_equal(positions_of(1, "a"), "");
    good(xap_term_frequencies(database, "b", 1, &number, NULL, &problem));
    assert_int_equal(number, 0);
    xap_bytes_dispose(&out);
    xap_positions_dispose(&positions);
}

static void docid_0_is_refused(void **state)
{
    (void)state;
    xap_bytes out = {0};
    xap_positions positions = {0};
    unsigned length;
    bad(xap_document_data(database, 0, &out, &problem), XAP_EINVAL);
    bad(xap_document_value(database, 0, 1, &out, &problem), XAP_EINVAL);
    bad(xap_document_length(database, 0, &length, &problem), XAP_EINVAL);
    bad(xap_document_positions(database, 0, "a", 1, &positions, &problem), XAP_EINVAL);
}

static void a_cleared_document_is_as_new_and_what_was_added_stays(void **state)
{
    (void)state;
    xap_document *document = document_of("a b");
    xap_bytes out = {0};
    good(xap_document_set_data(document, "data", 4, &problem));
    good(xap_document_set_value(document, 1, "value", 5, &problem));
    good(xap_writable_add(writable, document, NULL, &problem));
    good(xap_document_clear(document, &problem));
    good(xap_document_add_term(document, "c", 1, NULL, 0, 1, &problem));
    good(xap_writable_add(writable, document, NULL, &problem));
    xap_document_free(document);
    assert_string_equal(terms_of(1, ""), "a:1 b:1");
    assert_string_equal(terms_of(2, ""), "c:1");
    good(xap_document_data(database, 2, &out, &problem));
    assert_int_equal(out.size, 0);
    good(xap_document_value(database, 2, 1, &out, &problem));
    assert_int_equal(out.size, 0);
    xap_bytes_dispose(&out);
}

static void terms_are_walked_in_byte_order_below_a_prefix(void **state)
{
    (void)state;
    add(writable, "b ab aa =Xf a");
    add(writable, "ab ab c");
    assert_string_equal(terms_of(1, ""), "Xf:0 a:1 aa:1 ab:1 b:1");
    assert_string_equal(terms_of(1, "a"), "a:1 aa:1 ab:1");
    assert_string_equal(terms_of(1, "ac"), "");
    gathered all = {.size = 0}, some = {.size = 0}, one = {.stop_after = 1};
    good(xap_database_terms(database, "", 0, gather_counted, &all, &problem));
    assert_string_equal(all.text, "Xf:1 a:1 aa:1 ab:2 b:1 c:1");
    good(xap_writable_commit(writable, &problem));
    good(xap_database_terms(database, "a", 1, gather_counted, &some, &problem));
    assert_string_equal(some.text, "a:1 aa:1 ab:2");
    bad(xap_database_terms(database, "a", 1, gather_counted, &one, &problem), XAP_ESTOPPED);
    assert_string_equal(one.text, "a:1");
    memset(&one, 0, sizeof one);
    one.stop_after = 1;
    bad(xap_document_terms(database, 1, "aa", 2, gather_counted, &one, &problem), XAP_ESTOPPED);
    assert_string_equal(one.text, "aa:1");
}

static void frequencies_count_documents_and_occurrences(void **state)
{
    (void)state;
    unsigned documents = 9;
    uint64_t occurrences = 9;
    add(writable, "a a b");
    add(writable, "a");
    good(xap_term_frequencies(database, "a", 1, &documents, &occurrences, &problem));
    assert_int_equal(documents, 2);
    assert_int_equal(occurrences, 3);
    good(xap_term_frequencies(database, "missing", 7, &documents, NULL, &problem));
    assert_int_equal(documents, 0);
    good(xap_term_frequencies(database, "missing", 7, NULL, &occurrences, &problem));
    assert_int_equal(occurrences, 0);
    char term[1000];
    memset(term, 'x', sizeof term);
    good(xap_term_frequencies(database, term, sizeof term, &documents, &occurrences, &problem));
    assert_int_equal(documents, 0);
}

static const char *documents_of(const char *term, unsigned from, size_t stop_after, xap_status expected)
{
    static gathered postings;
    memset(&postings, 0, sizeof postings);
    postings.stop_after = stop_after;
    assert_int_equal(xap_term_documents(database, term, strlen(term), from, gather_posting, &postings, &problem),
                     expected);
    return postings.text;
}

static void the_documents_of_a_term_come_in_order_from_where_one_asks(void **state)
{
    (void)state;
    add(writable, "a");
    add(writable, "b");
    add(writable, "a a");
    put(writable, 900, "a b");
    for (int committed = 0; committed < 2; committed++) {
        assert_string_equal(documents_of("a", 0, 0, XAP_OK), "1:1 3:2 900:1");
        assert_string_equal(documents_of("a", 2, 0, XAP_OK), "3:2 900:1");
        assert_string_equal(documents_of("a", 3, 0, XAP_OK), "3:2 900:1");
        assert_string_equal(documents_of("a", 901, 0, XAP_OK), "");
        assert_string_equal(documents_of("missing", 0, 0, XAP_OK), "");
        assert_string_equal(documents_of("a", 0, 2, XAP_ESTOPPED), "1:1 3:2");
        assert_string_equal(documents_of("", 2, 0, XAP_OK), "2:1 3:1 900:1");
        good(xap_writable_commit(writable, &problem));
    }
}

static void what_grows_is_used_again(void **state)
{
    (void)state;
    xap_document *document = document_of("a");
    unsigned many[1000];
    for (unsigned i = 0; i < 1000; i++)
        many[i] = 3 * i + 1;
    good(xap_document_add_term(document, "many", 4, many, 1000, 1000, &problem));
    good(xap_document_set_data(document, "longer data", 11, &problem));
    good(xap_document_set_value(document, 1, "v", 1, &problem));
    good(xap_writable_add(writable, document, NULL, &problem));
    xap_document_free(document);

    xap_bytes bytes = {0};
    good(xap_document_data(database, 1, &bytes, &problem));
    char *kept = bytes.bytes;
    good(xap_document_value(database, 1, 1, &bytes, &problem));
    assert_string_equal(bytes.bytes, "v");
    assert_ptr_equal(bytes.bytes, kept);
    xap_bytes_dispose(&bytes);
    assert_null(bytes.bytes);

    xap_positions positions = {0};
    good(xap_document_positions(database, 1, "many", 4, &positions, &problem));
    assert_int_equal(positions.count, 1000);
    assert_memory_equal(positions.items, many, sizeof many);
    good(xap_document_positions(database, 1, "a", 1, &positions, &problem));
    assert_int_equal(positions.count, 1);
    xap_positions_dispose(&positions);
    assert_null(positions.items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_writable(a_term_keeps_its_positions_and_frequency),
        with_writable(a_term_given_twice_adds_up),
        with_writable(a_term_that_is_empty_or_too_long_is_refused_and_named),
        with_writable(data_and_values_come_back_byte_for_byte),
        with_writable(adding_counts_docids_on_and_putting_names_them),
        with_writable(a_deleted_document_is_gone_everywhere),
        with_writable(docid_0_is_refused),
        with_writable(a_cleared_document_is_as_new_and_what_was_added_stays),
        with_writable(terms_are_walked_in_byte_order_below_a_prefix),
        with_writable(frequencies_count_documents_and_occurrences),
        with_writable(the_documents_of_a_term_come_in_order_from_where_one_asks),
        with_writable(what_grows_is_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
