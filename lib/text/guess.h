/* The charset of bytes that nobody names. */
#ifndef PGF_TEXT_GUESS_H
#define PGF_TEXT_GUESS_H

#include "base/buffer.h"

/* ICU's name of the likeliest charset of bytes that are not valid UTF-8. Source: ICU's charset detector. */
void pgf_charset_guess(const char *bytes, size_t size, char name[40]);

#endif
