/* Text from outside, made safe for a terminal. */
#ifndef PGF_TERMINAL_ESCAPE_H
#define PGF_TERMINAL_ESCAPE_H

#include "base/buffer.h"

/* Does this code point change how a terminal shows what follows? Control characters, line separators, directions. */
bool pgf_acts_on_terminal(int32_t code);

/*
 * Append `text` with everything a terminal would act on written out: as \u001b, malformed UTF-8 as \xff, a backslash
 * as itself. PGF_OK or PGF_ENOMEM.
 */
pgf_status pgf_escape_plain(const char *text, size_t size, pgf_buffer *out);

#endif
