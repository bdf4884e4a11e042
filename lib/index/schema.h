/* The one table of fields: what a field is called, where it is kept, what it is good for. */
#ifndef PGF_INDEX_SCHEMA_H
#define PGF_INDEX_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

enum { PGF_NO_SLOT = -1 };

/* What a field is good for; several together. */
enum {
    PGF_FIELD_FILTER = 1 << 0, /* an exact value can be asked for: one boolean term a value                */
    PGF_FIELD_FACET = 1 << 1,  /* its values can be counted: kept in a value slot                          */
    PGF_FIELD_SORT = 1 << 2,   /* hits can be ordered by it: kept in a value slot, as text that sorts      */
    PGF_FIELD_WORDS = 1 << 3,  /* its words are terms with positions under the prefix                      */
    PGF_FIELD_MANY = 1 << 4,   /* a document may have several values; a slot joins them by PGF_VALUE_GLUE  */
    PGF_FIELD_HIT = 1 << 5     /* shown with every hit under its name                                      */
};

enum { PGF_VALUE_GLUE = 0x1F }; /* never within a value: cleaning removes control characters */

typedef struct {
    const char *name;   /* in filters, facets and JSON: "type"                               */
    const char *prefix; /* of its terms: upper-case ASCII, so that no word of a text collides */
    int slot;           /* value slot, or PGF_NO_SLOT                                        */
    unsigned uses;      /* PGF_FIELD_…                                                       */
} pgf_field_spec;

/* Term prefixes and slots that are no field of the user's. */
#define PGF_PREFIX_SOURCE "XS" /* number of the source a document came from */
enum {
    PGF_SLOT_FIRST_INDEXED = 1, /* seconds since 1970, %012llu                                */
    PGF_SLOT_UNIT_HASH = 8      /* of the bytes a document was read from, 16 hexadecimal digits */
};

const pgf_field_spec *pgf_schema_fields(size_t *count);
/* NULL when there is no such field. */
const pgf_field_spec *pgf_schema_find(const char *name);
/* Changes whenever the table would make other terms or slots: 16 hexadecimal digits. */
void pgf_schema_fingerprint(char out[17]);

/*
 * The boolean term of a field's value: prefix, then the value folded (filters ignore case and diacritics; an id or path
 * is taken exactly). A value too long for a term is cut and ends in its hash. Returns its size, 0 when out of memory;
 * `term` is not NUL-terminated. `value` is UTF-8.
 */
enum { PGF_FILTER_TERM_MAX = 230 };
size_t pgf_schema_filter_term(const pgf_field_spec *field, const char *value, char term[PGF_FILTER_TERM_MAX]);

#endif
