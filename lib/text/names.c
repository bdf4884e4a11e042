#include "text/fold.h"
#include "text/language.h"
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* Names that people write into metadata, folded (pgf_fold). Codes are ICU's business. */
static const struct {
    const char *name, *code;
} names[] = {{"arabic", "ar"},
             {"armenian", "hy"},
             {"basque", "eu"},
             {"euskara", "eu"},
             {"bulgarian", "bg"},
             {"catalan", "ca"},
             {"catala", "ca"},
             {"chinese", "zh"},
             {"中文", "zh"},
             {"croatian", "hr"},
             {"hrvatski", "hr"},
             {"czech", "cs"},
             {"cestina", "cs"},
             {"danish", "da"},
             {"dansk", "da"},
             {"dutch", "nl"},
             {"nederlands", "nl"},
             {"english", "en"},
             {"estonian", "et"},
             {"eesti", "et"},
             {"finnish", "fi"},
             {"suomi", "fi"},
             {"french", "fr"},
             {"francais", "fr"},
             {"german", "de"},
             {"deutsch", "de"},
             {"greek", "el"},
             {"ελληνικα", "el"},
             {"hebrew", "he"},
             {"hindi", "hi"},
             {"hungarian", "hu"},
             {"magyar", "hu"},
             {"icelandic", "is"},
             {"islenska", "is"},
             {"indonesian", "id"},
             {"irish", "ga"},
             {"gaeilge", "ga"},
             {"italian", "it"},
             {"italiano", "it"},
             {"japanese", "ja"},
             {"日本語", "ja"},
             {"khmer", "km"},
             {"korean", "ko"},
             {"한국어", "ko"},
             {"lao", "lo"},
             {"latvian", "lv"},
             {"lithuanian", "lt"},
             {"lietuviu", "lt"},
             {"burmese", "my"},
             {"nepali", "ne"},
             {"norwegian", "no"},
             {"norsk", "no"},
             {"bokmal", "nb"},
             {"norsk bokmal", "nb"},
             {"norwegian bokmal", "nb"},
             {"nynorsk", "nn"},
             {"norsk nynorsk", "nn"},
             {"norwegian nynorsk", "nn"},
             {"persian", "fa"},
             {"polish", "pl"},
             {"polski", "pl"},
             {"portuguese", "pt"},
             {"portugues", "pt"},
             {"romanian", "ro"},
             {"romana", "ro"},
             {"russian", "ru"},
             {"русскии", "ru"},
             {"русский", "ru"},
             {"serbian", "sr"},
             {"srpski", "sr"},
             {"slovak", "sk"},
             {"slovenian", "sl"},
             {"spanish", "es"},
             {"espanol", "es"},
             {"swedish", "sv"},
             {"svenska", "sv"},
             {"tamil", "ta"},
             {"thai", "th"},
             {"ไทย", "th"},
             {"turkish", "tr"},
             {"turkce", "tr"},
             {"ukrainian", "uk"},
             {"українська", "uk"},
             {"vietnamese", "vi"},
             {"yiddish", "yi"}};

/* ISO 639-2's bibliographic codes and withdrawn codes, which ICU does not map. */
static const char *const old_codes[][2] = {
    {"alb", "sq"}, {"arm", "hy"}, {"baq", "eu"}, {"bur", "my"}, {"chi", "zh"}, {"cze", "cs"}, {"dut", "nl"},
    {"fre", "fr"}, {"geo", "ka"}, {"ger", "de"}, {"gre", "el"}, {"ice", "is"}, {"in", "id"},  {"iw", "he"},
    {"ji", "yi"},  {"jw", "jv"},  {"mac", "mk"}, {"mao", "mi"}, {"may", "ms"}, {"mo", "ro"},  {"per", "fa"},
    {"rum", "ro"}, {"sh", "sr"},  {"slo", "sk"}, {"tib", "bo"}, {"wel", "cy"}};

static const char *find_old_code(const char *code)
{
    for (size_t i = 0; i < sizeof old_codes / sizeof *old_codes; i++)
        if (strcmp(old_codes[i][0], code) == 0)
            return old_codes[i][1];
    return code;
}

static bool is_no_language(const char *code)
{
    static const char *const none[] = {"und", "mul", "zxx", "mis", "root"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strcmp(none[i], code) == 0)
            return true;
    return false;
}

static bool is_known(const char *code)
{
    for (const char *const *known = uloc_getISOLanguages(); *known; known++)
        if (strcmp(*known, code) == 0)
            return !is_no_language(code);
    return false;
}

/* "en" of "en-GB", "nb_NO.UTF-8": letters up to the first that is none, in lower case. */
static bool take_subtag(const char *name, char subtag[4])
{
    size_t size = 0;
    for (; size < 4; size++) {
        char c = (char)(name[size] | 0x20);
        if (c < 'a' || c > 'z')
            break;
        if (size == 3)
            return false;
        subtag[size] = c;
    }
    subtag[size] = '\0';
    return size >= 2 && (name[size] == '\0' || strchr("-_.@", name[size]));
}

static bool find_code(const char *name, char code[PGF_LANGUAGE_MAX])
{
    char subtag[4], canonical[12] = "";
    if (!take_subtag(name, subtag))
        return false;
    UErrorCode failed = U_ZERO_ERROR;
    const char *current = find_old_code(subtag);
    uloc_getLanguage(current, canonical, sizeof canonical, &failed);
    if (U_FAILURE(failed) || strlen(canonical) >= PGF_LANGUAGE_MAX || !is_known(canonical))
        return false;
    strcpy(code, canonical);
    return true;
}

static bool find_name(const char *name, char code[PGF_LANGUAGE_MAX])
{
    pgf_buffer folded = {0};
    bool found = false;
    if (pgf_fold(name, strlen(name), &folded) == PGF_OK && folded.bytes)
        for (size_t i = 0; !found && i < sizeof names / sizeof *names; i++)
            if (strcmp(names[i].name, folded.bytes) == 0) {
                strcpy(code, names[i].code);
                found = true;
            }
    pgf_buffer_dispose(&folded);
    return found;
}

bool pgf_language_normalize(const char *name, char code[PGF_LANGUAGE_MAX])
{
    code[0] = '\0';
    while (*name == ' ')
        name++;
    return strlen(name) < 64 && (find_code(name, code) || find_name(name, code));
}

const char *pgf_language_name(const char *code, char name[PGF_LANGUAGE_NAME_MAX])
{
    UChar wide[PGF_LANGUAGE_NAME_MAX];
    UErrorCode error = U_ZERO_ERROR;
    int32_t size = uloc_getDisplayLanguage(code, "en", wide, PGF_LANGUAGE_NAME_MAX, &error);
    u_strToUTF8(name, PGF_LANGUAGE_NAME_MAX, NULL, wide, size, &error);
    return *code && U_SUCCESS(error) && error != U_STRING_NOT_TERMINATED_WARNING ? name : code;
}
