/* Finding out what a PATH of the command line is. */
#ifndef PGF_INDEXER_ROOT_H
#define PGF_INDEXER_ROOT_H

#include "walk.h"

/*
 * Fill in `root`, of which `named` is set: where it is, whether it is a file or missing, and `folder`, opened.
 * Fails as walk_paths says.
 */
pgf_status root_open(walk_root *root, const walk_options *options, pgf_error *err);

#endif
