/* What narrows an answer: the filters that do, to be taken away, and the values that may. */
#ifndef PGF_SERVE_NARROW_H
#define PGF_SERVE_NARROW_H

#include "links.h"
#include <cjson/cJSON.h>

/* The filters of the question, each a link to the answer without it. */
void narrow_filters(page *p);

/* A way past the results for those who would pass them to narrow them; nothing when there are no values. */
void narrow_jump(page *p, const cJSON *facets);

/* The values of each field with their counts, each a link to the answer with it only, or without it when it filters. */
void narrow_facets(page *p, const cJSON *facets);

#endif
