#include "text/columns.h"
#include "text/utf8.h"
#include <unicode/uchar.h>

unsigned pgf_character_columns(int32_t c)
{
    if (c >= 0x20 && c < 0x7F)
        return 1;
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
        return 0;
    default:
        break;
    }
    /* Vowels and final consonants of Hangul written as parts join the syllable before them. */
    if (c >= 0x1160 && c < 0x1200)
        return 0;
    int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t pgf_text_columns(const char *text, size_t size)
{
    size_t columns = 0;
    for (size_t at = 0; at < size;) {
        int32_t c = utf8_next(text, size, &at);
        columns += c == UTF8_BROKEN ? 1 : pgf_character_columns(c);
    }
    return columns;
}
