#include "signals.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* The exit code of a process that gets the two, one at once after the other, and ends by itself with 1 if it can. */
static int code_after(int first, int second)
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        signals_catch();
        raise(first);
        raise(second);
        _exit(signals_stop() ? 1 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void the_same_signal_twice_at_once_is_one(void **state)
{
    (void)state;
    assert_int_equal(code_after(SIGTERM, SIGTERM), 1);
    assert_int_equal(code_after(SIGINT, SIGINT), 1);
}

static void another_signal_ends_at_once(void **state)
{
    (void)state;
    assert_int_equal(code_after(SIGINT, SIGTERM), 128 + SIGTERM);
    assert_int_equal(code_after(SIGTERM, SIGINT), 128 + SIGINT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_signal_twice_at_once_is_one),
        cmocka_unit_test(another_signal_ends_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
