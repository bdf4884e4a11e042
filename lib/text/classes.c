#include "text/classes.h"
#include <pthread.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

uint8_t pgf_classes[0x10000];

static char_class class_of_letter(UChar32 c)
{
    UErrorCode code = U_ZERO_ERROR;
    switch (uscript_getScript(c, &code)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_KATAKANA_OR_HIRAGANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
        return CLASS_CJK;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return CLASS_COMPLEX;
    default:
        return CLASS_LETTER;
    }
}

static char_class class_from_properties(UChar32 c)
{
    uint32_t mask = U_GET_GC_MASK(c);
    if (mask & U_GC_ND_MASK)
        return CLASS_DIGIT;
    if (mask & (U_GC_L_MASK | U_GC_NL_MASK))
        return class_of_letter(c);
    if (mask & U_GC_M_MASK)
        return class_of_letter(c) == CLASS_COMPLEX ? CLASS_COMPLEX : CLASS_MARK;
    return CLASS_OTHER;
}

static void load_range(UChar32 from, UChar32 to, char_class class)
{
    for (UChar32 c = from; c <= to; c++)
        pgf_classes[c] = (uint8_t) class;
}

/* What the general categories do not say. */
static void load_exceptions(void)
{
    load_range(0x3031, 0x3035, CLASS_CJK);   /* kana repeat marks, common to both kana  */
    load_range(0x30FC, 0x30FC, CLASS_CJK);   /* prolonged sound mark                    */
    load_range(0xFF70, 0xFF70, CLASS_CJK);   /* the same in half width                  */
    load_range(0xFF9E, 0xFF9F, CLASS_MARK);  /* voicing marks in half width             */
    load_range(0x2080, 0x2089, CLASS_DIGIT); /* subscripts: CO₂ (superscripts are notes) */
    static const UChar32 joiners[] = {'\'', 0x00B7, 0x02BC, 0x2018, 0x2019, 0xFF07};
    for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++)
        pgf_classes[joiners[i]] = CLASS_JOINER;
}

static void load(void)
{
    for (UChar32 c = 0; c < 0x10000; c++)
        pgf_classes[c] = (uint8_t)class_from_properties(c);
    load_exceptions();
}

void pgf_classes_load(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
}

char_class pgf_class_beyond(int32_t c)
{
    return class_from_properties(c);
}

bool pgf_is_apostrophe(int32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xFF07;
}
