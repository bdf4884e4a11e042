/* What may stand before a colon: the fields that a query can name. */
#ifndef PGF_QUERY_SCOPES_H
#define PGF_QUERY_SCOPES_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    PGF_SCOPE_WORDS, /* words and phrases in titles or headings   */
    PGF_SCOPE_VALUE, /* a value, as a filter has it                */
    PGF_SCOPE_DATE   /* 2023, 2023-05..2024, >=2024-01-01          */
} pgf_scope_kind;

typedef struct {
    const char *name;  /* as typed */
    const char *field; /* in the schema */
    pgf_scope_kind kind;
} pgf_scope;

/* The scope whose name and colon `text` begins with, and `*length` of both; NULL for none. */
const pgf_scope *pgf_scope_find(const char *text, size_t size, size_t *length);

/* How a field of the schema is typed. */
const char *pgf_scope_name(const char *field);

/* Is a field of the schema one whose values are asked for, not its words? False for NULL. */
bool pgf_scope_is_value(const char *field);

#endif
