#include "extract/confine.h"
#include <grp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED true
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED false
#endif

enum { NOBODY = 65534, DESCRIPTORS_MOST = 16 };

static bool limit(__rlimit_resource_t what, rlim_t most)
{
    const struct rlimit limits = {most, most};
    return setrlimit(what, &limits) == 0;
}

/* For reading what lies in memory or comes through descriptors that are open, and for ending. */
static const int allowed[] = {SCMP_SYS(read),
                              SCMP_SYS(readv),
                              SCMP_SYS(write),
                              SCMP_SYS(writev),
                              SCMP_SYS(recvmsg),
                              SCMP_SYS(recvfrom),
                              SCMP_SYS(sendmsg),
                              SCMP_SYS(sendto),
                              SCMP_SYS(poll),
                              SCMP_SYS(ppoll),
                              SCMP_SYS(close),
                              SCMP_SYS(fstat),
                              SCMP_SYS(lseek),
                              SCMP_SYS(munmap),
                              SCMP_SYS(mremap),
                              SCMP_SYS(madvise),
                              SCMP_SYS(brk),
                              SCMP_SYS(futex),
                              SCMP_SYS(membarrier),
                              SCMP_SYS(sched_yield),
                              SCMP_SYS(rt_sigaction),
                              SCMP_SYS(rt_sigprocmask),
                              SCMP_SYS(rt_sigreturn),
                              SCMP_SYS(sigaltstack),
                              SCMP_SYS(restart_syscall),
                              SCMP_SYS(getpid),
                              SCMP_SYS(gettid),
                              SCMP_SYS(tgkill),
                              SCMP_SYS(clock_gettime),
                              SCMP_SYS(gettimeofday),
                              SCMP_SYS(time),
                              SCMP_SYS(getrusage),
                              SCMP_SYS(getrandom),
                              SCMP_SYS(sysinfo),
                              SCMP_SYS(exit),
                              SCMP_SYS(exit_group)};

static const int deadly[] = {SCMP_SYS(clone),  SCMP_SYS(clone3),   SCMP_SYS(fork),  SCMP_SYS(vfork),
                             SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace)};

/* A rule for a call that this processor does not have is none. */
static bool add(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = seccomp_rule_add(filter, action, calls[i], 0) == 0 && good;
    return good;
}

/* fstat() of glibc is newfstatat() with an empty path (AT_EMPTY_PATH). No memory becomes a program. */
static bool add_narrow(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const struct scmp_arg_cmp empty_path = SCMP_A3(SCMP_CMP_MASKED_EQ, 0x1000, 0x1000);
    const struct scmp_arg_cmp no_change = SCMP_A2(SCMP_CMP_EQ, 0, 0);
    const struct scmp_arg_cmp itself = SCMP_A0(SCMP_CMP_EQ, 0, 0);
    const struct scmp_arg_cmp time = SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU, 0);
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_code) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1, empty_path) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, no_change) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, itself, time) == 0;
}

static bool filter_calls(void)
{
    const uint32_t refuse = SCMP_ACT_ERRNO(1); /* EPERM */
    scmp_filter_ctx filter = seccomp_init(refuse);
    bool good = filter && add(filter, SCMP_ACT_ALLOW, allowed, sizeof allowed / sizeof *allowed) &&
                add(filter, SCMP_ACT_KILL_PROCESS, deadly, sizeof deadly / sizeof *deadly) && add_narrow(filter) &&
                seccomp_load(filter) == 0;
    seccomp_release(filter);
    return good;
}

/* As far as the system lets it: in a user namespace without nobody it stays what it is, which is not root outside. */
static void leave_root(void)
{
    if (geteuid() != 0)
        return;
    int kept = setgroups(0, NULL) + setresgid(NOBODY, NOBODY, NOBODY) + setresuid(NOBODY, NOBODY, NOBODY);
    (void)kept;
}

const char *confine(size_t memory)
{
    static char lacks[64];
    bool limited = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, DESCRIPTORS_MOST) &&
                   (IS_SANITIZED || limit(RLIMIT_AS, memory));
    leave_root();
    limited = limit(RLIMIT_NPROC, 0) && limited;
    prctl(PR_SET_DUMPABLE, 0);
    bool kept = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    bool filtered = filter_calls();
    snprintf(lacks, sizeof lacks, "%s%s%s%s%s", limited ? "" : "resource limits", limited || kept ? "" : ", ",
             kept ? "" : "no_new_privs", filtered || (limited && kept) ? "" : ", ", filtered ? "" : "seccomp");
    return lacks;
}

void confine_time(unsigned seconds)
{
    struct rusage used;
    struct rlimit limits;
    if (getrusage(RUSAGE_SELF, &used) < 0 || getrlimit(RLIMIT_CPU, &limits) < 0)
        return;
    limits.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + seconds;
    setrlimit(RLIMIT_CPU, &limits);
}
