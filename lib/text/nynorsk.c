#include "text/nynorsk.h"
#include "text/classes.h"
#include "text/segment.h"
#include <string.h>
#include <strings.h>

/* Common words that the two forms write differently, Nynorsk first. */
static const char *const words[][2] = {
    {"ikkje", "ikke"}, {"frå", "fra"},   {"eit", "et"},     {"dei", "de"},       {"kva", "hva"},
    {"kven", "hvem"},  {"vere", "være"}, {"noko", "noe"},   {"nokon", "noen"},   {"korleis", "hvordan"},
    {"eg", "jeg"},     {"vart", "ble"},  {"berre", "bare"}, {"desse", "disse"},  {"gjere", "gjøre"},
    {"sjølv", "selv"}, {"ein", "en"},    {"meir", "mer"},   {"saman", "sammen"}, {"utan", "uten"}};

static bool is_word(const char *text, const pgf_segment *segment, const char *word)
{
    size_t size = segment->end - segment->begin;
    return strlen(word) == size && strncasecmp(text + segment->begin, word, size) == 0;
}

bool pgf_is_nynorsk(const char *text, size_t size)
{
    size_t nynorsk = 0, bokmal = 0;
    pgf_segment segment;
    pgf_classes_load();
    for (size_t at = 0; pgf_segment_next(text, size, &at, &segment);)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            nynorsk += is_word(text, &segment, words[i][0]);
            bokmal += is_word(text, &segment, words[i][1]);
        }
    return nynorsk > bokmal;
}
