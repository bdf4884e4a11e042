#include "crew.h"
#include "base/clock.h"
#include "base/memory.h"
#include "frames.h"
#include "output.h"
#include "worker.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* A worker that could not open the index is tried again after this time; one that had, at once. */
enum { AGAIN_MS = 500, OPENING_MS = 30000, SOCKET_OF_WORKER = 3 };

typedef enum { ABSENT, OPENING, FREE, BUSY } worker_state;

typedef struct {
    worker_state state;
    pid_t process;
    int socket;
    long long until; /* OPENING, BUSY: when it is killed; ABSENT: when it is started */
    job *at;         /* BUSY */
    pgf_buffer in;
} worker;

struct crew {
    const char *index;
    size_t count;
    worker workers[CREW_MOST];
    job *first, **last; /* the line */
    size_t waiting, busy;
    bool opened, stopped;
    pgf_error why; /* the last that could not open the index, since one could */
};

/* --- A worker's life ---------------------------------------------------------------------------------------------- */

/* All that the server has open but the standard streams: a worker that held a connection would keep it from ending. */
static void let_go(void)
{
    if (close_range(SOCKET_OF_WORKER + 1, ~0U, 0) == 0)
        return;
    for (int file = SOCKET_OF_WORKER + 1; file < FD_SETSIZE; file++) /* the server's select() knows no others */
        close(file);
}

static _Noreturn void become_worker(const crew *c, int socket, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_FAILURE);
    sigset_t none;
    sigemptyset(&none);
    signal(SIGINT, SIG_IGN); /* Ctrl-C is the front's, which lets it finish */
    signal(SIGTERM, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (socket != SOCKET_OF_WORKER && dup2(socket, SOCKET_OF_WORKER) < 0)
        _exit(EXIT_FAILURE);
    let_go();
    _exit(worker_run(c->index, SOCKET_OF_WORKER));
}

static void start(crew *c, worker *w)
{
    int pair[2];
    w->until = pgf_clock_ms() + AGAIN_MS;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
        return;
    pid_t parent = getpid();
    w->process = fcntl(pair[0], F_SETFL, O_NONBLOCK) < 0 ? -1 : fork();
    if (w->process == 0)
        become_worker(c, pair[1], parent);
    close(pair[1]);
    if (w->process < 0) {
        close(pair[0]);
        return;
    }
    w->socket = pair[0];
    w->state = OPENING;
    w->until = pgf_clock_ms() + OPENING_MS;
}

static void finish(crew *c, worker *w, job_end end, reply *r)
{
    job *done = w->at;
    w->at = NULL;
    c->busy--;
    done->done(done, end, r);
}

static void end(crew *c, worker *w)
{
    worker_state was = w->state;
    kill(w->process, SIGKILL);
    while (waitpid(w->process, NULL, 0) < 0 && errno == EINTR)
        ;
    close(w->socket);
    pgf_buffer_dispose(&w->in);
    w->state = ABSENT;
    w->until = pgf_clock_ms() + (was == OPENING ? AGAIN_MS : 0);
    if (was == BUSY)
        finish(c, w, JOB_LOST, NULL);
}

/* --- What workers say --------------------------------------------------------------------------------------------- */

/* Before the crew is open, crew_open() tells it. */
static void cannot_open(crew *c, const reply *r)
{
    pgf_error why = {0};
    pgf_fail(&why, PGF_EIO, "%s", r->body.bytes ? r->body.bytes : "the index cannot be opened");
    if (c->opened && strcmp(why.message, c->why.message) != 0)
        output_fail(&why);
    c->why = why;
}

static bool hear(crew *c, worker *w)
{
    reply r = {0};
    bool well = reply_unpack(&r, &w->in) && w->state != FREE;
    pgf_buffer_clear(&w->in);
    if (well && w->state == OPENING && r.code != 200) {
        cannot_open(c, &r);
        well = false;
    }
    if (well && w->state == OPENING)
        c->why = (pgf_error){0};
    if (well) {
        bool answered = w->state == BUSY;
        w->state = FREE;
        well = !r.last;
        if (answered)
            finish(c, w, JOB_ANSWERED, &r);
    }
    reply_dispose(&r);
    return well;
}

static void listen_to(crew *c, worker *w)
{
    frame_state state = w->state == ABSENT ? FRAME_PART : frames_read(w->socket, &w->in, FRAME_REPLY_MAX);
    if (state == FRAME_BROKEN || (state == FRAME_WHOLE && !hear(c, w)))
        end(c, w);
}

/* --- Jobs --------------------------------------------------------------------------------------------------------- */

static job *next_job(crew *c)
{
    job *one = c->first;
    if (!one)
        return NULL;
    c->first = one->next;
    if (!c->first)
        c->last = &c->first;
    c->waiting--;
    return one;
}

bool crew_take(crew *c, job *one)
{
    if (c->stopped || c->waiting == CREW_LINE)
        return false;
    one->since = pgf_clock_ms();
    one->next = NULL;
    *c->last = one;
    c->last = &one->next;
    c->waiting++;
    return true;
}

static void give_up_late(crew *c, long long since)
{
    while (c->first && c->first->since <= since) {
        job *one = next_job(c);
        one->done(one, c->stopped || crew_ready(c) ? JOB_LATE : JOB_SHUT, NULL);
    }
}

static void hand_out(crew *c, worker *w)
{
    if (w->state != FREE || !c->first)
        return;
    w->at = next_job(c);
    w->state = BUSY;
    w->until = pgf_clock_ms() + CREW_HARD_MS;
    c->busy++;
    if (!frames_write(w->socket, w->at->asked.bytes, w->at->asked.size))
        end(c, w);
}

void crew_step(crew *c)
{
    long long now = pgf_clock_ms();
    for (size_t i = 0; i < c->count; i++)
        listen_to(c, &c->workers[i]);
    for (size_t i = 0; i < c->count; i++) {
        worker *w = &c->workers[i];
        if ((w->state == BUSY || w->state == OPENING) && now >= w->until)
            end(c, w);
        hand_out(c, w);
        if (w->state == ABSENT && pgf_clock_ms() >= w->until)
            start(c, w);
    }
    give_up_late(c, now - CREW_WAIT_MS);
}

/* --- For the loop around it --------------------------------------------------------------------------------------- */

void crew_watch(const crew *c, fd_set *readable, int *most)
{
    for (size_t i = 0; i < c->count; i++) {
        const worker *w = &c->workers[i];
        if (w->state == ABSENT || w->socket >= FD_SETSIZE)
            continue;
        FD_SET(w->socket, readable);
        *most = w->socket > *most ? w->socket : *most;
    }
}

int crew_patience(const crew *c)
{
    long long until = c->first ? c->first->since + CREW_WAIT_MS : -1;
    for (size_t i = 0; i < c->count; i++) {
        const worker *w = &c->workers[i];
        if (w->state != FREE && (until < 0 || w->until < until))
            until = w->until;
    }
    long long left = until - pgf_clock_ms();
    return until < 0 ? -1 : left < 0 ? 0 : (int)left;
}

size_t crew_ready(const crew *c)
{
    size_t ready = 0;
    for (size_t i = 0; i < c->count; i++)
        ready += c->workers[i].state == FREE || c->workers[i].state == BUSY;
    return ready;
}

size_t crew_jobs(const crew *c)
{
    return c->waiting + c->busy;
}

pgf_status crew_open(crew **out, const char *index, size_t count, pgf_error *err)
{
    crew *c = calloc(1, sizeof *c);
    if (!c)
        return pgf_no_memory(err);
    c->index = index;
    c->count = count;
    c->last = &c->first;
    long long until = pgf_clock_ms() + OPENING_MS;
    crew_step(c);
    while (crew_ready(c) < count && !c->why.status && pgf_clock_ms() < until) {
        fd_set readable;
        int most = -1, patience = crew_patience(c);
        FD_ZERO(&readable);
        crew_watch(c, &readable, &most);
        select(most + 1, &readable, NULL, NULL, &(struct timeval){patience / 1000, patience % 1000 * 1000L});
        crew_step(c);
    }
    if (crew_ready(c) == count) {
        c->opened = true;
        *out = c;
        return PGF_OK;
    }
    pgf_status status = pgf_fail(err, PGF_EIO, "%s", c->why.status ? c->why.message : "no worker starts");
    crew_close(c);
    return status;
}

void crew_stop(crew *c)
{
    c->stopped = true;
    for (size_t i = 0; i < c->count; i++)
        if (c->workers[i].state != ABSENT)
            end(c, &c->workers[i]);
    give_up_late(c, pgf_clock_ms());
}

void crew_close(crew *c)
{
    if (!c)
        return;
    crew_stop(c);
    free(c);
}
