/* What the tests of xapian-c share: a scratch folder a test, short ways to fill a database and to ask it. */
#ifndef TEST_XAPIAN_H
#define TEST_XAPIAN_H

#include "tree.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xapian_c.h>

#include <cmocka.h>

static xap_error problem;

/* good(xap_...(..., &problem)) */
#define good(call)                                                                                                     \
    do {                                                                                                               \
        if (call)                                                                                                      \
            fail_msg("%s: %s: %s", #call, problem.type, problem.message);                                              \
    } while (0)

/* Fails, with this status and a message. */
#define bad(call, expected)                                                                                            \
    do {                                                                                                               \
        memset(&problem, 0, sizeof problem);                                                                           \
        assert_int_equal(call, expected);                                                                              \
        assert_int_equal(problem.status, expected);                                                                    \
        assert_true(problem.message[0] && problem.type[0]);                                                            \
    } while (0)

/* The same numbers in every run. */
static inline unsigned random_below(unsigned limit)
{
    static uint32_t seed = 2463534242;
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % limit;
}

/* What no compression makes smaller. */
static inline void set_random_data(xap_document *document, size_t size)
{
    char data[4096];
    for (size_t i = 0; i < size; i++)
        data[i] = (char)random_below(256);
    good(xap_document_set_data(document, data, size, &problem));
}

static inline int fresh(void **state)
{
    static tree scratch;
    scratch = tree_make();
    *state = &scratch;
    return 0;
}

static inline int gone(void **state)
{
    tree_remove(*state);
    return 0;
}

#define in_scratch(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

static inline xap_writable *writing(const char *path)
{
    xap_writable *writable;
    good(xap_writable_open(&writable, path, XAP_CREATE_OR_OPEN, XAP_NO_SYNC, &problem));
    return writable;
}

static inline xap_database *reading(const char *path)
{
    xap_database *database;
    good(xap_database_open(&database, path, &problem));
    return database;
}

/* Words apart by spaces, in a row from position 1; `=x` is a filter. */
static inline void put_words(xap_document *document, const char *words)
{
    unsigned position = 1;
    for (const char *at = words; *at; at += strspn(at, " ")) {
        const size_t size = strcspn(at, " ");
        if (*at == '=')
            good(xap_document_add_term(document, at + 1, size - 1, NULL, 0, 0, &problem));
        else
            good(xap_document_add_term(document, at, size, &position, 1, 1, &problem));
        position += *at != '=';
        at += size;
    }
}

static inline xap_document *document_of(const char *words)
{
    xap_document *document;
    good(xap_document_new(&document, &problem));
    put_words(document, words);
    return document;
}

/* With values of slots 1 and 2, which may be NULL. */
static inline unsigned add_valued(xap_writable *writable, const char *words, const char *first, const char *second)
{
    unsigned docid = 0;
    xap_document *document = document_of(words);
    if (first)
        good(xap_document_set_value(document, 1, first, strlen(first), &problem));
    if (second)
        good(xap_document_set_value(document, 2, second, strlen(second), &problem));
    good(xap_writable_add(writable, document, &docid, &problem));
    xap_document_free(document);
    return docid;
}

static inline unsigned add(xap_writable *writable, const char *words)
{
    return add_valued(writable, words, NULL, NULL);
}

static inline void put(xap_writable *writable, unsigned docid, const char *words)
{
    xap_document *document = document_of(words);
    good(xap_writable_put(writable, docid, document, &problem));
    xap_document_free(document);
}

/* A database of these documents, committed; the list ends with NULL. */
static inline void build(const char *path, const char *const *documents)
{
    xap_writable *writable = writing(path);
    for (; *documents; documents++)
        add(writable, *documents);
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
}

static inline xap_query *word(const char *term)
{
    xap_query *query;
    good(xap_query_term(&query, term, strlen(term), &problem));
    return query;
}

enum { PARTS_MAX = 16 };

/* Frees the parts, of which NULL ends the list. */
static inline xap_query *joined(xap_operator operator_, unsigned window, ...)
{
    xap_query *parts[PARTS_MAX], *query;
    size_t count = 0;
    va_list list;
    va_start(list, window);
    for (xap_query *part; (part = va_arg(list, xap_query *));)
        parts[count++] = part;
    va_end(list);
    good(xap_query_combine(&query, operator_, parts, count, window, &problem));
    while (count)
        xap_query_free(parts[--count]);
    return query;
}

/* OR, AND, ... of words apart by spaces. */
static inline xap_query *words(xap_operator operator_, const char *of)
{
    xap_query *parts[PARTS_MAX], *query;
    size_t count = 0;
    for (const char *at = of; *at; at += strspn(at, " ")) {
        const size_t size = strcspn(at, " ");
        good(xap_query_term(&parts[count++], at, size, &problem));
        at += size;
    }
    good(xap_query_combine(&query, operator_, parts, count, 0, &problem));
    while (count)
        xap_query_free(parts[--count]);
    return query;
}

static inline xap_matches *matches_of(const xap_database *database, const xap_query *query, const xap_search *search)
{
    xap_matches *matches;
    const xap_search by_default = xap_search_default();
    good(xap_match(&matches, database, query, search ? search : &by_default, &problem));
    return matches;
}

static inline unsigned documents_in(const xap_database *database)
{
    unsigned count = 0;
    good(xap_database_document_count(database, &count, &problem));
    return count;
}

static inline unsigned last_docid_of(const xap_database *database)
{
    unsigned docid = 0;
    good(xap_database_last_docid(database, &docid, &problem));
    return docid;
}

/* The docids in a row: "3 1 2". Frees the query. */
static inline const char *found(const xap_database *database, xap_query *query, const xap_search *search)
{
    static char list[4096];
    xap_matches *matches = matches_of(database, query, search);
    size_t size = 0;
    list[0] = '\0';
    for (size_t i = 0; i < xap_matches_count(matches); i++)
        size += (size_t)snprintf(list + size, sizeof list - size, "%s%u", i ? " " : "", xap_matches_docid(matches, i));
    xap_matches_free(matches);
    xap_query_free(query);
    return list;
}

/* All that match, by docid. */
static inline const char *all_found(const xap_database *database, xap_query *query)
{
    xap_search search = xap_search_default();
    search.weighing = XAP_WEIGH_NONE;
    search.limit = 10000;
    return found(database, query, &search);
}

/* What visitors were given: "a:2 b:1", or without numbers. */
typedef struct {
    char text[4096];
    size_t size, stop_after, calls;
} gathered;

static inline int gather(void *payload, const char *bytes, size_t size)
{
    gathered *into = payload;
    into->size += (size_t)snprintf(into->text + into->size, sizeof into->text - into->size, "%s%.*s",
                                   into->size ? " " : "", (int)size, bytes);
    return ++into->calls == into->stop_after ? 7 : 0;
}

static inline int gather_counted(void *payload, const char *bytes, size_t size, unsigned frequency)
{
    gathered *into = payload;
    const int answer = gather(payload, bytes, size);
    into->size += (size_t)snprintf(into->text + into->size, sizeof into->text - into->size, ":%u", frequency);
    return answer;
}

static inline int gather_posting(void *payload, unsigned docid, unsigned frequency)
{
    char text[20];
    snprintf(text, sizeof text, "%u", docid);
    return gather_counted(payload, text, strlen(text), frequency);
}

#endif
