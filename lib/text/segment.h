/* Where words begin and end, by characters alone: no language, no dictionary. */
#ifndef PGF_TEXT_SEGMENT_H
#define PGF_TEXT_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    SEGMENT_WORD,   /* letters, marks, digits, apostrophes inside                       */
    SEGMENT_DOTTED, /* single letters with full stops between: one word without these   */
    SEGMENT_CJK,    /* a run of Han, kana and Hangul                                    */
    SEGMENT_COMPLEX /* a run of Thai, Lao, Khmer or Burmese                             */
} segment_kind;

typedef struct {
    size_t begin, end; /* bytes */
    segment_kind kind;
} pgf_segment;

/*
 * The first segment of `text` (UTF-8; malformed bytes part words) at or behind `*at`, which moves behind it; false
 * at the end. Elision (l', qu', dell') belongs to no segment, whatever the language: a query of unknown language and
 * a French document must give the same words. pgf_classes_load() comes first.
 */
bool pgf_segment_next(const char *text, size_t size, size_t *at, pgf_segment *segment);

/* Bytes of the character of a CJK run that begins at `at`, its marks included. */
size_t pgf_segment_character(const char *text, size_t end, size_t at);

#endif
