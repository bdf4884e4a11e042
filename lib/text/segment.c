#include "text/segment.h"
#include "text/classes.h"
#include "text/utf8.h"
#include <string.h>
#include <strings.h>

enum { DOTTED_MAX = 20 }; /* letters of an acronym */

typedef struct {
    const char *text;
    size_t size;
} source;

/* One character: its class, and `*at` moves behind it. */
static inline char_class take(const source *in, size_t *at, int32_t *c)
{
    *c = utf8_next(in->text, in->size, at);
    return *c < 0 ? CLASS_OTHER : class_of(*c);
}

static char_class peek(const source *in, size_t at, int32_t *c)
{
    *c = 0;
    return at < in->size ? take(in, &at, c) : CLASS_OTHER;
}

static inline bool in_word(char_class class)
{
    return class == CLASS_LETTER || class == CLASS_DIGIT || class == CLASS_MARK;
}

/* The same for ASCII alone: most of most texts. */
static inline size_t skip_ascii_word(const source *in, size_t at)
{
    while (at < in->size && (unsigned char)in->text[at] < 0x80 &&
           in_word((char_class)pgf_classes[(unsigned char)in->text[at]]))
        at++;
    return at;
}

/* Behind the letters, marks and digits from `at` on. `*last` is the last character but marks. */
static inline size_t skip_word(const source *in, size_t at, int32_t *last)
{
    for (size_t ascii; at < in->size;) {
        ascii = skip_ascii_word(in, at);
        if (ascii > at)
            *last = (unsigned char)in->text[ascii - 1];
        at = ascii;
        if (at == in->size || (unsigned char)in->text[at] < 0x80)
            break;
        size_t next = at;
        int32_t c;
        char_class class = take(in, &next, &c);
        if (!in_word(class))
            break;
        if (class != CLASS_MARK)
            *last = c;
        at = next;
    }
    return at;
}

/* French, Italian and Catalan words that lose their vowel and lean on the next. */
static bool is_elided(const char *word, size_t size)
{
    static const char *const elided[] = {"l",    "d",    "j",     "m",      "t",      "s",      "c",    "n",
                                         "v",    "qu",   "jusqu", "lorsqu", "puisqu", "quoiqu", "un",   "all",
                                         "dall", "dell", "nell",  "sull",   "coll",   "pell",   "gl",   "agl",
                                         "dagl", "degl", "negl",  "sugl",   "bell",   "quest",  "quell"};
    if (size > 6)
        return false;
    for (size_t i = 0; i < sizeof elided / sizeof *elided; i++)
        if (strlen(elided[i]) == size && strncasecmp(elided[i], word, size) == 0)
            return true;
    return false;
}

/* "the two D's": the possessive of a letter is no elision. */
static bool is_lone_s(const source *in, size_t at)
{
    int32_t c;
    return (in->text[at] == 's' || in->text[at] == 'S') && !in_word(peek(in, at + 1, &c));
}

static bool is_letter_l(int32_t c)
{
    return c == 'l' || c == 'L';
}

/*
 * A word ends at `end`, and a joiner stands there. Does the word go on behind it?
 * True moves `*end` behind the joiner; where what stands before is elided, `*begin` moves there too.
 */
static bool join(const source *in, size_t *begin, size_t *end, int32_t last)
{
    int32_t joiner, c;
    size_t behind = *end;
    take(in, &behind, &joiner);
    char_class next = peek(in, behind, &c);
    if (joiner == 0x00B7) { /* Catalan col·lecció */
        if (!is_letter_l(last) || !is_letter_l(c))
            return false;
    } else if ((next == CLASS_LETTER || next == CLASS_DIGIT) && is_elided(in->text + *begin, *end - *begin) &&
               !is_lone_s(in, behind)) {
        *begin = behind;
    } else if (next != CLASS_LETTER || class_of(last) != CLASS_LETTER) {
        return false;
    }
    *end = behind;
    return true;
}

/*
 * The end of the U.S.C whose first letter ends at `end`; `end` when it is none. Bounded: a.a.a… must not cost
 * its square.
 */
static size_t skip_dotted(const source *in, size_t end)
{
    size_t last = end;
    for (int letters = 1; letters < DOTTED_MAX && last + 1 < in->size && in->text[last] == '.'; letters++) {
        size_t next = last + 1;
        int32_t c;
        if (take(in, &next, &c) != CLASS_LETTER)
            break;
        if (in_word(peek(in, next, &c)))
            return end; /* J.R.Smith, a.b.com */
        last = next;
    }
    return last;
}

static size_t character_size(const source *in, size_t at)
{
    size_t next = at;
    int32_t c;
    take(in, &next, &c);
    return next - at;
}

static void word(const source *in, size_t begin, pgf_segment *segment)
{
    int32_t last = 0, c;
    size_t end = skip_word(in, begin, &last);
    while (peek(in, end, &c) == CLASS_JOINER && join(in, &begin, &end, last))
        end = skip_word(in, end, &last);
    *segment = (pgf_segment){begin, end, SEGMENT_WORD};
    if (end < in->size && in->text[end] == '.' && end - begin <= 4 && class_of(last) == CLASS_LETTER &&
        character_size(in, begin) == end - begin) {
        segment->end = skip_dotted(in, end);
        if (segment->end > end)
            segment->kind = SEGMENT_DOTTED;
    }
}

/* A run of one class, marks included. */
static void run(const source *in, size_t begin, char_class class, pgf_segment *segment)
{
    size_t end = begin, next = begin;
    int32_t c;
    while (next < in->size) {
        char_class found = take(in, &next, &c);
        if (found != class && found != CLASS_MARK)
            break;
        end = next;
    }
    *segment = (pgf_segment){begin, end, class == CLASS_CJK ? SEGMENT_CJK : SEGMENT_COMPLEX};
}

bool pgf_segment_next(const char *text, size_t size, size_t *at, pgf_segment *segment)
{
    source in = {text, size};
    size_t begin = *at, next = begin;
    while (begin < size) {
        int32_t c;
        char_class class = take(&in, &next, &c);
        if (class == CLASS_LETTER || class == CLASS_DIGIT)
            word(&in, begin, segment);
        else if (class == CLASS_CJK || class == CLASS_COMPLEX)
            run(&in, begin, class, segment);
        else {
            begin = next;
            continue;
        }
        *at = segment->end;
        return true;
    }
    *at = size;
    return false;
}

size_t pgf_segment_character(const char *text, size_t end, size_t at)
{
    source in = {text, end};
    size_t next = at;
    int32_t c;
    take(&in, &next, &c);
    while (peek(&in, next, &c) == CLASS_MARK)
        next += character_size(&in, next);
    return next - at;
}
