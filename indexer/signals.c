#include "signals.h"
#include "base/clock.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* Any thread may be the one that a signal interrupts, and two at a time. */
static atomic_int first;  /* its number */
static atomic_llong came; /* when, in milliseconds; never behind `first` */

enum { SAME_MS = 500 };

static void say(const char *text)
{
    /* Nothing can be done when it fails, and nothing hangs on it. */
    ssize_t written = write(STDERR_FILENO, text, strlen(text));
    (void)written;
}

/* timeout(1) sends its signal to the program and to its group, and so does many a supervisor: that is one wish. */
static bool is_echo(int number, int before, long long now)
{
    return number == before && now - atomic_load(&came) < SAME_MS;
}

static void on_signal(int number)
{
    int problem = errno, before = 0;
    long long now = pgf_clock_ms();
    if (!atomic_load(&first))
        atomic_store(&came, now);
    if (atomic_compare_exchange_strong(&first, &before, number)) {
        say("\nStopping: finishing what was read so far; once more to abandon it.\n");
    } else if (!is_echo(number, before, now)) {
        say("\nAbandoned: the index is as it was after the last commit; run the same command again.\n");
        _exit(128 + number);
    }
    errno = problem;
}

void signals_catch(void)
{
    /* libxapian should never see a write cut short; whoever waits for input uses poll. */
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        struct sigaction before;
        /* What was ignored (nohup) stays so. */
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
    }
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
}

bool signals_stop(void)
{
    return atomic_load(&first) != 0;
}

int signals_exit_code(void)
{
    int number = atomic_load(&first);
    return number ? 128 + number : 0;
}
