/* Which Norwegian. */
#ifndef PGF_TEXT_NYNORSK_H
#define PGF_TEXT_NYNORSK_H

#include <stdbool.h>
#include <stddef.h>

/* Is this Norwegian text Nynorsk? CLD2's tables as Debian ships them know one Norwegian only. */
bool pgf_is_nynorsk(const char *text, size_t size);

#endif
