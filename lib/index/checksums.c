#include "index/checksums.h"
#include "base/memory.h"
#include "index/files.h"
#include "index/hash.h"
#include "index/layout.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A line a file: its XXH3-128, its bytes, its name. */
static const char FILE_NAME[] = "checksums";

/* Xapian makes its lock anew whenever it likes. */
static bool is_covered(const char *name)
{
    return strcmp(name, FILE_NAME) != 0 && strcmp(name, "checksums.new") != 0 && strcmp(name, "flintlock") != 0;
}

/* Append the line of one file. */
static pgf_status describe(const char *folder, const char *name, pgf_buffer *out, pgf_error *err)
{
    char path[PATH_MAX], high[17], low[17];
    uint64_t hash[2], bytes;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return pgf_file_failed(err, errno, "read", path);
    int problem = pgf_hash_file(file, hash, &bytes);
    close(file);
    if (problem)
        return pgf_file_failed(err, problem, "read", path);
    pgf_hash_text(hash[1], high);
    pgf_hash_text(hash[0], low);
    if (pgf_buffer_printf(out, "%s%s %" PRIu64 " %s\n", high, low, bytes, name))
        return pgf_no_memory(err);
    return PGF_OK;
}

typedef struct {
    const char *folder;
    pgf_buffer text;
    const char *stored; /* what is left of the lines to compare with; NULL when there are none */
    pgf_error *err;
} job;

static pgf_status add_file(void *payload, const char *name)
{
    job *of = payload;
    return is_covered(name) ? describe(of->folder, name, &of->text, of->err) : PGF_OK;
}

pgf_status pgf_checksums_write(const char *folder, pgf_error *err)
{
    char path[PATH_MAX];
    job of = {.folder = folder, .err = err};
    pgf_status status = pgf_folder_list(folder, add_file, &of, err);
    snprintf(path, sizeof path, "%s/%s", folder, FILE_NAME);
    if (!status)
        status = pgf_file_replace(path, of.text.bytes ? of.text.bytes : "", of.text.size, err);
    pgf_buffer_dispose(&of.text);
    return status;
}

pgf_status pgf_checksums_remove(const char *folder, pgf_error *err)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, FILE_NAME);
    if (unlink(path) < 0)
        return errno == ENOENT ? PGF_OK : pgf_file_failed(err, errno, "remove", path);
    return pgf_folder_sync(folder, false, err);
}

/* Both in byte order of the names, so the next line is that of this file, or something is wrong. */
static pgf_status compare_file(void *payload, const char *name)
{
    job *of = payload;
    if (!is_covered(name))
        return PGF_OK;
    pgf_buffer_clear(&of->text);
    pgf_status status = describe(of->folder, name, &of->text, of->err);
    if (status)
        return status;
    if (strncmp(of->stored, of->text.bytes, of->text.size) != 0)
        return pgf_fail(of->err, PGF_ECORRUPT, "%s/%s: not as it was written; " PGF_REBUILD, of->folder, name, "INDEX");
    of->stored += of->text.size;
    return PGF_OK;
}

static pgf_status compare(job *of)
{
    pgf_status status = pgf_folder_list(of->folder, compare_file, of, of->err);
    if (!status && *of->stored)
        status = pgf_fail(of->err, PGF_ECORRUPT, "%s: a file of it is gone; " PGF_REBUILD, of->folder, "INDEX");
    return status;
}

pgf_status pgf_checksums_verify(const char *folder, bool *known, pgf_error *err)
{
    enum { MOST = 1 << 20 };
    char path[PATH_MAX];
    pgf_buffer stored = {0};
    job of = {.folder = folder, .err = err};
    snprintf(path, sizeof path, "%s/%s", folder, FILE_NAME);
    pgf_status status = pgf_file_read(path, MOST, &stored, err);
    *known = !status;
    if (status == PGF_ENOTFOUND)
        return PGF_OK;
    of.stored = stored.bytes ? stored.bytes : "";
    if (!status)
        status = compare(&of);
    /* A writer that came meanwhile took the checksums away before it changed anything. */
    if (status == PGF_ECORRUPT && access(path, F_OK) < 0 && errno == ENOENT) {
        *known = false;
        status = PGF_OK;
    }
    pgf_buffer_dispose(&stored);
    pgf_buffer_dispose(&of.text);
    return status;
}
