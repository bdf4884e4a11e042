/* Does a line say the same as another? */
#ifndef PGF_DOCUMENT_REPEAT_H
#define PGF_DOCUMENT_REPEAT_H

#include <stdbool.h>
#include <stddef.h>

/* Case, white space and invisible characters aside. False too when memory is short. */
bool pgf_repeats(const char *text, size_t size, const char *title);

#endif
