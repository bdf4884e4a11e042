/* An answer for people to read. */
#ifndef PGF_SEARCHER_RENDER_H
#define PGF_SEARCHER_RENDER_H

#include "screen.h"
#include <cjson/cJSON.h>

/*
 * Append an answer (docs/result.schema.json) as text for `to`: the hits, then warnings, counts of values and totals, so
 * that what comes next stands where the eye is. Whatever is in the answer, no control character gets into the text.
 * PGF_OK or PGF_ENOMEM.
 */
pgf_status render_answer(const screen *to, const cJSON *answer, pgf_buffer *out, pgf_error *err);

#endif
