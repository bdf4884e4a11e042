#include "glob.h"
#include <fnmatch.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

enum { PARTS_MAX = PATH_MAX / 2 };

typedef struct {
    char text[PATH_MAX];
    const char *part[PARTS_MAX];
    size_t count;
} path_parts;

/* False when it is too long to be a path: nothing matches then. */
static bool split(const char *path, path_parts *out)
{
    size_t size = strlen(path);
    if (size >= sizeof out->text)
        return false;
    memcpy(out->text, path, size + 1);
    out->count = 0;
    char *rest = out->text, *part;
    while ((part = strsep(&rest, "/")))
        if (*part && out->count < PARTS_MAX)
            out->part[out->count++] = part;
    return true;
}

/*
 * The usual walk with one way back: after a mismatch the latest `**` takes one part more, so that the time is at most
 * the product of both lengths.
 */
static bool match_parts(const path_parts *pattern, const path_parts *path)
{
    size_t p = 0, s = 0, star = SIZE_MAX, star_at = 0;
    while (s < path->count) {
        if (p < pattern->count && strcmp(pattern->part[p], "**") == 0) {
            star = p++;
            star_at = s;
        } else if (p < pattern->count && fnmatch(pattern->part[p], path->part[s], 0) == 0) {
            p++;
            s++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            s = ++star_at;
        } else {
            return false;
        }
    }
    while (p < pattern->count && strcmp(pattern->part[p], "**") == 0)
        p++;
    return p == pattern->count;
}

bool glob_matches(const char *pattern, const char *path)
{
    path_parts wanted, given;
    if (!split(pattern, &wanted) || !split(path, &given) || given.count == 0)
        return false;
    bool whole = strchr(pattern, '/') && strchr(pattern, '/')[1];
    if (!whole && wanted.count == 1 && strcmp(wanted.part[0], "**") != 0)
        return fnmatch(wanted.part[0], given.part[given.count - 1], 0) == 0;
    return match_parts(&wanted, &given);
}

bool glob_matches_any(const char *const *patterns, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++)
        if (glob_matches(patterns[i], path))
            return true;
    return false;
}
