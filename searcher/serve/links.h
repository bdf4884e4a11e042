/* A page in the making, and links from it to other answers. */
#ifndef PGF_SERVE_LINKS_H
#define PGF_SERVE_LINKS_H

#include "markup.h"
#include "parameters.h"

typedef struct {
    markup to;
    const parameters *asked;
} page;

/* The question as it was asked, but for its page and without the parameter `left_out` (or NULL), for an attribute. */
void links_question(page *p, const parameter *left_out);

/* The same with another query. */
void links_question_of(page *p, const char *query, const parameter *left_out);

/* Another parameter behind it: `&name=value`, or `&name=field=value` where `field` is not "". */
void links_and(page *p, const char *name, const char *field, const char *value);

/* The parameter that filters by this value, NULL when none does. */
const parameter *links_filter(const page *p, const char *field, const char *value);

#endif
