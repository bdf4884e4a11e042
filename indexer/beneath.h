/* Opening what lies under a folder, never through a symbolic link. */
#ifndef PGF_INDEXER_BENEATH_H
#define PGF_INDEXER_BENEATH_H

/*
 * Open `path` (relative; "." for the folder itself) under the folder `root` for reading. No part of the path may be a
 * symbolic link, also when it became one a moment ago; opening never waits (FIFO, device). -1 and errno when it fails.
 */
int beneath_open_file(int root, const char *path);
int beneath_open_folder(int root, const char *path);

#endif
