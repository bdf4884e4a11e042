/* What `status` prints: all of it, or nothing and why. */
#include "build.h"
#include "fail_alloc.h"
#include "upkeep.h"
#include "writing.h"
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

typedef struct {
    int code;
    char text[4096];
} answer;

static int send_to(int descriptor, int to)
{
    int kept = dup(descriptor);
    assert_true(kept >= 0 && to >= 0);
    dup2(to, descriptor);
    close(to);
    return kept;
}

/* While allocation `nth` fails; none for 0. */
static answer ask(const options *o, FILE *output, size_t nth)
{
    answer got = {0};
    fflush(stdout);
    assert_int_equal(ftruncate(fileno(output), 0), 0);
    rewind(output);
    int out = send_to(STDOUT_FILENO, dup(fileno(output))), err = send_to(STDERR_FILENO, open("/dev/null", O_WRONLY));
    fail_alloc_at(nth);
    got.code = upkeep_status(o);
    fail_alloc_pause(true);
    fflush(stdout);
    close(send_to(STDOUT_FILENO, out));
    close(send_to(STDERR_FILENO, err));
    rewind(output);
    got.text[fread(got.text, 1, sizeof got.text - 1, output)] = '\0';
    fail_alloc_pause(false);
    return got;
}

static void assert_whole_or_nothing(const writing *w, bool json)
{
    char path[PATH_MAX];
    const char *index[] = {strcpy(path, writing_index(w))};
    FILE *output = tmpfile();
    assert_non_null(output);
    options o = {.command = COMMAND_STATUS, .operands = index, .operand_count = 1, .failed = true, .json = json};
    answer whole = ask(&o, output, 0);
    assert_int_equal(whole.code, EXIT_WELL);
    assert_non_null(strstr(whole.text, json ? "{\"path\":\"b\",\"reason\":" : "  b: "));
    for (size_t nth = 1;; nth++) {
        answer got = ask(&o, output, nth);
        bool reached = fail_alloc_count() >= nth;
        fail_alloc_at(0);
        assert_string_equal(got.text, got.code == EXIT_WELL ? whole.text : "");
        assert_true(got.code == EXIT_WELL || got.code == EXIT_NOTHING_DONE);
        if (!reached) {
            assert_int_equal(got.code, EXIT_WELL);
            assert_true(nth > 10);
            break;
        }
    }
    fclose(output);
}

static void status_without_memory_prints_nothing_rather_than_half(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1||alpha", "!is bad");
    FEED(&w, "b", "!is \"bad\", too", "!and again");
    writing_done(&w);
    assert_whole_or_nothing(&w, true);
    assert_whole_or_nothing(&w, false);
    writing_dispose(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_without_memory_prints_nothing_rather_than_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
