/* Putting Xapian queries together without looking at every step: after a failure all that follows is NULL. */
#ifndef PGF_QUERY_BUILDER_H
#define PGF_QUERY_BUILDER_H

#include <paragraf/error.h>
#include <xapian_c.h>

/* Start from {0}. */
typedef struct {
    bool failed;
    xap_error problem;
} pgf_builder;

/* Queries on their way into another. Start from {0}. */
typedef struct {
    xap_query **items;
    size_t count, capacity;
} pgf_query_list;

/* Takes `query`; NULL is left out. */
void pgf_query_list_add(pgf_builder *builder, pgf_query_list *list, xap_query *query);
void pgf_query_list_dispose(pgf_query_list *list);

xap_query *pgf_build_term(pgf_builder *builder, const char *term, size_t size);
/* Documents with a value of a field of the schema that is a filter. */
xap_query *pgf_build_filter(pgf_builder *builder, const char *field, const char *value);
xap_query *pgf_build_everything(pgf_builder *builder);
xap_query *pgf_build_nothing(pgf_builder *builder);
/* Takes what the list holds and empties it. One query stays as it is; none is NULL. */
xap_query *pgf_build(pgf_builder *builder, xap_operator operator_, pgf_query_list *list);
/* Takes both; NULL when `left` is, `left` when `right` is. */
xap_query *pgf_build_pair(pgf_builder *builder, xap_operator operator_, xap_query *left, xap_query *right);

/* Memory is out. */
void pgf_builder_no_memory(pgf_builder *builder);
/* PGF_OK, or what went wrong. */
pgf_status pgf_builder_status(const pgf_builder *builder, pgf_error *err);

#endif
