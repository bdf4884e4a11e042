/* An error in the place of an answer, as JSON: docs/error.schema.json. */
#ifndef PGF_SEARCHER_FAULT_H
#define PGF_SEARCHER_FAULT_H

#include "base/buffer.h"

/* What was asked: valid UTF-8. */
typedef struct {
    const char *id; /* or NULL */
    const char *text;
    size_t size;
    size_t line; /* of a batch, or 0 */
} fault;

/* Append the JSON of `error` without a line end. PGF_OK or PGF_ENOMEM. */
pgf_status fault_append(pgf_buffer *json, const fault *asked, const pgf_error *error);

#endif
