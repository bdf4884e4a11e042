/* Many queries over one open index. */
#ifndef PGF_SEARCHER_BATCH_H
#define PGF_SEARCHER_BATCH_H

#include "options.h"

/*
 * Answer each line of `o->batch` with a line of JSON, in order: an answer (docs/result.schema.json) or an error
 * (docs/error.schema.json). A line is a query, or a JSON object with `text` and, if it has one, `_id`; blank lines are
 * passed over. When the queries come through a pipe or a terminal, each answer is written before the next is waited
 * for. Returns the exit code: EXIT_HITS when all were answered, with hits or without.
 */
int batch_run(const options *o);

#endif
