/* Character references of HTML, which Markdown has too. */
#ifndef PGF_INTAKE_ENTITIES_H
#define PGF_INTAKE_ENTITIES_H

#include "base/buffer.h"

/* Append what "&eacute;", "&#233;" or "&#xE9;" stands for; one that is not known is appended as it is. */
pgf_status intake_append_entity(const char *text, size_t size, pgf_buffer *out);

#endif
