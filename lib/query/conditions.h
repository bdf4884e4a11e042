/* A node of the tree as a condition on documents: what it asks for holds, whatever its weight. */
#ifndef PGF_QUERY_CONDITIONS_H
#define PGF_QUERY_CONDITIONS_H

#include "query/builder.h"
#include "query/query.h"

/*
 * Any term of a word, where Xapian takes terms and plain OR of terms only.
 *
 *   field   of the schema, under whose prefix the terms are; NULL for all of the text
 *
 * Nothing matches when no document has the word.
 */
xap_query *pgf_condition_word(pgf_builder *builder, const pgf_query *query, size_t word, const char *field);

/* The words of a leaf in a row. */
xap_query *pgf_condition_phrase(pgf_builder *builder, const pgf_query *query, const pgf_query_node *leaf);

/* NULL for what asks for nothing. */
xap_query *pgf_condition(pgf_builder *builder, const pgf_query *query, const pgf_query_node *node);

#endif
