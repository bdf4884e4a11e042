/* Lower case where the language matters. */
#ifndef PGF_TEXT_LOWER_H
#define PGF_TEXT_LOWER_H

#include "base/buffer.h"

/* pgf_lower() (fold.h); with `turkish`, "I" becomes "ı". */
pgf_status pgf_lower_word(const char *word, size_t size, bool turkish, pgf_buffer *out);

#endif
