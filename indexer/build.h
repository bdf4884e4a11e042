/* The main job: paragraf-indexer INDEX PATH… */
#ifndef PGF_INDEXER_BUILD_H
#define PGF_INDEXER_BUILD_H

#include "options.h"

enum { EXIT_WELL = 0, EXIT_SOME_FAILED = 1, EXIT_NOTHING_DONE = 2 };

/* Index, update or rebuild. Returns the exit code; says all there is to say. */
int build_run(const options *options);

/* What build_run would do, on standard output. Writes nothing else. */
int build_dry_run(const options *options);

/* "paragraf-indexer: …" on standard error; returns EXIT_NOTHING_DONE. */
int build_fail(const pgf_error *err);

#endif
