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
    size_t nul_even, nul_odd, multibyte, broken;
} tally;

static tally count(const char *bytes, size_t size)
{
    tally found = {0};
    for (size_t at = 0; at < size;) {
        size_t next = at;
        int32_t c = utf8_next(bytes, size, &next);
        if (c == 0)
            (at % 2 ? found.nul_odd++ : found.nul_even++);
        else if (c < 0)
            found.broken++;
        else if (c >= 0x80)
            found.multibyte++;
        at = next;
    }
    return found;
}

/* UTF-16 without a BOM: Latin text has a NUL in every unit, Japanese at its line ends; strays lie on both sides. */
static const char *guess_utf16(const tally *found, size_t size)
{
    size_t units = size / 2, nuls = found->nul_even + found->nul_odd;
    if (nuls < 2 || (nuls * 5 < units && found->broken == 0))
        return NULL;
    if (found->nul_odd > 8 * found->nul_even)
        return "UTF-16LE";
    if (found->nul_even > 8 * found->nul_odd)
        return "UTF-16BE";
    return NULL;
}

/* Bytes beyond ASCII stand together in Chinese, Japanese and Korean, and apart in "Blåbær", a word of Shift_JIS to ICU. */
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
    const char *utf16 = guess_utf16(&found, size);
    snprintf(name, 40, "%s", utf16 ? utf16 : "windows-1252");
    if (utf16)
        return;
    if (found.multibyte > 10 * found.broken || found.multibyte + found.broken == 0)
        snprintf(name, 40, "UTF-8");
    else
        ask_icu(bytes, size, name);
}
