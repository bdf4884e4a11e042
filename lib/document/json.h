/* The JSON form of a document: one line of JSON Lines. Source of the syntax: RFC 8259. */
#ifndef PGF_DOCUMENT_JSON_H
#define PGF_DOCUMENT_JSON_H

#include "document/document.h"

/* Which member of the JSON object gives which field; the first member that is there counts. */
typedef struct pgf_mapping pgf_mapping;

/*
 * Starts as: id from _id or id; title; text from text, body or content; url; date; language from lang or language;
 * type; issuer; country; topic from topic or topics.
 */
pgf_status pgf_mapping_new(pgf_mapping **out, pgf_error *err);
void pgf_mapping_free(pgf_mapping *mapping);
/*
 * "title=headline": `headline` is tried before what is mapped so far. "issuer=organisation.name" goes into objects.
 * PGF_EINVAL for what is no such rule.
 */
pgf_status pgf_mapping_add(pgf_mapping *mapping, const char *rule, pgf_error *err);

typedef enum { PGF_LINE_DOCUMENT, PGF_LINE_DELETE } pgf_line_kind;

/*
 * Read one document from a JSON object of `size` bytes. Malformed UTF-8 is repaired first.
 *
 *   kind   PGF_LINE_DELETE for {"_id": …, "_delete": true}: then the document has nothing but its id
 *
 * Strings and numbers become values; numbers keep their digits as written (ids over 2^53 too); arrays give a value for
 * each scalar in them; true and false become "true" and "false"; null is absent; nested objects are joined by dots
 * ("office.name"); of two members with one name the first counts. A text that is an array gives a paragraph for each
 * string in it. Structure comes from pgf_plain_parse. The id may be missing; a document with neither title nor text is
 * PGF_OK and empty.
 * PGF_EFORMAT with the byte offset and what was expected, PGF_ELIMIT for nesting deeper than 256 or
 * more than a million values.
 */
pgf_status pgf_document_parse(pgf_document **out, pgf_line_kind *kind, const char *json, size_t size,
                              const pgf_mapping *mapping, pgf_error *err);

#endif
