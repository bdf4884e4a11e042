#include "index/apart.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What goes through the pipe: written at once, since it is smaller than PIPE_BUF. */
typedef struct {
    bool is_end;
    unsigned done, all;
    pgf_status status;
    pgf_error err;
} message;
_Static_assert(sizeof(message) <= PIPE_BUF, "a message is written as a whole or not at all");

struct pgf_apart {
    int pipe;
};

/* --- In the child ------------------------------------------------------------------------------------------------- */

/* That nobody listens any more is no error here: then the parent is gone, and this process soon. */
static void send(const pgf_apart *apart, const message *said)
{
    ssize_t written;
    do
        written = write(apart->pipe, said, sizeof *said);
    while (written < 0 && errno == EINTR);
}

void pgf_apart_tell(pgf_apart *apart, unsigned done, unsigned all)
{
    const message said = {.done = done, .all = all};
    send(apart, &said);
}

/* A crash is told by the signal alone: no core, no line of the C library's, no handler of the program's. */
static void become_quiet(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        sigaction(crashes[i], &action, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0)
        return;
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
}

_Noreturn static void be_child(pgf_apart_fn *work, void *payload, int pipe)
{
    pgf_apart apart = {pipe};
    message last = {.is_end = true};
    become_quiet();
    last.status = work(payload, &apart, &last.err);
    send(&apart, &last);
    _exit(0);
}

/* --- In the parent ------------------------------------------------------------------------------------------------ */

static bool receive(int pipe, message *out)
{
    size_t got = 0;
    while (got < sizeof *out) {
        ssize_t part = read(pipe, (char *)out + got, sizeof *out - got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            return false;
        got += (size_t)part;
    }
    out->err.message[PGF_MESSAGE_MAX - 1] = '\0';
    return true;
}

static bool is_crash(int signal)
{
    return signal == SIGSEGV || signal == SIGBUS || signal == SIGABRT || signal == SIGFPE || signal == SIGILL;
}

static pgf_status no_end(pid_t child, pgf_apart_end *end, pgf_error *err)
{
    int how = 0;
    pid_t waited;
    do
        waited = waitpid(child, &how, 0);
    while (waited < 0 && errno == EINTR);
    bool by_signal = waited == child && WIFSIGNALED(how);
    end->how = by_signal ? strsignal(WTERMSIG(how)) : "no signal";
    end->died = !by_signal || is_crash(WTERMSIG(how));
    return end->died ? PGF_ECORRUPT : pgf_fail(err, PGF_EIO, "a process of it was ended: %s", end->how);
}

static pgf_status follow(pid_t child, int pipe, pgf_apart_progress_fn *progress, void *to, pgf_apart_end *end,
                         pgf_error *err)
{
    message said;
    while (receive(pipe, &said)) {
        if (said.is_end) {
            while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
                continue;
            return said.status ? pgf_fail(err, said.status, "%s", said.err.message) : PGF_OK;
        }
        if (progress)
            progress(to, said.done, said.all);
    }
    return no_end(child, end, err);
}

pgf_status pgf_apart_run(pgf_apart_fn *work, void *payload, pgf_apart_progress_fn *progress, void *to,
                         pgf_apart_end *end, pgf_error *err)
{
    int ends[2];
    *end = (pgf_apart_end){0};
    if (pipe2(ends, O_CLOEXEC) < 0)
        return pgf_fail(err, PGF_EIO, "no pipe to be had: %s", strerror(errno));
    pid_t child = fork();
    if (child == 0)
        be_child(work, payload, ends[1]);
    int problem = errno;
    close(ends[1]);
    pgf_status status = child < 0 ? pgf_fail(err, PGF_EIO, "no process to be had: %s", strerror(problem))
                                  : follow(child, ends[0], progress, to, end, err);
    close(ends[0]);
    return status;
}
