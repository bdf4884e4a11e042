#include "text/guess.h"
#include "text/utf8.h"
#include <stdio.h>
#include <string.h>
#include <unicode/ucsdet.h>

enum {
    LOOKED_AT = 65536, /* bytes that the guess reads                                                     */
    CONFIDENT = 10     /* of ICU's 100: below, Western European is likelier than what ICU calls unlikely */
};

typedef struct {
    size_t nuls, multibyte, broken;
} tally;

static tally count(const char *bytes, size_t size)
{
    tally found = {0};
    for (size_t at = 0; at < size;) {
        int32_t c = utf8_next(bytes, size, &at);
        found.nuls += c == 0;
        found.broken += c < 0;
        found.multibyte += c >= 0x80;
    }
    return found;
}

/*
 * Units that documents are made of: Latin to Arabic, kana and its punctuation, Han, Hangul; of those that end
 * in 00 only 一.
 */
static bool is_usual_unit(unsigned unit)
{
    if ((unit & 0xFF) == 0)
        return unit == 0x4E00 || unit == 0x3000;
    return unit == '\t' || unit == '\n' || unit == '\r' || (unit >= 0x20 && unit < 0x0700) ||
           (unit >= 0x2010 && unit < 0x2030) || (unit >= 0x3001 && unit < 0x3100) ||
           (unit >= 0x4E01 && unit < 0xA000) || (unit >= 0xAC01 && unit < 0xD7A4) || (unit >= 0xFF01 && unit < 0xFFA0);
}

static size_t usual_units(const char *bytes, size_t size, bool big)
{
    size_t usual = 0;
    for (size_t at = 0; at + 1 < size; at += 2) {
        unsigned first = (unsigned char)bytes[at], second = (unsigned char)bytes[at + 1];
        usual += is_usual_unit(big ? first << 8 | second : second << 8 | first);
    }
    return usual;
}

/* Read in the wrong order, up to three quarters of a Japanese text still look usual. */
static bool is_clear(size_t usual, size_t other, size_t units)
{
    return usual * 100 >= units * 90 && usual * 100 >= other * 100 + units * 15;
}

/* UTF-16 without a BOM has NULs: in every unit of Latin text, at the line ends of Japanese. */
static const char *guess_utf16(const char *bytes, size_t size, const tally *found)
{
    size_t units = size / 2;
    if (found->nuls < 2 || (found->nuls * 5 < units && found->broken == 0))
        return NULL;
    size_t little = usual_units(bytes, size, false), big = usual_units(bytes, size, true);
    return is_clear(little, big, units) ? "UTF-16LE" : is_clear(big, little, units) ? "UTF-16BE" : NULL;
}

/*
 * Bytes beyond ASCII stand together in Chinese, Japanese and Korean, and apart in "Blåbær", a word of
 * Shift_JIS to ICU.
 */
static bool stand_together(const char *bytes, size_t size)
{
    size_t high = 0, together = 0;
    for (size_t at = 0; at < size; at++) {
        if ((unsigned char)bytes[at] < 0x80)
            continue;
        high++;
        together +=
            (at > 0 && (unsigned char)bytes[at - 1] >= 0x80) || (at + 1 < size && (unsigned char)bytes[at + 1] >= 0x80);
    }
    return 2 * together >= high;
}

/* ICU names UTF-16 and UTF-32 only with a BOM, which was looked for; IBM4… are mainframes'. */
static bool is_plausible(const char *name, bool together)
{
    static const char *const wide[] = {"Shift_JIS", "EUC-JP", "EUC-KR", "Big5", "GB18030"};
    if (strncmp(name, "UTF-", 4) == 0 || strncmp(name, "IBM4", 4) == 0)
        return false;
    for (size_t i = 0; !together && i < sizeof wide / sizeof *wide; i++)
        if (strcmp(name, wide[i]) == 0)
            return false;
    return true;
}

static void ask_icu(const char *bytes, size_t size, char name[40])
{
    UErrorCode code = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&code);
    int32_t matches = 0;
    bool together = stand_together(bytes, size);
    ucsdet_setText(detector, bytes, (int32_t)size, &code);
    const UCharsetMatch **all = ucsdet_detectAll(detector, &matches, &code);
    for (int32_t i = 0; U_SUCCESS(code) && i < matches; i++) {
        const char *match = ucsdet_getName(all[i], &code);
        if (U_FAILURE(code) || ucsdet_getConfidence(all[i], &code) < CONFIDENT)
            break;
        if (!is_plausible(match, together))
            continue;
        snprintf(name, 40, "%s", strcmp(match, "ISO-8859-1") == 0 ? "windows-1252" : match);
        break;
    }
    ucsdet_close(detector);
}

void pgf_charset_guess(const char *bytes, size_t size, char name[40])
{
    if (size > LOOKED_AT)
        size = LOOKED_AT;
    tally found = count(bytes, size);
    const char *utf16 = guess_utf16(bytes, size, &found);
    snprintf(name, 40, "%s", utf16 ? utf16 : "windows-1252");
    if (utf16)
        return;
    if (found.multibyte > 10 * found.broken || found.multibyte + found.broken == 0)
        snprintf(name, 40, "UTF-8");
    else
        ask_icu(bytes, size, name);
}
