#include "text/normal.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum {
    /* Bytes normalised at once. A longer run of marks is hostile, and cut: ICU sorts marks by insertion,
       so that a run of 4 MB took ten minutes. UAX #15 counts 30 marks as more than any language has. */
    PIECE_MAX = 256,
    SMALL = 128, /* UTF-16 units that need no allocation */
    GROWTH = 2   /* units of NFC for a byte: 3 for a unit (UAX #15), which is 2 bytes at least, or 1 that stays */
};

/* Does `c` stay as it is, whatever stands before it? */
static bool is_settled(const UNormalizer2 *form, UChar32 c)
{
    if (c < 0x300 || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FF) || (c >= 0x4E00 && c <= 0x9FFF) ||
        (c >= 0xAC00 && c <= 0xD7A3))
        return true;
    return unorm2_hasBoundaryBefore(form, c) && u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

static pgf_status append_units(const UChar *units, int32_t count, pgf_buffer *out)
{
    pgf_status status = pgf_buffer_reserve(out, (size_t)count * 3);
    if (status)
        return status;
    int32_t written = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strToUTF8(out->bytes + out->size, count * 3 + 1, &written, units, count, &code);
    out->size += (size_t)written;
    out->bytes[out->size] = '\0';
    return PGF_OK;
}

static pgf_status append_piece(const UNormalizer2 *form, const char *text, size_t size, pgf_buffer *out)
{
    UChar few[SMALL * (1 + GROWTH)];
    UChar *units = size <= SMALL ? few : malloc(size * (1 + GROWTH) * sizeof *units);
    if (!units)
        return PGF_ENOMEM;
    int32_t count = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8(units, (int32_t)size, &count, text, (int32_t)size, &code);
    UChar *normal = units + size;
    count = unorm2_normalize(form, units, count, normal, (int32_t)size * GROWTH, &code);
    pgf_status status = U_FAILURE(code) ? PGF_ENOMEM : append_units(normal, count, out);
    if (units != few)
        free(units);
    return status;
}

/* Behind the character at `at` and the unsettled ones that follow. */
static size_t piece_end(const UNormalizer2 *form, const char *text, size_t size, size_t at)
{
    size_t start = at, end = at;
    utf8_next(text, size, &end);
    for (size_t next = end; next < size && end - start < PIECE_MAX; end = next) {
        if (is_settled(form, utf8_next(text, size, &next)))
            break;
    }
    return end;
}

pgf_status pgf_normalize(const char *text, size_t size, pgf_buffer *out)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFCInstance(&code);
    pgf_status status = U_FAILURE(code) ? PGF_ENOMEM : pgf_buffer_reserve(out, size);
    size_t done = 0, settled = 0; /* written up to; where the last settled character begins */
    for (size_t at = 0; !status && at < size;) {
        size_t begin = at;
        if ((unsigned char)text[at] < 0x80) {
            at += pgf_utf8_ascii(text + at + 1, size - at - 1) + 1;
            settled = at - 1;
            continue;
        }
        if (is_settled(form, utf8_next(text, size, &at))) {
            settled = begin;
            continue;
        }
        status = pgf_buffer_append(out, text + done, settled - done);
        at = piece_end(form, text, size, settled);
        if (!status)
            status = append_piece(form, text + settled, at - settled, out);
        done = settled = at;
    }
    return status ? status : pgf_buffer_append(out, text + done, size - done);
}
