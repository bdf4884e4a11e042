/* The metadata of a document as filters, facets and sort keys. */
#ifndef PGF_INDEX_FIELDS_H
#define PGF_INDEX_FIELDS_H

#include "document/document.h"
#include <xapian_c.h>

/* Give `to` the filter terms and values of `from` by the table of schema.h. `language` "" when unknown. */
pgf_status pgf_fields_add(xap_document *to, const pgf_document *from, const char *language, pgf_error *err);

#endif
