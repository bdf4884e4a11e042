/* Bytes of any charset to valid UTF-8. Source: Unicode; charset guessing and conversion by ICU. */
#ifndef PGF_TEXT_CHARSET_H
#define PGF_TEXT_CHARSET_H

#include "base/buffer.h"

typedef struct {
    char name[40];   /* "UTF-8", "windows-1252"… : what the bytes were read as */
    bool guessed;    /* neither a BOM, nor declared, nor valid UTF-8           */
    size_t replaced; /* malformed sequences that became U+FFFD                 */
} pgf_charset;

/*
 * Append `bytes` to `out` as valid UTF-8 without a BOM.
 * In this order: BOM, `declared` (NULL if none; an unknown name is ignored), valid UTF-8, ICU's guess.
 * ISO-8859-1 and ASCII are read as windows-1252. A declaration that the bytes belie is ignored: a charset of single
 * bytes or UTF-16 where they are valid UTF-8 beyond ASCII. NUL becomes U+FFFD, counted as replaced. `found` may be
 * NULL. PGF_OK, PGF_ENOMEM, or PGF_EINTERNAL when ICU fails.
 */
pgf_status pgf_charset_decode(const char *bytes, size_t size, const char *declared, pgf_buffer *out, pgf_charset *found,
                              pgf_error *err);

/* Bytes from `text` on that are valid UTF-8 without NUL: `size` when all are. */
size_t pgf_utf8_valid(const char *text, size_t size);

/* Code points in valid UTF-8. */
size_t pgf_utf8_length(const char *text, size_t size);

/* Append `text` with malformed bytes and NULs replaced by U+FFFD, as many times as `*replaced` grows by. */
pgf_status pgf_utf8_repair(const char *text, size_t size, pgf_buffer *out, size_t *replaced);

#endif
