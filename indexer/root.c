#include "root.h"
#include "index/layout.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The absolute path of what is not there: its folder's, and its name. NULL when that is not there either. */
static char *absolute_of_missing(const char *named)
{
    char *copy = strdup(named), *absolute = NULL;
    size_t size = copy ? strlen(copy) : 0;
    while (size > 1 && copy[size - 1] == '/')
        copy[--size] = '\0';
    char *slash = copy ? strrchr(copy, '/') : NULL;
    if (slash)
        *slash = '\0';
    char *above = copy ? realpath(slash ? (slash == copy ? "/" : copy) : ".", NULL) : NULL;
    const char *name = slash ? slash + 1 : copy;
    if (above && asprintf(&absolute, "%s/%s", strcmp(above, "/") ? above : "", name) < 0)
        absolute = NULL;
    free(above);
    free(copy);
    return absolute;
}

static bool lies_in(const char *path, const char *folder)
{
    size_t size = strlen(folder);
    return strncmp(path, folder, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

static pgf_status check_apart(const walk_root *root, const char *index, pgf_error *err)
{
    char *absolute = realpath(index, NULL);
    bool inside = absolute && lies_in(root->absolute, absolute);
    bool same = inside && strcmp(root->absolute, absolute) == 0;
    free(absolute);
    if (same)
        return pgf_fail(err, PGF_EINVAL, "%s: this is the index itself; name the folder of documents after it",
                        root->named);
    if (inside)
        return pgf_fail(err, PGF_EINVAL, "%s: lies inside the index %s; keep documents and index apart", root->named,
                        index);
    return PGF_OK;
}

static pgf_status find_root(walk_root *root, const walk_options *options, pgf_error *err)
{
    root->absolute = realpath(root->named, NULL);
    if (root->absolute)
        return check_apart(root, options->index, err);
    int problem = errno;
    if (problem != ENOENT && problem != ENOTDIR)
        return pgf_fail(err, PGF_EIO, "%s: %s; nothing was changed", root->named, strerror(problem));
    root->missing = true;
    root->absolute = absolute_of_missing(root->named);
    if (!options->allow_missing || !root->absolute)
        return pgf_fail(err, PGF_ENOTFOUND,
                        "%s: no such file or folder; nothing was changed (check the path; if it is gone for good, "
                        "--allow-mass-delete takes its documents out of the index)",
                        root->named);
    return PGF_OK;
}

static pgf_status cannot_read(const walk_root *root, int problem, pgf_error *err)
{
    return pgf_fail(err, PGF_EIO, "%s: cannot be read: %s; nothing was changed (check its permissions)", root->named,
                    strerror(problem));
}

static pgf_status open_above(walk_root *root, pgf_error *err)
{
    root->is_file = true;
    char *slash = strrchr(root->absolute, '/');
    *slash = '\0';
    root->folder = open(*root->absolute ? root->absolute : "/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    *slash = '/';
    return root->folder < 0 ? cannot_read(root, errno, err) : PGF_OK;
}

pgf_status root_open(walk_root *root, const walk_options *options, pgf_error *err)
{
    pgf_status status = find_root(root, options, err);
    if (status || root->missing)
        return status;
    struct stat about;
    if (stat(root->absolute, &about))
        return cannot_read(root, errno, err);
    if (!S_ISDIR(about.st_mode))
        return open_above(root, err);
    root->folder = open(root->absolute, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root->folder < 0)
        return cannot_read(root, errno, err);
    if (faccessat(root->folder, PGF_LAYOUT_FILE, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return pgf_fail(err, PGF_EINVAL,
                        "%s: is an index, not a folder of documents (the index comes first: paragraf-indexer %s PATH…)",
                        root->named, root->named);
    return PGF_OK;
}
