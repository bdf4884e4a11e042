#include "text/letters.h"
#include "text/utf8.h"
#include <unicode/uchar.h>

static bool is_cjk(int32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF) || c == 0x3005 || (c >= 0x31F0 && c <= 0x31FF) ||
           (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFF);
}

pgf_letter pgf_letter_beyond(int32_t c)
{
    if (is_cjk(c))
        return c == 0x30FB ? PGF_LETTER_NONE : PGF_LETTER_CJK; /* the middle dot */
    switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
        return PGF_LETTER_UPPER;
    case U_LOWERCASE_LETTER:
        return PGF_LETTER_LOWER;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
        return PGF_LETTER_UNCASED;
    case U_DECIMAL_DIGIT_NUMBER:
        return PGF_LETTER_DIGIT;
    default:
        return PGF_LETTER_NONE;
    }
}

bool pgf_is_space_beyond(int32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

void pgf_trim(const char **text, size_t *size)
{
    size_t begin = 0, end = *size;
    for (size_t next = begin; begin < end && pgf_is_space(utf8_next(*text, end, &next)); begin = next)
        ;
    for (size_t next = end; end > begin && pgf_is_space(pgf_utf8_previous(*text, &next)); end = next)
        ;
    *text += begin;
    *size = end - begin;
}
