#include "text/fold.h"
#include "text/classes.h"
#include "text/lower.h"
#include "text/utf8.h"
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

static pgf_status append(pgf_buffer *out, UChar32 c)
{
    char bytes[UTF8_MAX];
    return pgf_buffer_append(out, bytes, pgf_utf8_put(bytes, c < 0 ? UTF8_REPLACEMENT : c));
}

static const UNormalizer2 *composer(void)
{
    UErrorCode code = U_ZERO_ERROR;
    return unorm2_getNFCInstance(&code);
}

/* Full-width and half-width forms to the usual ones: ２ -> 2, ｶ -> カ. Others stay. */
static UChar32 usual_width(UChar32 c)
{
    if (c < 0xFF01 || c > 0xFFEE)
        return c;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *compatible = unorm2_getNFKCInstance(&code);
    UChar mapped[8];
    int32_t size = unorm2_getRawDecomposition(compatible, c, mapped, 8, &code);
    return U_SUCCESS(code) && size == 1 ? mapped[0] : c;
}

static UChar32 lower_letter(UChar32 c, bool turkish)
{
    c = usual_width(c);
    if (c == 'I' && turkish)
        return 0x0131;
    if (c == 0x0130) /* İ: its full folding is i and a dot above, which no stemmer knows */
        return 'i';
    if (c == 0x0149) /* ŉ: its full folding begins with an apostrophe, which parts words */
        return 'n';
    if (c >= 0x2080 && c <= 0x2089)
        return '0' + (c - 0x2080);
    int32_t digit = c < 0x80 ? -1 : u_charDigitValue(c);
    if (digit >= 0 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER)
        return '0' + digit;
    if (pgf_is_apostrophe(c))
        return '\'';
    return u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

static bool is_dropped(UChar32 c)
{
    return c == 0x00B7 || c == 0x0387 || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/* ガ in half width is two characters, カ and a mark: the mark joins what was written last, from `start` on. */
static bool join_voicing(pgf_buffer *out, size_t start, UChar32 mark, pgf_status *status)
{
    if (out->size == start || (mark != 0x3099 && mark != 0x309A))
        return false;
    size_t at = out->size;
    UChar32 base = pgf_utf8_previous(out->bytes, &at);
    UChar32 whole = unorm2_composePair(composer(), base, mark);
    if (whole < 0)
        return false;
    out->size = at;
    *status = append(out, whole);
    return true;
}

static pgf_status lower_beyond_ascii(UChar32 c, bool turkish, size_t start, pgf_buffer *out)
{
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    pgf_status status = PGF_OK;
    if (is_dropped(c))
        return PGF_OK;
    if (c >= 0xFB00 && c <= 0xFB06)
        return pgf_buffer_append_text(out, ligatures[c - 0xFB00]);
    c = lower_letter(c, turkish);
    if (join_voicing(out, start, c, &status))
        return status;
    return append(out, c);
}

pgf_status pgf_lower_word(const char *word, size_t size, bool turkish, pgf_buffer *out)
{
    size_t start = out->size;
    pgf_status status = pgf_buffer_reserve(out, size);
    for (size_t at = 0; !status && at < size;) {
        unsigned char first = (unsigned char)word[at];
        if (first < 0x80 && !(turkish && first == 'I')) {
            status = pgf_buffer_append_char(out, (char)(first >= 'A' && first <= 'Z' ? first | 0x20 : first));
            at++;
            continue;
        }
        UChar32 c = utf8_next(word, size, &at);
        status = lower_beyond_ascii(c, turkish, start, out);
    }
    return status;
}

pgf_status pgf_lower(const char *word, size_t size, pgf_buffer *out)
{
    return pgf_lower_word(word, size, false, out);
}

/* Letters that are no letter and mark to Unicode, and Arabic ones that keyboards and habits mix up. By code point. */
static const struct {
    UChar32 letter;
    const char *plain;
} replacements[] = {{0x00AA, "a"},        {0x00BA, "o"},        {0x00DF, "ss"},       {0x00E6, "ae"},
                    {0x00F0, "d"},        {0x00F8, "o"},        {0x00FE, "th"},       {0x0111, "d"},
                    {0x0127, "h"},        {0x0131, "i"},        {0x0133, "ij"},       {0x0138, "k"},
                    {0x0140, "l"},        {0x0142, "l"},        {0x014B, "n"},        {0x0153, "oe"},
                    {0x0167, "t"},        {0x017F, "s"},        {0x0450, "\xD0\xB5"}, /* ѐ */
                    {0x0451, "\xD0\xB5"}, /* ё; й and ї are letters of their own */
                    {0x045D, "\xD0\xB8"}, /* ѝ */
                    {0x0622, "\xD8\xA7"}, {0x0623, "\xD8\xA7"}, {0x0625, "\xD8\xA7"}, /* alef */
                    {0x0629, "\xD9\x87"},                                             /* teh marbuta */
                    {0x0640, ""},                                                     /* tatweel */
                    {0x0649, "\xD9\x8A"},                                             /* yeh */
                    {0x0671, "\xD8\xA7"}, {0x06A9, "\xD9\x83"},                       /* kaf */
                    {0x06CC, "\xD9\x8A"}};

static const char *replacement(UChar32 c)
{
    for (size_t i = 0; i < sizeof replacements / sizeof *replacements && replacements[i].letter <= c; i++)
        if (replacements[i].letter == c)
            return replacements[i].plain;
    return NULL;
}

/*
 * Marks that stand by themselves in NFC: European, Hebrew points, Arabic vowels. Those of India and Asia are
 * letters.
 */
static bool is_decoration(UChar32 c)
{
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05BD) || (c >= 0x05BF && c <= 0x05C7) ||
           (c >= 0x064B && c <= 0x0655) || c == 0x0670 || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) || is_dropped(c);
}

/* Latin and Greek: the letter without its marks. */
static UChar32 base_letter(UChar32 c)
{
    if (c >= 0x0250 && !(c >= 0x0370 && c <= 0x03FF) && !(c >= 0x1E00 && c <= 0x1FFF))
        return c;
    UChar parts[8];
    UErrorCode code = U_ZERO_ERROR;
    int32_t size = unorm2_getDecomposition(composer(), c, parts, 8, &code);
    return U_SUCCESS(code) && size > 0 ? parts[0] : c;
}

pgf_status pgf_strip_diacritics(const char *word, size_t size, pgf_buffer *out)
{
    pgf_status status = pgf_buffer_reserve(out, size);
    for (size_t at = 0; !status && at < size;) {
        if ((unsigned char)word[at] < 0x80) {
            status = pgf_buffer_append_char(out, word[at++]);
            continue;
        }
        UChar32 c = utf8_next(word, size, &at);
        if (is_decoration(c))
            continue;
        c = base_letter(c);
        const char *plain = replacement(c);
        status = plain ? pgf_buffer_append_text(out, plain) : append(out, c);
    }
    return status;
}

pgf_status pgf_fold(const char *word, size_t size, pgf_buffer *out)
{
    pgf_buffer lower = {0};
    pgf_status status = pgf_lower(word, size, &lower);
    if (!status)
        status = pgf_strip_diacritics(lower.bytes, lower.size, out);
    pgf_buffer_dispose(&lower);
    return status;
}
