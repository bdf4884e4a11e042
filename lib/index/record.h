/* The record of a document: one line of JSON, all that an answer shows of it besides its passages. */
#ifndef PGF_INDEX_RECORD_H
#define PGF_INDEX_RECORD_H

#include "document/document.h"

/* Append the record; what it holds is said at pgf_reader_record. `language` "" when unknown. */
pgf_status pgf_record_write(const pgf_document *document, const char *language, pgf_buffer *out, pgf_error *err);

/* What a document was stored under. Start from {0}. */
typedef struct {
    pgf_buffer id, path, title, language;
} pgf_record;

void pgf_record_dispose(pgf_record *record);
/* PGF_ECORRUPT when it is no record. */
pgf_status pgf_record_read(pgf_record *out, const char *json, size_t size, pgf_error *err);

#endif
