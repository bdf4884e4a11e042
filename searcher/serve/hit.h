/* One hit of a page. */
#ifndef PGF_SERVE_HIT_H
#define PGF_SERVE_HIT_H

#include "markup.h"
#include <cjson/cJSON.h>

/* An item of a list: the title, linked where it may be, what is known of the document, its passages, words marked. */
void hit_put(markup *to, const cJSON *hit);

#endif
