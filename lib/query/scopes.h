/* What may stand before a colon: the fields of the schema that a query can name, and how. */
#ifndef PGF_QUERY_SCOPES_H
#define PGF_QUERY_SCOPES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The field, as the schema has it, whose name and colon `text` begins with, and `*length` of both; NULL for none. Fields
 * with words (title), with values (type) and with dates can be named.
 */
const char *pgf_scope_find(const char *text, size_t size, size_t *length);

/* How a field of the schema is typed. */
const char *pgf_scope_name(const char *field);

/* Is a field of the schema one whose values are asked for, not its words? False for NULL. */
bool pgf_scope_is_value(const char *field);

#endif
