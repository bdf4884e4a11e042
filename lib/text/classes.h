/* What a character is to the segmenter. */
#ifndef PGF_TEXT_CLASSES_H
#define PGF_TEXT_CLASSES_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    CLASS_OTHER,   /* parts words                                                        */
    CLASS_LETTER,  /* of a script whose words stand apart                                */
    CLASS_DIGIT,   /* decimal digits of any script, and subscript ones (CO₂)             */
    CLASS_MARK,    /* continues what stands before it                                    */
    CLASS_CJK,     /* Han, kana, Hangul, bopomofo                                        */
    CLASS_COMPLEX, /* Thai, Lao, Khmer, Burmese: words that only a dictionary tells apart */
    CLASS_JOINER   /* an apostrophe or Catalan's middle dot: inside a word or nothing    */
} char_class;

/* The class of each code point up to U+FFFF; call classes_load() before the first look. */
extern uint8_t pgf_classes[0x10000];

/* Fill the table, once. Safe from several threads. */
void pgf_classes_load(void);

/* The class of a code point beyond U+FFFF. */
char_class pgf_class_beyond(int32_t c);

/* Is it one of the apostrophes that people type: ' ’ ‘ ʼ ＇ */
bool pgf_is_apostrophe(int32_t c);

static inline char_class class_of(int32_t c)
{
    return c < 0x10000 ? (char_class)pgf_classes[c] : pgf_class_beyond(c);
}

#endif
