/* The subcommands that look after an index: remove, status, verify, compact. Each returns the exit code. */
#ifndef PGF_INDEXER_UPKEEP_H
#define PGF_INDEXER_UPKEEP_H

#include "options.h"

int upkeep_remove(const options *options);
int upkeep_status(const options *options);
int upkeep_verify(const options *options);
int upkeep_compact(const options *options);

#endif
