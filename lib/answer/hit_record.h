/* What is stored of a document besides its text, as JSON (pgf_reader_record). */
#ifndef PGF_ANSWER_HIT_RECORD_H
#define PGF_ANSWER_HIT_RECORD_H

#include "answer/answering.h"
#include <cjson/cJSON.h>

/* `*record` is the caller's, to cJSON_Delete(). PGF_ECORRUPT for one that cannot be read. */
pgf_status pgf_hit_record_read(pgf_answering *a, unsigned docid, cJSON **record, pgf_error *err);

/* A member that is a text; "" for anything else. Borrowed. */
const char *pgf_hit_record_text(const cJSON *record, const char *name);

#endif
