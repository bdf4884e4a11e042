/* Unicode's normal form C. */
#ifndef PGF_TEXT_NORMAL_H
#define PGF_TEXT_NORMAL_H

#include "base/buffer.h"

/* Append `text` (valid UTF-8) to `out` in NFC. PGF_OK or PGF_ENOMEM. Source: Unicode UAX #15; ICU. */
pgf_status pgf_normalize(const char *text, size_t size, pgf_buffer *out);

#endif
