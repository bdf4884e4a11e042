#include "text/language.h"
#include "text/cld2.h"
#include "text/nynorsk.h"
#include <string.h>

/* Snowball's Porter is left out: English by an older algorithm. */
static const char *const stemmers[][2] = {
    {"ar", "arabic"},    {"ca", "catalan"},    {"da", "danish"},     {"de", "german"},   {"el", "greek"},
    {"en", "english"},   {"es", "spanish"},    {"eu", "basque"},     {"fi", "finnish"},  {"fr", "french"},
    {"ga", "irish"},     {"hi", "hindi"},      {"hu", "hungarian"},  {"hy", "armenian"}, {"id", "indonesian"},
    {"it", "italian"},   {"lt", "lithuanian"}, {"nb", "norwegian"},  {"ne", "nepali"},   {"nl", "dutch"},
    {"nn", "norwegian"}, {"no", "norwegian"},  {"pt", "portuguese"}, {"ro", "romanian"}, {"ru", "russian"},
    {"sr", "serbian"},   {"sv", "swedish"},    {"ta", "tamil"},      {"tr", "turkish"},  {"yi", "yiddish"}};

enum { STEMMER_COUNT = sizeof stemmers / sizeof *stemmers };

const char *pgf_language_stemmer(const char *code)
{
    for (size_t i = 0; i < STEMMER_COUNT; i++)
        if (strcmp(stemmers[i][0], code) == 0)
            return stemmers[i][1];
    return NULL;
}

const char *const *pgf_language_stemmed(void)
{
    static const char *const codes[] = {"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga",
                                        "hi", "hu", "hy", "id", "it", "lt", "nb", "ne", "nl", "nn", "no",
                                        "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi", NULL};
    return codes;
}

enum {
    SAMPLE = 10000, /* bytes of each part: head, middle, end */
    PARTS = 3
};

/* `at`, moved back to where a character begins. */
static size_t character_start(const char *text, size_t size, size_t at)
{
    while (at > 0 && at < size && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static size_t take_sample(const char *text, size_t size, char sample[PARTS * (SAMPLE + 1)])
{
    size_t taken = 0;
    for (size_t part = 0; part < PARTS; part++) {
        size_t begin = character_start(text, size, (size - SAMPLE) / (PARTS - 1) * part);
        size_t end = character_start(text, size, begin + SAMPLE);
        memcpy(sample + taken, text + begin, end - begin);
        taken += end - begin;
        sample[taken++] = ' ';
    }
    return taken;
}

void pgf_language_detect(const char *text, size_t size, char code[PGF_LANGUAGE_MAX])
{
    char sample[PARTS * (SAMPLE + 1)];
    char found[PGF_CLD2_CODE_MAX];
    if (size > sizeof sample) {
        size = take_sample(text, size, sample);
        text = sample;
    }
    code[0] = '\0';
    if (!pgf_cld2_detect(text, (int)size, found))
        return;
    pgf_language_normalize(found, code);
    if (strcmp(code, "no") == 0 && pgf_is_nynorsk(text, size))
        strcpy(code, "nn");
}
