#include "text/utf8.h"
#include "text/charset.h"
#include <string.h>

static int is_trail(const char *text, size_t size, size_t at, unsigned char low, unsigned char high)
{
    return at < size && (unsigned char)text[at] >= low && (unsigned char)text[at] <= high;
}

int32_t pgf_utf8_rest(unsigned char first, const char *text, size_t size, size_t *at)
{
    if (first < 0xC2 || first > 0xF4)
        return UTF8_BROKEN;
    int trails = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    /* Over-long forms, surrogates and what lies beyond U+10FFFF show in the second byte. */
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    int32_t c = first & (0x3F >> trails);
    for (; trails > 0; trails--, low = 0x80, high = 0xBF) {
        if (!is_trail(text, size, *at, low, high))
            return UTF8_BROKEN;
        c = c << 6 | (text[(*at)++] & 0x3F);
    }
    return c;
}

int32_t pgf_utf8_previous(const char *text, size_t *at)
{
    size_t end = *at;
    do
        --*at;
    while (*at > 0 && ((unsigned char)text[*at] & 0xC0) == 0x80);
    size_t next = *at;
    return utf8_next(text, end, &next);
}

size_t pgf_utf8_put(char bytes[UTF8_MAX], int32_t c)
{
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    size_t trails = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
    for (size_t i = trails; i > 0; i--, c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(leads[trails] | c);
    return trails + 1;
}

size_t pgf_utf8_ascii(const char *text, size_t size)
{
    const uint64_t ones = 0x0101010101010101U, highs = ones << 7;
    size_t at = 0;
    for (uint64_t eight; at + sizeof eight <= size; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if ((eight | (eight - ones)) & highs)
            break;
    }
    return at;
}

size_t pgf_utf8_valid(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size) {
        at += pgf_utf8_ascii(text + at, size - at);
        if (at == size)
            break;
        size_t next = at;
        if (utf8_next(text, size, &next) <= 0)
            return at;
        at = next;
    }
    return at;
}

size_t pgf_utf8_length(const char *text, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < size; i++)
        length += ((unsigned char)text[i] & 0xC0) != 0x80;
    return length;
}

pgf_status pgf_utf8_repair(const char *text, size_t size, pgf_buffer *out, size_t *replaced)
{
    pgf_status status = pgf_buffer_reserve(out, size);
    while (!status) {
        size_t valid = pgf_utf8_valid(text, size);
        status = pgf_buffer_append(out, text, valid);
        if (status || valid == size)
            break;
        text += valid;
        size -= valid;
        size_t bad = 0;
        utf8_next(text, size, &bad);
        status = pgf_buffer_append_text(out, "\xEF\xBF\xBD");
        text += bad;
        size -= bad;
        ++*replaced;
    }
    return status;
}
