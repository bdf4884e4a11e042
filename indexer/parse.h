/* Units of input to documents: what the writer's threads call. */
#ifndef PGF_INDEXER_PARSE_H
#define PGF_INDEXER_PARSE_H

#include "document/json.h"
#include "index/writer.h"
#include "intake/intake.h"

/* What is the same for every unit of a run. Borrowed; read by several threads at once. */
typedef struct {
    const char *charset; /* NULL when not declared */
    const pgf_mapping *mapping;
    helpers *helpers; /* used by several threads at once */
} parse_rules;

/* What is the same for every unit of a source: `format` of pgf_unit. */
typedef struct {
    const parse_rules *rules;
    const intake_format *format;
    const char *path;     /* relative, bytes as on disk; "-" for standard input   */
    const char *base_url; /* NULL when there is none                              */
} parse_source;

/*
 * Read a unit as its format says: text and structure by intake, `path` and `url` from the source unless the document
 * has its own. PGF_EFORMAT for bytes that are no text, PGF_ELIMIT for a unit without bytes: a file or line over
 * PGF_INPUT_BYTES.
 */
pgf_status parse_unit(const parse_source *source, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                      pgf_error *err);

#endif
