/* A folder of files for one test, gone afterwards. */
#ifndef TEST_TREE_H
#define TEST_TREE_H

#include <assert.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char root[PATH_MAX / 2];
} tree;

static inline tree tree_make(void)
{
    const char *above = getenv("TMPDIR");
    tree made;
    char template[PATH_MAX / 2];
    snprintf(template, sizeof template, "%s/paragraf-XXXXXX", above ? above : "/tmp");
    char *root = mkdtemp(template) ? realpath(template, NULL) : NULL;
    if (!root)
        abort();
    snprintf(made.root, sizeof made.root, "%s", root);
    free(root);
    return made;
}

/* `path` under the tree; good until the next four calls. */
static inline const char *tree_path(const tree *of, const char *path)
{
    static char ring[4][PATH_MAX];
    static unsigned next;
    char *full = ring[next++ % 4];
    snprintf(full, PATH_MAX, "%s%s%s", of->root, *path ? "/" : "", path);
    return full;
}

/* A file with `text`, and the folders above it. */
static inline void tree_write(const tree *of, const char *path, const char *text)
{
    char full[PATH_MAX];
    strcpy(full, tree_path(of, path));
    for (char *slash = strchr(full + strlen(of->root) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(full, 0755);
        *slash = '/';
    }
    FILE *file = fopen(full, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        abort();
}

static inline int tree_unlink(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about, (void)kind, (void)where;
    return remove(path);
}

static inline void tree_remove(const tree *of)
{
    nftw(of->root, tree_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
