/* Folders and files as a whole: making them safe on disk, removing, measuring. */
#ifndef PGF_INDEX_FILES_H
#define PGF_INDEX_FILES_H

#include "base/buffer.h"

/* Append the bytes of a file. PGF_ENOTFOUND, PGF_EIO, PGF_ENOMEM; PGF_ELIMIT past `most` bytes. */
pgf_status pgf_file_read(const char *path, size_t most, pgf_buffer *out, pgf_error *err);
/* Write a file under a name of its own, fsync, rename onto `path`, fsync the folder. */
pgf_status pgf_file_replace(const char *path, const char *bytes, size_t size, pgf_error *err);

/* fsync a folder's entries alone, or every file in it too. */
pgf_status pgf_folder_sync(const char *path, bool files, pgf_error *err);
/* fsync the folder that a file or folder is in. */
pgf_status pgf_parent_sync(const char *path, pgf_error *err);
/* Remove a folder and all below it, links as links; what is not there is removed already. */
pgf_status pgf_folder_remove(const char *path, pgf_error *err);
/* Bytes of the files right in a folder. */
uint64_t pgf_folder_bytes(const char *path);
/* Names of what is right in a folder, in byte order, "." and ".." left out. */
typedef pgf_status pgf_entry_fn(void *payload, const char *name);
pgf_status pgf_folder_list(const char *path, pgf_entry_fn *each, void *payload, pgf_error *err);

/* "disk full" and its like, with what to do, from errno. */
pgf_status pgf_file_failed(pgf_error *err, int code, const char *doing, const char *path);

#endif
