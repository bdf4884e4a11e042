#include "beneath.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A part at a time: for kernels before 5.6 and containers that forbid openat2. */
static int open_by_parts(int root, const char *path, int flags)
{
    char text[PATH_MAX];
    if (strlen(path) >= sizeof text) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(text, path);
    int folder = root;
    char *rest = text, *part = strsep(&rest, "/");
    while (rest && folder >= 0) {
        int next = openat(folder, part, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int problem = errno;
        if (folder != root)
            close(folder);
        errno = problem;
        folder = next;
        part = strsep(&rest, "/");
    }
    if (folder < 0)
        return -1;
    int file = openat(folder, part, flags | O_NOFOLLOW);
    int problem = errno;
    if (folder != root)
        close(folder);
    errno = problem;
    return file;
}

static int open_beneath(int root, const char *path, int flags)
{
    flags |= O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    struct open_how how = {.flags = (unsigned)flags, .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
    int file = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
    if (file < 0 && (errno == ENOSYS || errno == EPERM))
        return open_by_parts(root, path, flags);
    return file;
}

int beneath_open_file(int root, const char *path)
{
    return open_beneath(root, path, 0);
}

int beneath_open_folder(int root, const char *path)
{
    return open_beneath(root, path, O_DIRECTORY);
}
