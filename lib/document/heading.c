#include "document/heading.h"
#include "document/date.h"
#include "document/marks.h"
#include "text/charset.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

enum {
    WIDTH_MOST = 110,    /* columns of a heading                     */
    TITLE_MOST = 250,    /* characters of a title */
    WORDS_MOST = 16,     /* words of one                             */
    CJK_WIDTH_MOST = 60, /* columns of one in Han, kana or Hangul    */
    WORD_MAX = 24        /* bytes of a word that is looked at        */
};

/* Verbs that make a line a sentence rather than a heading. */
static const char *const verbs[] = {
    "must",   "shall", "may",      "is",      "are",    "was",    "were", "has",    "have",    "will",   "can",
    "should", "means", "includes", "applies", "apply",  "est",    "sont", "peut",   "peuvent", "doit",   "doivent",
    "ont",    "skal",  "kan",      "er",      "må",     "har",    "ist",  "sind",   "kann",    "können", "muss",
    "müssen", "hat",   "haben",    "wird",    "werden", "bleibt", "gilt", "gelten", "gjelder", "called", "established"};

/* Words that no heading ends with, though a line of an unfinished sentence does. */
static const char *const openers[] = {
    "of",  "the", "to",   "and",  "or",    "in",  "for", "with",   "by",   "that",  "a",   "an",    "if",  "at",
    "on",  "as",  "from", "who",  "which", "de",  "du",  "des",    "la",   "le",    "les", "et",    "ou",  "à",
    "en",  "que", "qui",  "pour", "og",    "i",   "av",  "til",    "som",  "på",    "med", "eller", "und", "der",
    "die", "das", "oder", "mit",  "von",   "für", "zu",  "unless", "when", "where", "sur", "dans"};

static bool is_among(const char *word, size_t size, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == size && memcmp(list[i], word, size) == 0)
            return true;
    return false;
}

/* Words of a line, counted; `*verb` and `*open` when it has one of the verbs, or ends with one of the openers. */
static size_t look_at_words(const char *text, size_t size, bool *verb, bool *open)
{
    size_t count = 0;
    *verb = *open = false;
    for (size_t at = 0; at < size;) {
        while (at < size && text[at] == ' ')
            at++;
        size_t start = at;
        while (at < size && text[at] != ' ')
            at++;
        if (at == start || at - start > WORD_MAX) {
            count += at > start;
            continue;
        }
        count++;
        *verb = *verb || is_among(text + start, at - start, verbs, sizeof verbs / sizeof *verbs);
        *open = is_among(text + start, at - start, openers, sizeof openers / sizeof *openers);
    }
    return count;
}

bool pgf_heading_is_capitals(const char *text, size_t size)
{
    size_t capitals = 0;
    for (size_t at = 0; at < size;) {
        pgf_letter letter = pgf_letter_of(utf8_next(text, size, &at));
        if (letter == PGF_LETTER_LOWER || letter == PGF_LETTER_CJK || letter == PGF_LETTER_UNCASED)
            return false;
        capitals += letter == PGF_LETTER_UPPER;
    }
    return capitals > 2;
}

bool pgf_heading_has_cjk(const char *text, size_t size)
{
    for (size_t at = 0; at < size;)
        if (pgf_letter_of(utf8_next(text, size, &at)) == PGF_LETTER_CJK)
            return true;
    return false;
}

bool pgf_heading_is_bracketed(const char *text, size_t size)
{
    static const char *const pairs[][2] = {{"（", "）"}, {"【", "】"}, {"《", "》"}, {"〔", "〕"}};
    for (size_t i = 0; size > 6 && i < sizeof pairs / sizeof *pairs; i++)
        if (memcmp(text, pairs[i][0], 3) == 0 && memcmp(text + size - 3, pairs[i][1], 3) == 0)
            return !memmem(text + 3, size - 6, pairs[i][1], 3);
    return false;
}

/* "12 June 2023", "Oslo, 13. desember 2023" */
static bool is_dateline(const char *text, size_t size)
{
    char copy[120], date[PGF_DATE_MAX];
    if (size >= sizeof copy)
        return false;
    memcpy(copy, text, size);
    copy[size] = '\0';
    if (pgf_date_read(copy, date))
        return true;
    for (const char *comma = strchr(copy, ','); comma; comma = strchr(comma + 1, ','))
        if (pgf_date_read(comma + 1, date))
            return true;
    return false;
}

static bool has_digit(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] >= '0' && text[i] <= '9')
            return true;
    return false;
}

/* Dotted leaders of a table of contents, addresses of the web, cells. */
static bool has_foreign_marks(const char *text, size_t size)
{
    return memchr(text, '\t', size) || memchr(text, '@', size) || memchr(text, '|', size) ||
           memmem(text, size, "://", 3) || memmem(text, size, "...", 3) || memmem(text, size, ". .", 3) ||
           memmem(text, size, "……", 6) || memmem(text, size, "___", 3);
}

static bool begins_like_heading(const char *text, size_t size)
{
    size_t at = 0;
    int32_t c = utf8_next(text, size, &at);
    if (c == 0xBF || c == 0xA1) /* ¿ ¡ */
        c = at < size ? utf8_next(text, size, &at) : 0;
    pgf_letter letter = pgf_letter_of(c);
    return letter == PGF_LETTER_UPPER || letter == PGF_LETTER_UNCASED;
}

static bool looks_numbered(const char *text, size_t size, size_t rest, heading_number number)
{
    bool verb, open;
    size_t words = look_at_words(text + rest, size - rest, &verb, &open);
    if (number == NUMBER_WORD) /* "§ 1. Lovens formål." has its full stop by custom */
        return words <= WORDS_MOST && !open &&
               !(verb && pgf_ending_of(text, size) == ENDS_STOP && text[size - 1] != '?');
    line_ending ending = pgf_ending_of(text, size);
    return words <= WORDS_MOST && !open && !verb && (ending == ENDS_OPEN || text[size - 1] == '?');
}

bool pgf_heading_looks(const char *text, size_t size, unsigned width)
{
    unsigned level;
    size_t rest;
    bool verb, open;
    if (width > WIDTH_MOST || has_foreign_marks(text, size))
        return false;
    line_ending ending = pgf_ending_of(text, size);
    if (ending == ENDS_COLON || ending == ENDS_COMMA || text[size - 1] == ';')
        return false;
    heading_number number = pgf_heading_number(text, size, &level, &rest);
    bool cjk = pgf_heading_has_cjk(text, size);
    if (cjk && (width > CJK_WIDTH_MOST || memmem(text, size, "。", 3)))
        return false;
    if (number)
        return looks_numbered(text, size, rest, number) && !(has_digit(text, size) && is_dateline(text, size));
    if (cjk)
        return pgf_heading_is_bracketed(text, size) || (ending == ENDS_OPEN && !pgf_mark_size(text, size));
    if (!begins_like_heading(text, size) || (ending != ENDS_OPEN && text[size - 1] != '?'))
        return false;
    if (pgf_mark_size(text, size) || pgf_kind_of(text, size) == PGF_CAPTION)
        return false;
    size_t words = look_at_words(text, size, &verb, &open);
    if (words > WORDS_MOST || open || (verb && text[size - 1] != '?'))
        return false;
    return !(has_digit(text, size) && is_dateline(text, size));
}

static bool has_letter(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        pgf_letter letter = pgf_letter_of(utf8_next(text, size, &at));
        if (letter != PGF_LETTER_NONE && letter != PGF_LETTER_DIGIT)
            return true;
    }
    return false;
}

bool pgf_heading_is_title(const char *text, size_t size)
{
    unsigned level;
    size_t rest;
    if (size > (size_t)TITLE_MOST * UTF8_MAX || pgf_utf8_length(text, size) > TITLE_MOST || !has_letter(text, size))
        return false;
    if (pgf_is_label(text, size))
        return false;
    pgf_paragraph_kind kind = pgf_kind_of(text, size);
    if (kind != PGF_TEXT && (kind != PGF_ITEM || !pgf_heading_number(text, size, &level, &rest)))
        return false;
    line_ending ending = pgf_ending_of(text, size);
    return ending == ENDS_OPEN || text[size - 1] == '?' || text[size - 1] == '!';
}
