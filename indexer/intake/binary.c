#include "intake/intake.h"
#include <string.h>

enum {
    SAMPLE = 1 << 16, /* bytes looked at, from the start and again from the middle           */
    RARE = 100,       /* one stray control character in so many is let through               */
    HIGH_ZEROS = 20   /* without a BOM, one unit of UTF-16 in so many has a high byte of NUL */
};

/* White space, and what switches character sets (ISO 2022) or ends a file (DOS). */
static bool is_odd(uint32_t c)
{
    return c < 0x20 && !((c >= '\t' && c <= '\r') || c == 0x0E || c == 0x0F || c == 0x1A || c == 0x1B);
}

static uint32_t unit_at(const unsigned char *bytes, size_t width, bool big)
{
    uint32_t unit = 0;
    for (size_t i = 0; i < width; i++)
        unit = unit << 8 | bytes[big ? i : width - 1 - i];
    return unit;
}

/* Units of `width` bytes that say something, almost all of them. */
static bool reads_as(const unsigned char *bytes, size_t size, size_t width, bool big, bool marked)
{
    size_t count = 0, odd = 0, low = 0;
    for (size_t at = 0; at + width <= size; at += width, count++) {
        uint32_t unit = unit_at(bytes + at, width, big);
        odd += is_odd(unit) || unit > 0xFFFF || (width == 2 && !marked && (unit & 0xFF) == 0 && unit != 0x3000);
        low += unit < 0x100;
    }
    return odd * RARE <= count && (width == 1 || marked || low * HIGH_ZEROS >= count);
}

static bool is_text(const unsigned char *bytes, size_t size, bool marked)
{
    return reads_as(bytes, size, 1, false, marked) || reads_as(bytes, size, 2, false, marked) ||
           reads_as(bytes, size, 2, true, marked) || reads_as(bytes, size, 4, false, marked) ||
           reads_as(bytes, size, 4, true, marked);
}

bool intake_is_binary(const char *bytes, size_t size)
{
    const unsigned char *start = (const unsigned char *)bytes;
    bool marked = size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
    if (!is_text(start, size < SAMPLE ? size : SAMPLE, marked))
        return true;
    size_t middle = size / 2 / 4 * 4;
    return size > 2 * (size_t)SAMPLE && !is_text(start + middle, SAMPLE, marked);
}

const char *intake_binary_kind(const char *bytes, size_t size)
{
    static const struct {
        const char *start, *kind;
    } kinds[] = {{"%PDF-", "a PDF"},
                 {"PK\x03\x04", "an Office file or another ZIP archive"},
                 {"\xD0\xCF\x11\xE0", "an Office file of before 2007"},
                 {"\x89PNG", "an image"},
                 {"\xFF\xD8\xFF", "an image"},
                 {"GIF8", "an image"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (size >= strlen(kinds[i].start) && memcmp(bytes, kinds[i].start, strlen(kinds[i].start)) == 0)
            return kinds[i].kind;
    return NULL;
}
