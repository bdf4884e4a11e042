#include "text/stems.h"
#include "text/analyzer.h"
#include "text/fold.h"
#include "text/language.h"
#include <libstemmer.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

void pgf_stems_dispose(pgf_stems *stems)
{
    for (size_t i = 0; i < PGF_STEMS_MAX; i++)
        sb_stemmer_delete(stems->made[i]);
    pgf_buffer_dispose(&stems->plain);
    *stems = (pgf_stems){0};
}

unsigned char pgf_stems_number(const char *language)
{
    const char *const *codes = pgf_language_stemmed();
    for (unsigned char i = 0; language && codes[i]; i++)
        if (strcmp(codes[i], language) == 0)
            return (unsigned char)(i + 1);
    return 0;
}

static bool is_of(unsigned char number, const char *language)
{
    return number > 0 && strcmp(pgf_language_stemmed()[number - 1], language) == 0;
}

bool pgf_stems_is_turkish(unsigned char number)
{
    return is_of(number, "tr");
}

static pgf_status make(pgf_stems *stems, unsigned char number, struct sb_stemmer **stemmer)
{
    struct sb_stemmer **made = &stems->made[number - 1];
    if (!*made)
        *made = sb_stemmer_new(pgf_language_stemmer(pgf_language_stemmed()[number - 1]), NULL);
    *stemmer = *made;
    return *made ? PGF_OK : PGF_ENOMEM;
}

/* Turkish puts an apostrophe between a name and its endings (Ankara'da), which its stemmer does not know. */
static size_t name_size(const char *word, size_t size)
{
    const char *apostrophe = memchr(word, '\'', size);
    return apostrophe ? (size_t)(apostrophe - word) : size;
}

/* Greek's stemmer takes accents off by itself, but for ϊ, which it makes η (προϊόντα -> προηοντ). */
static pgf_status strip_greek(pgf_stems *stems, const char **lower, size_t *size)
{
    pgf_buffer_clear(&stems->plain);
    pgf_status status = pgf_strip_diacritics(*lower, *size, &stems->plain);
    *lower = stems->plain.bytes;
    *size = stems->plain.size;
    return status;
}

pgf_status pgf_stems_append(pgf_stems *stems, unsigned char number, const char *lower, size_t size, pgf_buffer *out)
{
    if (number == 0 || size > PGF_TERM_MAX)
        return pgf_strip_diacritics(lower, size, out);
    struct sb_stemmer *stemmer;
    pgf_status status = make(stems, number, &stemmer);
    if (status)
        return status;
    if (is_of(number, "tr"))
        size = name_size(lower, size);
    if (is_of(number, "el"))
        status = strip_greek(stems, &lower, &size);
    if (status)
        return status;
    const char *stem = (const char *)sb_stemmer_stem(stemmer, (const sb_symbol *)lower, (int)size);
    if (!stem)
        return PGF_ENOMEM;
    return pgf_strip_diacritics(stem, (size_t)sb_stemmer_length(stemmer), out);
}

/*
 * libstemmer tells no version, and distributions patch it: what it does to words of many languages is its version.
 */
static uint32_t stems_of_probes(struct sb_stemmer *stemmer, uint32_t hash)
{
    static const char *const probes[] = {
        "obligations",    "generously",         "cooperating",    "skies",         "forpliktelser",   "samarbeidene",
        "sikkerheten",    "verpflichtungen",    "häuser",         "größere",       "continuellement", "majestueusement",
        "nationaux",      "obblighi",           "abbandonata",    "obligaciones",  "cheques",         "obrigações",
        "verplichtingen", "lichamelijk",        "skyldigheterna", "forpligtelser", "velvollisuudet",  "kötelezettségek",
        "yükümlülükler",  "обязанности",        "вещественной",   "υποχρεώσεις",   "الالتزامات",      "kewajiban",
        "obligațiile",    "įsipareigojimai",    "oibleagáidí",    "दायित्वों",       "பொறுப்புகள்",       "obligacions",
        "betebeharrak",   "պարտավորություններ", "обавезе",        "פֿאַרפּליכטונגען"};
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
        const char *stem = (const char *)sb_stemmer_stem(stemmer, (const sb_symbol *)probes[i], (int)strlen(probes[i]));
        for (int j = 0; stem && j <= sb_stemmer_length(stemmer); j++)
            hash = (hash ^ (unsigned char)stem[j]) * 0x01000193U;
    }
    return hash;
}

static char version[40];

static void find_version(void)
{
    uint32_t hash = 0x811C9DC5U;
    unsigned count = 0;
    for (const char *const *code = pgf_language_stemmed(); *code; code++, count++) {
        struct sb_stemmer *stemmer = sb_stemmer_new(pgf_language_stemmer(*code), NULL);
        if (stemmer)
            hash = stems_of_probes(stemmer, hash);
        sb_stemmer_delete(stemmer);
    }
    snprintf(version, sizeof version, "snowball-%u-%08x", count, (unsigned)hash);
}

const char *pgf_stemmer_version(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find_version);
    return version;
}
