#include "document/cut.h"
#include "document/passage.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <stdbool.h>
#include <string.h>

enum { CJK_WEIGHT = 3 };

static unsigned weight_of(int32_t c)
{
    return c >= 0x3005 && pgf_letter_of(c) == PGF_LETTER_CJK ? CJK_WEIGHT : 1;
}

size_t pgf_weigh(const char *text, size_t size)
{
    size_t weight = 0;
    for (size_t at = 0; at < size;) {
        size_t ascii = pgf_utf8_ascii(text + at, size - at);
        weight += ascii;
        at += ascii;
        if (at < size)
            weight += weight_of(utf8_next(text, size, &at));
    }
    return weight;
}

size_t pgf_cut_skip(const char *text, size_t at, size_t end)
{
    for (size_t next = at; at < end && pgf_is_space(utf8_next(text, end, &next)); at = next)
        ;
    return at;
}

static bool is_closing(int32_t c)
{
    return c == ')' || c == ']' || c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x300D ||
           c == 0x300F || c == 0xFF09;
}

static bool ends_cjk_sentence(int32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61;
}

/* "Art. 5", "No. 17", "e.g. the", "J. Smith": a full stop behind less than three letters ends no sentence. */
static bool ends_word(const char *text, size_t begin, size_t stop)
{
    size_t letters = 0;
    for (size_t at = stop; at > begin && letters < 3; letters++) {
        int32_t c = pgf_utf8_previous(text, &at);
        if (pgf_is_space(c) || c == '.')
            return false;
        if (is_closing(c) || pgf_letter_of(c) == PGF_LETTER_DIGIT)
            return true;
    }
    return letters == 3;
}

/* A sentence begins with anything but a small letter. */
static bool begins_sentence(const char *text, size_t at, size_t end)
{
    at = pgf_cut_skip(text, at, end);
    return at < end && pgf_letter_of(utf8_next(text, end, &at)) != PGF_LETTER_LOWER;
}

/* Behind the sentence whose final stop is `c`, standing before `at`; 0 when none ends there. */
static size_t sentence_end(const char *text, size_t begin, size_t at, size_t end, int32_t c)
{
    if (c != '.' && c != '!' && c != '?' && c != ';' && c != '\n' && !ends_cjk_sentence(c))
        return 0;
    if (c == '\n')
        return at;
    size_t stop = at - 1;
    size_t closings = 0;
    for (size_t next = at; closings < 4 && next < end && is_closing(utf8_next(text, end, &next)); at = next)
        closings++;
    if (ends_cjk_sentence(c))
        return at;
    size_t next = at;
    if (at == end || !pgf_is_space(utf8_next(text, end, &next)) || !begins_sentence(text, next, end))
        return 0;
    return c == '.' && !ends_word(text, begin, stop) ? 0 : at;
}

size_t pgf_cut_after(const char *text, size_t begin, size_t end, size_t weight, size_t *left)
{
    *left = 0;
    if (weight <= PGF_PASSAGE_LONG)
        return end;
    size_t pieces = (weight + PGF_PASSAGE_LONG - 1) / PGF_PASSAGE_LONG;
    size_t wanted = weight / pieces, least = wanted * 2 / 3;
    size_t cut = 0, cut_weight = 0, cut_rank = 0, seen = 0;
    size_t at = begin;
    while (at < end && seen < PGF_PASSAGE_LONG) {
        size_t before = at;
        int32_t c = utf8_next(text, end, &at);
        if (seen + weight_of(c) > PGF_PASSAGE_LONG) {
            at = before;
            break;
        }
        seen += weight_of(c);
        if (seen < least || (cut_rank == 2 && seen > wanted))
            continue;
        size_t place = sentence_end(text, begin, at, end, c);
        size_t rank = place ? 2 : pgf_is_space(c) ? 1 : 0;
        if (rank && rank >= cut_rank) {
            cut = rank == 2 ? place : before;
            cut_rank = rank;
            cut_weight = seen;
        }
    }
    if (!cut_rank) {
        cut = at;
        cut_weight = seen;
    }
    *left = weight - cut_weight;
    return cut;
}
