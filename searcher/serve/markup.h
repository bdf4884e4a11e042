/* HTML that is written: tags of the program's own, and text from outside between them. */
#ifndef PGF_SERVE_MARKUP_H
#define PGF_SERVE_MARKUP_H

#include "base/buffer.h"

/* `status` stays at the first failure, and nothing is written behind it. */
typedef struct {
    pgf_buffer *out;
    pgf_status status;
} markup;

/* HTML as it stands: never a word from outside. */
void markup_put(markup *to, const char *html);
void markup_text(markup *to, const char *text);
void markup_bytes(markup *to, const char *text, size_t size);
/* For programs: 1234, and for people: 1,234 */
void markup_number(markup *to, size_t number);
void markup_count(markup *to, size_t number);
/* A part of a query string. */
void markup_percent(markup *to, const char *text);
/* ` name="value"` */
void markup_attribute(markup *to, const char *name, const char *value);

#endif
