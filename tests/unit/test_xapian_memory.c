/*
 * Every allocation fails once, those inside libxapian too. The call that needed it says XAP_ENOMEM, no exception comes
 * out, and a database is as it was before or as it was to become.
 *
 * The work is done in a process of its own: libxapian 1.4.22 ends it at a few of its own allocations, by a throw where
 * none may leave or by freeing what was not made yet. That no allocation of xapian-c does is what is tested.
 */
#include "fail_new.h"
#include "xapian.h"
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

/* libxapian's calls end here, too: waiting for a disk is not what is tested. */
int fdatasync(int file)
{
    (void)file;
    return 0;
}

enum { WENT = 10, WRONG = 11, CRASHED_LIBXAPIAN = 12, CRASHED = 13 };

static void crash(int signal_number)
{
    (void)signal_number;
    _exit(fail_new_in_libxapian ? CRASHED_LIBXAPIAN : CRASHED);
}

/* True when the call did its work; false when memory failed it, and for nothing else. */
static bool done(xap_status status)
{
    if (status != XAP_OK &&
        (status != XAP_ENOMEM || !fail_new_failed() || strcmp(problem.message, "out of memory") != 0))
        _exit(WRONG);
    return status == XAP_OK;
}

static bool fill(xap_document *document, const char *term, unsigned from)
{
    const unsigned positions[] = {from, from + 2, from + 5};
    return done(xap_document_add_term(document, "a word of more than sixteen bytes", 33, positions, 3, 3, &problem)) &&
           done(xap_document_add_term(document, term, strlen(term), NULL, 0, 0, &problem)) &&
           done(xap_document_set_value(document, 1, "a value of more than sixteen bytes", 34, &problem)) &&
           done(xap_document_set_data(document, "data of more than sixteen bytes", 31, &problem));
}

static bool change(xap_writable *writable, xap_document *document)
{
    unsigned docid;
    return fill(document, "first", 1) && done(xap_writable_add(writable, document, &docid, &problem)) &&
           done(xap_document_clear(document, &problem)) && fill(document, "second", 7) &&
           done(xap_writable_put(writable, 1, document, &problem)) &&
           done(xap_writable_put(writable, 9, document, &problem)) &&
           done(xap_writable_delete(writable, 2, &problem)) &&
           done(
               xap_metadata_set(writable, "a key of more than sixteen bytes", 32, "its value, and more", 19, &problem));
}

static bool write_all(const char *path)
{
    xap_writable *writable = NULL;
    xap_document *document = NULL;
    const bool committed = done(xap_writable_open(&writable, path, XAP_OPEN, XAP_NO_SYNC, &problem)) &&
                           done(xap_document_new(&document, &problem)) && change(writable, document) &&
                           done(xap_writable_commit(writable, &problem));
    xap_document_free(document);
    xap_writable_close(writable);
    return committed;
}

/* Work in which one allocation fails, in a place that is prepared before each time and checked after it. */
typedef struct {
    const char *path;
    void (*prepare)(const char *path);
    bool (*work)(const char *path);
    void (*check)(const char *path, bool went);
} trial;

/* From allocation `*nth` + 1 on until no allocation fails any more. */
static void fail_each(const trial *of, size_t *nth)
{
    signal(SIGSEGV, crash);
    signal(SIGABRT, crash);
    fclose(stderr); /* what terminate() says */
    for (bool failed = true; failed;) {
        of->prepare(of->path);
        fail_new_at(++*nth);
        const bool went = of->work(of->path);
        failed = fail_new_failed();
        fail_new_at(0);
        of->check(of->path, went);
        if (!went && !failed)
            _exit(WRONG);
    }
    _exit(WENT);
}

static void survives(const trial *of, size_t at_least)
{
    size_t crashes = 0, *nth = mmap(NULL, sizeof *nth, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(nth != MAP_FAILED);
    for (int status = 0; !(WIFEXITED(status) && WEXITSTATUS(status) == WENT); crashes++) {
        const pid_t child = fork();
        if (child == 0)
            fail_each(of, nth);
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFEXITED(status) || (WEXITSTATUS(status) != WENT && WEXITSTATUS(status) != CRASHED_LIBXAPIAN))
            fail_msg("allocation %zu: status %x", *nth, (unsigned)status);
    }
    assert_true(*nth > at_least);
    assert_true(50 * crashes < *nth);
    munmap(nth, sizeof *nth);
}

static void remove_database(const char *path)
{
    tree of;
    snprintf(of.root, sizeof of.root, "%s", path);
    tree_remove(&of);
}

static void prepare_to_write(const char *path)
{
    remove_database(path);
    build(path, (const char *[]){"old", "old", NULL});
}

static void check_written(const char *path, bool went)
{
    xap_writable *writable = writing(path); /* the lock is free */
    const xap_database *database = xap_writable_database(writable);
    const bool new = *all_found(database, word("second")) != '\0';
    assert_true(new || !went);
    assert_string_equal(all_found(database, word("old")), new ? "" : "1 2");
    assert_string_equal(all_found(database, word("second")), new ? "1 9" : "");
    xap_writable_close(writable);
}

static void writing_fails_whole_or_not_at_all(void **state)
{
    const trial writes = {tree_path(*state, "db"), prepare_to_write, write_all, check_written};
    survives(&writes, 100);
}

static bool make_query(xap_query **out, unsigned kind)
{
    xap_query *one = NULL, *two = NULL, *both = NULL, *range = NULL, *filtered = NULL;
    static const xap_operator operators[] = {XAP_OR, XAP_PHRASE, XAP_NEAR, XAP_SYNONYM};
    const bool made = done(xap_query_term(&one, "a word of more than sixteen bytes", 33, &problem)) &&
                      done(xap_query_term(&two, "tax", 3, &problem)) &&
                      done(xap_query_combine(&both, operators[kind % 4], (xap_query *[]){one, two}, 2, 9, &problem)) &&
                      done(xap_query_value_range(&range, 1, "a value", 7, NULL, 0, &problem)) &&
                      done(xap_query_combine(&filtered, XAP_FILTER, (xap_query *[]){both, range}, 2, 0, &problem)) &&
                      done(xap_query_deadline(out, filtered, 1000000, &problem));
    xap_query_free(one);
    xap_query_free(two);
    xap_query_free(both);
    xap_query_free(range);
    xap_query_free(filtered);
    return made;
}

static bool match(const xap_database *database, unsigned kind)
{
    xap_query *query = NULL;
    xap_matches *matches = NULL;
    xap_search search = xap_search_default();
    search.weighing = kind % 3 ? XAP_WEIGH_BM25 : XAP_WEIGH_COORD;
    search.least_weight = kind % 3 ? 0 : 1;
    search.order = (xap_order)(kind % 3);
    search.sort_slot = search.collapse_slot = 1;
    search.descending = kind % 2;
    search.collapse = kind == 3;
    search.collapse_most = 1;
    search.facet_slots = (const unsigned[]){1, 2};
    search.facet_count = 2;
    gathered values = {.size = 0}, terms = {.size = 0};
    xap_bytes text = {0};
    const bool matched = make_query(&query, kind) && done(xap_query_describe(query, &text, &problem)) &&
                         done(xap_match(&matches, database, query, &search, &problem)) &&
                         done(xap_matches_facet(matches, 0, gather_counted, &values, &problem)) &&
                         done(xap_matches_terms(matches, 0, gather, &terms, &problem));
    if (matched && xap_matches_count(matches) != (kind == 3 ? 1 : 2))
        _exit(WRONG);
    xap_bytes_dispose(&text);
    xap_matches_free(matches);
    xap_query_free(query);
    return matched;
}

static bool walk(const xap_database *database)
{
    xap_bytes bytes = {0};
    xap_positions positions = {0};
    gathered gathered_ = {.size = 0};
    const bool walked =
        done(xap_metadata_get(database, "none", 4, &bytes, &problem)) &&
        done(xap_metadata_get(database, "a key of more than sixteen bytes", 32, &bytes, &problem)) &&
        done(xap_metadata_walk(database, "a key", 5, gather, &gathered_, &problem)) &&
        done(xap_metadata_skim(database, "a key", 5, gather, &gathered_, &problem)) &&
        done(xap_database_terms(database, "a", 1, gather_counted, &gathered_, &problem)) &&
        done(xap_document_terms(database, 1, "a", 1, gather_counted, &gathered_, &problem)) &&
        done(xap_term_documents(database, "tax", 3, 1, gather_posting, &gathered_, &problem)) &&
        done(xap_document_positions(database, 1, "a word of more than sixteen bytes", 33, &positions, &problem)) &&
        done(xap_document_data(database, 1, &bytes, &problem)) &&
        done(xap_document_value(database, 1, 1, &bytes, &problem)) &&
        done(xap_database_uuid(database, &bytes, &problem)); /* the longest, last */
    if (walked && (bytes.size != 36 || positions.count != 3))
        _exit(WRONG);
    xap_bytes_dispose(&bytes);
    xap_positions_dispose(&positions);
    return walked;
}

static bool read_all(const char *path)
{
    xap_database *database = NULL;
    bool went = done(xap_database_open(&database, path, &problem)) &&
                done(xap_database_reopen(database, NULL, &problem)) && walk(database);
    for (unsigned kind = 0; went && kind < 4; kind++)
        went = match(database, kind);
    xap_database_close(database);
    return went;
}

static bool merge_and_check(const char *path)
{
    size_t problems;
    xap_bytes report = {0};
    char merged[PATH_MAX];
    snprintf(merged, sizeof merged, "%s-merged", path);
    const bool went = done(xap_compact(&path, 1, merged, XAP_COMPACT_NO_RENUMBER | XAP_COMPACT_NO_SYNC, &problem)) &&
                      done(xap_check(merged, &problems, &report, &problem));
    xap_bytes_dispose(&report);
    return went;
}

static void prepare_to_read(const char *path)
{
    if (access(path, F_OK) == 0)
        return;
    xap_writable *writable = writing(path);
    xap_document *document = document_of("tax of the tax");
    good(xap_metadata_set(writable, "a key of more than sixteen bytes", 32, "a value", 7, &problem));
    for (int i = 0; i < 2; i++) {
        assert_true(fill(document, "first", 3));
        good(xap_writable_add(writable, document, NULL, &problem));
    }
    xap_document_free(document);
    good(xap_writable_commit(writable, &problem));
    xap_writable_close(writable);
}

static void check_read(const char *path, bool went)
{
    (void)went;
    xap_database *database = reading(path);
    assert_int_equal(documents_in(database), 2);
    xap_database_close(database);
}

static void reading_fails_with_a_status_or_not_at_all(void **state)
{
    const trial reads = {tree_path(*state, "db"), prepare_to_read, read_all, check_read};
    survives(&reads, 300);
}

static void merging_fails_with_a_status_or_not_at_all(void **state)
{
    const trial merges = {tree_path(*state, "db"), prepare_to_read, merge_and_check, check_read};
    survives(&merges, 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_scratch(writing_fails_whole_or_not_at_all),
        in_scratch(reading_fails_with_a_status_or_not_at_all),
        in_scratch(merging_fails_with_a_status_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
