/* Does a line say the same as another? */
#ifndef PGF_DOCUMENT_REPEAT_H
#define PGF_DOCUMENT_REPEAT_H

#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>

/* Case, white space and invisible characters aside. PGF_OK or PGF_ENOMEM. */
pgf_status pgf_repeats(const char *text, size_t size, const char *title, bool *repeats, pgf_error *err);

#endif
