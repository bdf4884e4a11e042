#include "serve.h"
#include "address.h"
#include "base/clock.h"
#include "crew.h"
#include "front.h"
#include "guests.h"
#include "output.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* How long a stop waits for answers: no job takes longer. */
enum { STOP_MS = CREW_WAIT_MS + CREW_HARD_MS + 1000 };

typedef struct {
    crew *crew;
    front *front;
    int signals;
    bool stopping;
    long long stop_by; /* of pgf_clock_ms() */
} server;

static int sooner(int a, int b)
{
    return a < 0 ? b : b < 0 || a < b ? a : b;
}

/* Wait until a connection, a worker or a signal has something. */
static void wait_for_work(server *s, front_watched *found)
{
    int patience = sooner(front_patience(s->front), crew_patience(s->crew));
    patience = s->stopping ? sooner(patience, 200) : patience;
    front_watch(s->front, found);
    crew_watch(s->crew, &found->readable, &found->most);
    FD_SET(s->signals, &found->readable);
    found->most = s->signals > found->most ? s->signals : found->most;
    struct timeval time = {patience / 1000, patience % 1000 * 1000L};
    if (select(found->most + 1, &found->readable, &found->writable, &found->broken, patience < 0 ? NULL : &time) <= 0) {
        FD_ZERO(&found->readable);
        FD_ZERO(&found->writable);
        FD_ZERO(&found->broken);
    }
    struct signalfd_siginfo signal;
    if (FD_ISSET(s->signals, &found->readable) && read(s->signals, &signal, sizeof signal) > 0 && !s->stopping) {
        s->stopping = true;
        s->stop_by = pgf_clock_ms() + STOP_MS;
        front_stop(s->front);
    }
}

static bool goes_on(const server *s)
{
    return !s->stopping || (front_visits(s->front) && pgf_clock_ms() < s->stop_by);
}

static void serve(server *s)
{
    while (goes_on(s)) {
        front_watched found;
        wait_for_work(s, &found);
        crew_step(s->crew); /* answers first: they are resumed connections for the front */
        front_step(s->front, &found);
        crew_step(s->crew); /* what was asked goes out at once */
    }
}

/* Signals are read by the loop. Blocked before the first worker starts, which unblocks them for itself. */
static pgf_status take_signals(int *out, pgf_error *err)
{
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGINT);
    sigprocmask(SIG_BLOCK, &ours, NULL);
    *out = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
    if (*out < 0)
        return pgf_fail(err, PGF_EIO, "the server does not start: %s", strerror(errno));
    return PGF_OK;
}

static size_t workers(const options *o)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = o->workers ? o->workers : processors > 0 ? (size_t)processors : 1;
    return count < CREW_MOST ? count : CREW_MOST;
}

/* How many connections there may be, so that descriptors are left for the workers and for what else is open. */
static size_t guests_allowed(size_t worker_count)
{
    enum { ROOM = FD_SETSIZE, OTHERS = 24, FEWEST = 12 };
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) < 0)
        return GUESTS_MOST;
    if (files.rlim_cur < ROOM) {
        files.rlim_cur = files.rlim_max < ROOM ? files.rlim_max : ROOM;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    size_t taken = OTHERS + 2 * worker_count,
           room = front_most(files.rlim_cur > taken + FEWEST ? files.rlim_cur - taken : FEWEST);
    return room < GUESTS_MOST ? room : GUESTS_MOST;
}

static pgf_status run(server *s, const options *o, pgf_error *err)
{
    address at;
    pgf_status status = address_open(&at, o->listen ? o->listen : ADDRESS_USUAL, err);
    if (status)
        return status;
    status = crew_open(&s->crew, o->index, workers(o), err);
    if (!status) {
        int socket = at.socket;
        at.socket = -1;
        status = front_open(&s->front, socket, s->crew, guests_allowed(workers(o)), o->log, err);
    }
    if (!status) {
        fprintf(stderr, "paragraf-searcher: listening on %s\n", at.shown);
        serve(s);
    }
    if (s->front) {
        front_watched none;
        crew_stop(s->crew);
        front_watch(s->front, &none);
        front_step(s->front, &none); /* those whose job was given up are told so */
    }
    front_close(s->front);
    crew_close(s->crew);
    address_close(&at);
    return status;
}

int serve_run(const options *o)
{
    server s = {0};
    /* What it was started with besides the standard streams is of no use, and select() knows 1,024 descriptors. */
    close_range(STDERR_FILENO + 1, ~0U, 0);
    pgf_error err = {0};
    pgf_status status = take_signals(&s.signals, &err);
    if (!status) {
        status = run(&s, o, &err);
        close(s.signals);
    }
    return status ? output_fail(&err) : EXIT_HITS;
}
