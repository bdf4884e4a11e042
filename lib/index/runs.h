/* The vocabulary of a build: each thread writes what it counted as sorted runs, which are merged at the end. */
#ifndef PGF_INDEX_RUNS_H
#define PGF_INDEX_RUNS_H

#include "index/store.h"

/* Move the words of `store` into a file at `path`. */
pgf_status pgf_run_write(const char *path, pgf_store *store, pgf_error *err);

/* A folded word and its stored value (words.h), in byte order of the words. */
typedef pgf_status pgf_run_word_fn(void *payload, const char *word, size_t word_size, const char *value,
                                   size_t value_size);
pgf_status pgf_runs_merge(const char *const *paths, size_t count, pgf_run_word_fn *each, void *payload, pgf_error *err);

#endif
