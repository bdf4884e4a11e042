#include "intake/helper.h"
#include "base/clock.h"
#include "base/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

/* --- Starting and ending ------------------------------------------------------------------------------------------ */

static int add_actions(posix_spawn_file_actions_t *actions, int socket)
{
    int problem = posix_spawn_file_actions_adddup2(actions, socket, STDIN_FILENO);
    if (!problem)
        problem = posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    return problem ? problem : posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, STDERR_FILENO);
}

/* A process group of its own, so that Ctrl-C ends the run and not its readers first; no signal blocked or ignored. */
static int set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int problem =
        posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (!problem)
        problem = posix_spawnattr_setsigmask(attributes, &none);
    return problem ? problem : posix_spawnattr_setsigdefault(attributes, &all);
}

static int spawn(pid_t *pid, int socket, const helpers_settings *settings)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char memory[24], seconds[16], name[] = "paragraf-extract";
    char *const arguments[] = {name, memory, seconds, NULL};
    snprintf(memory, sizeof memory, "%zu", settings->memory);
    snprintf(seconds, sizeof seconds, "%u", settings->cpu_seconds);
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem)
        return problem;
    problem = posix_spawnattr_init(&attributes);
    if (!problem) {
        problem = add_actions(&actions, socket);
        if (!problem)
            problem = set_attributes(&attributes);
        if (!problem)
            problem = posix_spawn(pid, settings->program, &actions, &attributes, arguments, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

pgf_status helper_start(helper *out, const helpers_settings *settings, pgf_error *err)
{
    int ends[2];
    *out = (helper){0};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return pgf_fail(err, PGF_EIO, "no socket to be had for its reader: %s", strerror(errno));
    int problem = spawn(&out->pid, ends[1], settings);
    close(ends[1]);
    out->socket = ends[0];
    if (!problem)
        return PGF_OK;
    close(ends[0]);
    if (problem == ENOENT)
        return pgf_fail(err, PGF_EIO, "its reader is not installed: there is no %s", settings->program);
    return pgf_fail(err, PGF_EIO, "its reader cannot be started: %s: %s", settings->program, strerror(problem));
}

int helper_end_it(helper *of)
{
    int how = 0;
    /* Of a process that has ended already this changes nothing: its status stays until it is waited for. */
    kill(-of->pid, SIGKILL);
    kill(of->pid, SIGKILL);
    while (waitpid(of->pid, &how, 0) < 0 && errno == EINTR)
        continue;
    close(of->socket);
    pgf_buffer_dispose(&of->answer);
    return how;
}

bool helper_is_idle(const helper *of)
{
    struct pollfd peer = {.fd = of->socket, .events = POLLIN | POLLRDHUP};
    return poll(&peer, 1, 0) == 0;
}

/* --- What goes to it ---------------------------------------------------------------------------------------------- */

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t part = write(file, bytes, size);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            return false;
        bytes += part;
        size -= (size_t)part;
    }
    return true;
}

/* Where the kernel has no memfd: a file without a name, or one that loses its name, where the file system needs one. */
static int open_scratch(void)
{
    const char *set = getenv("TMPDIR"), *folder = set && *set ? set : "/tmp";
    char path[PATH_MAX];
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || snprintf(path, sizeof path, "%s/paragraf-XXXXXX", folder) >= (int)sizeof path)
        return file;
    file = mkostemp(path, O_CLOEXEC);
    if (file >= 0)
        unlink(path);
    return file;
}

int helper_input(const char *bytes, size_t size)
{
    int file = memfd_create("paragraf-input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    bool sealable = file >= 0;
    if (file < 0)
        file = memfd_create("paragraf-input", MFD_CLOEXEC);
    if (file < 0)
        file = open_scratch();
    if (file < 0)
        return -1;
    if (!write_all(file, bytes, size)) {
        int problem = errno;
        close(file);
        errno = problem;
        return -1;
    }
    if (sealable) /* where sealing is refused the process may change its own copy, and nothing else */
        fcntl(file, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
    return file;
}

/* An idle process has room for a request, so that one that would block is no process to wait for. */
static bool send_request(const helper *of, const pgf_buffer *request, int input)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control = {0};
    struct iovec part = {request->bytes, request->size};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *beside = CMSG_FIRSTHDR(&message);
    beside->cmsg_level = SOL_SOCKET;
    beside->cmsg_type = SCM_RIGHTS;
    beside->cmsg_len = CMSG_LEN(sizeof input);
    memcpy(CMSG_DATA(beside), &input, sizeof input);
    ssize_t sent;
    do
        sent = sendmsg(of->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)request->size;
}

/* --- What comes back ---------------------------------------------------------------------------------------------- */

/* Some bytes more of the answer: HELPER_ANSWERED when there are. */
static helper_end receive(helper *of, long long deadline)
{
    struct pollfd peer = {.fd = of->socket, .events = POLLIN};
    if (pgf_buffer_reserve(&of->answer, PIECE))
        return HELPER_NO_MEMORY;
    for (;;) {
        long long left = deadline - pgf_clock_ms();
        int ready = left > 0 ? poll(&peer, 1, (int)left) : 0;
        if (ready == 0)
            return HELPER_LATE;
        ssize_t got = ready < 0 ? -1 : recv(of->socket, of->answer.bytes + of->answer.size, PIECE, MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0)
            return HELPER_GONE;
        of->answer.size += (size_t)got;
        of->answer.bytes[of->answer.size] = '\0';
        return HELPER_ANSWERED;
    }
}

/* Frames up to one of the type `last`, which is the end of what is sent. */
static helper_end gather(helper *of, frame_type last, unsigned wall_ms, size_t most, frame *out)
{
    long long deadline = pgf_clock_ms() + wall_ms;
    size_t at = 0;
    pgf_buffer_clear(&of->answer);
    for (;;) {
        frame_found found = FRAME_CUT;
        while (of->answer.size && (found = frames_next(of->answer.bytes, of->answer.size, &at, out)) == FRAME_WHOLE)
            if (out->type == last)
                return at == of->answer.size ? HELPER_ANSWERED : HELPER_BROKEN;
        if (found == FRAME_BROKEN)
            return HELPER_BROKEN;
        if (of->answer.size > most)
            return HELPER_FLOODED;
        helper_end end = receive(of, deadline);
        if (end)
            return end;
    }
}

helper_end helper_greet(helper *of, unsigned wall_ms, char *lacks, size_t room)
{
    enum { HELLO_MOST = 1024 };
    frame hello;
    const char *said;
    helper_end end = gather(of, FRAME_HELLO, wall_ms, HELLO_MOST, &hello);
    if (end)
        return end;
    switch (frames_read_hello(&hello, &said)) {
    case HELLO_WELL:
        break;
    case HELLO_OTHER:
        return HELPER_OTHER;
    case HELLO_BROKEN:
        return HELPER_BROKEN;
    }
    snprintf(lacks, room, "%s", said);
    return HELPER_ANSWERED;
}

helper_end helper_ask(helper *of, const helper_request *request, unsigned wall_ms, size_t most)
{
    frame last;
    size_t frames;
    of->files++;
    if (!send_request(of, request->bytes, request->input))
        return HELPER_GONE;
    helper_end end = gather(of, FRAME_END, wall_ms, most, &last);
    return !end && !frames_read_end(&last, request->number, &frames) ? HELPER_BROKEN : end;
}
