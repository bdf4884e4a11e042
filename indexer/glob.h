/* Patterns for paths: --include and --exclude. */
#ifndef PGF_INDEXER_GLOB_H
#define PGF_INDEXER_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Does `path` (relative, parts joined by '/') match?
 *
 * A pattern without a slash ("*.md") is matched with the last part of the path, at any depth; one with a slash
 * ("acts/2023-*.md") with the whole path. `*`, `?` and `[a-z]` stay within one part; a part that is just `**` stands
 * for any number of parts, none too.
 *
 * A slash at the start binds the pattern to the root; one at the end says nothing.
 */
bool glob_matches(const char *pattern, const char *path);

/* One of several. */
bool glob_matches_any(const char *const *patterns, size_t count, const char *path);

#endif
