#include "index/files.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

pgf_status pgf_file_failed(pgf_error *err, int code, const char *doing, const char *path)
{
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return pgf_fail(err, PGF_EIO, "disk full: cannot %s %s; make room and run again", doing, path);
    if (code == ENOENT)
        return pgf_fail(err, PGF_ENOTFOUND, "cannot %s %s: no such file or folder", doing, path);
    if (code == ENOMEM)
        return pgf_fail(err, PGF_ENOMEM, "cannot %s %s: out of memory", doing, path);
    if (code == EACCES || code == EPERM || code == EROFS)
        return pgf_fail(err, PGF_EIO, "no permission to %s %s; ls -ld shows who has it", doing, path);
    return pgf_fail(err, PGF_EIO, "cannot %s %s: %s", doing, path, strerror(code));
}

pgf_status pgf_file_read(const char *path, size_t most, pgf_buffer *out, pgf_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return pgf_file_failed(err, errno, "read", path);
    pgf_status status = PGF_OK;
    size_t start = out->size;
    for (;;) {
        if (pgf_buffer_reserve(out, 65536)) {
            status = pgf_fail(err, PGF_ENOMEM, "cannot read %s: out of memory", path);
            break;
        }
        ssize_t got = read(file, out->bytes + out->size, out->capacity - out->size - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            status = pgf_file_failed(err, errno, "read", path);
        if (got <= 0)
            break;
        out->size += (size_t)got;
        out->bytes[out->size] = '\0';
        if (out->size - start > most) {
            status = pgf_fail(err, PGF_ELIMIT, "%s is larger than %zu bytes", path, most);
            break;
        }
    }
    close(file);
    return status;
}

/* Returns 0 or an errno. */
static int write_all(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t put = write(file, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return errno;
        bytes += put;
        size -= (size_t)put;
    }
    return 0;
}

/* Returns 0 or an errno. */
static int write_file(const char *path, const char *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return errno;
    int code = write_all(file, bytes, size);
    if (!code && fsync(file) < 0)
        code = errno;
    if (close(file) < 0 && !code)
        code = errno;
    return code;
}

pgf_status pgf_parent_sync(const char *path, pgf_error *err)
{
    char folder[PATH_MAX];
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    while (size && path[size - 1] != '/')
        size--;
    while (size > 1 && path[size - 1] == '/')
        size--;
    if (size >= sizeof folder)
        return pgf_file_failed(err, ENAMETOOLONG, "open", path);
    memcpy(folder, path, size);
    folder[size] = '\0';
    return pgf_folder_sync(size ? folder : ".", false, err);
}

pgf_status pgf_file_replace(const char *path, const char *bytes, size_t size, pgf_error *err)
{
    char fresh[PATH_MAX];
    if ((size_t)snprintf(fresh, sizeof fresh, "%s.new", path) >= sizeof fresh)
        return pgf_file_failed(err, ENAMETOOLONG, "write", path);
    int code = write_file(fresh, bytes, size);
    if (!code && rename(fresh, path) < 0)
        code = errno;
    if (!code)
        return pgf_parent_sync(path, err);
    unlink(fresh);
    return pgf_file_failed(err, code, "write", path);
}

static pgf_status sync_path(const char *path, int flags, pgf_error *err)
{
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0)
        return pgf_file_failed(err, errno, "open", path);
    int failed = fsync(file) < 0 ? errno : 0;
    close(file);
    if (flags & O_DIRECTORY && (failed == EINVAL || failed == ENOTSUP)) /* some filesystems cannot, and say so */
        failed = 0;
    return failed ? pgf_file_failed(err, failed, "write", path) : PGF_OK;
}

typedef struct {
    const char *folder;
    pgf_error *err;
} sync_job;

static pgf_status sync_entry(void *payload, const char *name)
{
    sync_job *job = payload;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", job->folder, name);
    return sync_path(path, O_RDONLY, job->err);
}

pgf_status pgf_folder_sync(const char *path, bool files, pgf_error *err)
{
    sync_job job = {path, err};
    pgf_status status = files ? pgf_folder_list(path, sync_entry, &job, err) : PGF_OK;
    return status ? status : sync_path(path, O_RDONLY | O_DIRECTORY, err);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

pgf_status pgf_folder_remove(const char *path, pgf_error *err)
{
    if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) < 0 && errno != ENOENT)
        return pgf_file_failed(err, errno, "remove", path);
    return PGF_OK;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

pgf_status pgf_folder_list(const char *path, pgf_entry_fn *each, void *payload, pgf_error *err)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, by_bytes);
    if (count < 0)
        return pgf_file_failed(err, errno, "read", path);
    pgf_status status = PGF_OK;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        if (!status && strcmp(name, ".") && strcmp(name, ".."))
            status = each(payload, name);
        free(entries[i]);
    }
    free(entries);
    return status;
}

typedef struct {
    const char *folder;
    uint64_t bytes;
} measure_job;

static pgf_status measure_entry(void *payload, const char *name)
{
    measure_job *job = payload;
    char path[PATH_MAX];
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", job->folder, name);
    if (!stat(path, &info) && S_ISREG(info.st_mode))
        job->bytes += (uint64_t)info.st_size;
    return PGF_OK;
}

uint64_t pgf_folder_bytes(const char *path)
{
    measure_job job = {path, 0};
    return pgf_folder_list(path, measure_entry, &job, NULL) ? 0 : job.bytes;
}
