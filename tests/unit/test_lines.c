#include "base/lines.h"
#include "fail_alloc.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static char seen[64];
static size_t seen_size;

static void remember(void *payload, const char *bytes, size_t size)
{
    (void)payload;
    for (size_t i = 0; i < size && seen_size < sizeof seen; i++)
        seen[seen_size++] = bytes[i];
}

static pgf_lines *open_on(const char *bytes, size_t size, size_t limit, bool (*stop)(void))
{
    int file = memfd_create("lines", 0);
    assert_true(file >= 0);
    for (size_t at = 0; at < size;) {
        ssize_t written = write(file, bytes + at, size - at);
        assert_true(written > 0);
        at += (size_t)written;
    }
    assert_int_equal(lseek(file, 0, SEEK_SET), 0);
    pgf_lines *reader = NULL;
    const pgf_lines_settings settings = {.limit = limit, .stop = stop, .seen = remember};
    seen_size = 0;
    assert_int_equal(pgf_lines_open(&reader, file, &settings, NULL), PGF_OK);
    return reader; /* the descriptor lives as long as the test */
}

static void assert_line(pgf_lines *reader, const char *expected)
{
    char *line = NULL;
    size_t size = 0;
    assert_int_equal(pgf_lines_next(reader, &line, &size), PGF_LINES_READ);
    assert_int_equal(size, strlen(expected));
    assert_string_equal(line, expected);
    free(line);
}

static void assert_outcome(pgf_lines *reader, pgf_lines_outcome expected)
{
    char *line = NULL;
    size_t size = 0;
    assert_int_equal(pgf_lines_next(reader, &line, &size), expected);
    assert_null(line);
}

static void lines_come_without_their_ends(void **state)
{
    (void)state;
    pgf_lines *reader = open_on("one\ntwo\r\n\nlast", 14, 100, NULL);
    assert_line(reader, "one");
    assert_line(reader, "two");
    assert_line(reader, "");
    assert_line(reader, "last");
    assert_int_equal(pgf_lines_number(reader), 4);
    assert_outcome(reader, PGF_LINES_END);
    assert_outcome(reader, PGF_LINES_END);
    pgf_lines_close(reader);
}

static void a_byte_order_mark_is_no_part_of_the_first_line(void **state)
{
    (void)state;
    pgf_lines *reader = open_on("\xEF\xBB\xBF{}\n\xEF\xBB\xBF", 9, 100, NULL);
    assert_line(reader, "{}");
    assert_line(reader, "\xEF\xBB\xBF");
    pgf_lines_close(reader);
}

static void a_line_over_the_limit_costs_only_itself(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    char *bytes = malloc(SIZE + 4);
    memset(bytes, 'x', SIZE);
    memcpy(bytes, "a\n", 2);
    memcpy(bytes + SIZE, "\nb\n", 3);
    pgf_lines *reader = open_on(bytes, SIZE + 3, 1000, NULL);
    assert_line(reader, "a");
    assert_outcome(reader, PGF_LINES_TOO_LONG);
    assert_int_equal(pgf_lines_number(reader), 2);
    assert_line(reader, "b");
    assert_outcome(reader, PGF_LINES_END);
    pgf_lines_close(reader);
    free(bytes);
}

static void a_line_at_the_limit_is_read_over_many_chunks(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    char *bytes = malloc(SIZE + 1), *line = NULL;
    size_t size = 0;
    memset(bytes, 'x', SIZE);
    pgf_lines *reader = open_on(bytes, SIZE, SIZE, NULL);
    assert_int_equal(pgf_lines_next(reader, &line, &size), PGF_LINES_READ);
    assert_int_equal(size, SIZE);
    assert_memory_equal(line, bytes, SIZE);
    free(line);
    pgf_lines_close(reader);
    reader = open_on(bytes, SIZE, SIZE - 1, NULL);
    assert_outcome(reader, PGF_LINES_TOO_LONG);
    assert_outcome(reader, PGF_LINES_END);
    pgf_lines_close(reader);
    free(bytes);
}

static void every_byte_is_seen_once(void **state)
{
    (void)state;
    const char *text = "\xEF\xBB\xBFone\r\ntwo\n";
    pgf_lines *reader = open_on(text, strlen(text), 100, NULL);
    assert_line(reader, "one");
    assert_line(reader, "two");
    assert_outcome(reader, PGF_LINES_END);
    assert_int_equal(seen_size, strlen(text));
    assert_memory_equal(seen, text, seen_size);
    pgf_lines_close(reader);
}

static bool asked;

static bool stop_when_asked(void)
{
    return asked;
}

static void a_reader_stops_between_lines(void **state)
{
    (void)state;
    asked = false;
    pgf_lines *reader = open_on("one\ntwo\n", 8, 100, stop_when_asked);
    assert_line(reader, "one");
    asked = true;
    assert_outcome(reader, PGF_LINES_STOPPED);
    pgf_lines_close(reader);
}

static void a_read_that_fails_says_why(void **state)
{
    (void)state;
    int folder = open("/", O_RDONLY);
    pgf_lines *reader = NULL;
    assert_int_equal(pgf_lines_open(&reader, folder, &(pgf_lines_settings){.limit = 100}, NULL), PGF_OK);
    assert_outcome(reader, PGF_LINES_FAILED);
    assert_int_equal(errno, EISDIR);
    pgf_lines_close(reader);
    close(folder);
}

static int calls_left;

static bool stop_at_last(void)
{
    return calls_left-- == 0;
}

static void a_byte_order_mark_may_come_in_pieces(void **state)
{
    (void)state;
    int ends[2];
    pgf_lines *reader = NULL;
    assert_int_equal(pipe(ends), 0);
    const pgf_lines_settings settings = {.limit = 100, .stop = stop_at_last};
    assert_int_equal(pgf_lines_open(&reader, ends[0], &settings, NULL), PGF_OK);
    assert_int_equal(write(ends[1], "\xEF\xBB", 2), 2);
    calls_left = 2; /* before the line, before the first read; then before the second */
    assert_outcome(reader, PGF_LINES_STOPPED);
    assert_int_equal(write(ends[1], "\xBFone\n", 5), 5);
    assert_line(reader, "one");
    pgf_lines_close(reader);
    close(ends[0]);
    close(ends[1]);
}

static void a_line_that_finds_no_memory_is_no_line(void **state)
{
    (void)state;
    char *bytes = malloc(1000);
    assert_non_null(bytes);
    memset(bytes, 'x', 1000);
    bytes[999] = '\n';
    pgf_lines *reader = open_on(bytes, 1000, 2000, NULL);
    char *line = NULL;
    size_t size;
    fail_alloc_at(1);
    pgf_lines_outcome outcome = pgf_lines_next(reader, &line, &size);
    fail_alloc_at(0);
    assert_int_equal(outcome, PGF_LINES_FAILED);
    assert_int_equal(errno, ENOMEM);
    pgf_lines_close(reader);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_without_their_ends),
        cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_first_line),
        cmocka_unit_test(a_line_over_the_limit_costs_only_itself),
        cmocka_unit_test(a_line_at_the_limit_is_read_over_many_chunks),
        cmocka_unit_test(every_byte_is_seen_once),
        cmocka_unit_test(a_reader_stops_between_lines),
        cmocka_unit_test(a_read_that_fails_says_why),
        cmocka_unit_test(a_byte_order_mark_may_come_in_pieces),
        cmocka_unit_test(a_line_that_finds_no_memory_is_no_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
