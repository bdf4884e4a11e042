/* The search page: HTML without scripts. */
#ifndef PGF_SERVE_PAGE_H
#define PGF_SERVE_PAGE_H

#include "parameters.h"
#include <cjson/cJSON.h>

/* Append the page of an answer (docs/result.schema.json); of NULL, the empty form. PGF_OK or PGF_ENOMEM. */
pgf_status page_append(pgf_buffer *out, const parameters *asked, const cJSON *answer);

/* Append the page that says what went wrong with what was asked. */
pgf_status page_append_failure(pgf_buffer *out, const parameters *asked, const pgf_error *error);

/* What the page looks like: CSS, at style.css beside it. */
extern const char page_style[];

#endif
