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
    REFERENCE_DIGITS = 4 /* digits in a word that is a file number   */
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
        if (*list[i] == *word && strlen(list[i]) == size && memcmp(list[i], word, size) == 0)
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

/* Letters, digits enough and a mark between them. */
static bool is_reference(const char *word, size_t size)
{
    size_t digits = 0, letters = 0, marks = 0;
    for (size_t i = 0; i < size; i++) {
        digits += word[i] >= '0' && word[i] <= '9';
        letters += (word[i] | 0x20) >= 'a' && (word[i] | 0x20) <= 'z';
        marks += word[i] == '-' || word[i] == '/';
    }
    return digits >= REFERENCE_DIGITS && letters && marks;
}

typedef struct {
    size_t count;
    size_t numbers; /* words with a digit       */
    bool reference; /* "FOR-2025-03-25-538", "lov/2009-05-29-30" */
    bool verb;      /* one of them is a verb    */
    bool open;      /* the last is an opener    */
} line_words;

static size_t word_end(const char *text, size_t size, size_t at)
{
    for (size_t next = at; at < size && !pgf_is_space(utf8_next(text, size, &next)); at = next)
        ;
    return at;
}

static line_words look_at_words(const char *text, size_t size)
{
    line_words seen = {0};
    for (size_t at = 0, end; at < size; at = end) {
        end = word_end(text, size, at);
        if (end == at) {
            utf8_next(text, size, &end);
            continue;
        }
        const char *word = text + at;
        seen.count++;
        seen.numbers += has_digit(word, end - at);
        seen.reference = seen.reference || is_reference(word, end - at);
        seen.verb = seen.verb || is_among(word, end - at, verbs, sizeof verbs / sizeof *verbs);
        seen.open = is_among(word, end - at, openers, sizeof openers / sizeof *openers);
    }
    return seen;
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
    for (size_t at = pgf_utf8_ascii(text, size); at < size;)
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
        if (pgf_date_read(comma + 1, date) && strlen(date) > 4)
            return true;
    return false;
}

/* Dotted leaders of a table of contents, addresses of the web, cells, blanks of a form. */
static bool has_foreign_marks(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char c = text[i], next = i + 1 < size ? text[i + 1] : '\0', third = i + 2 < size ? text[i + 2] : '\0';
        if (c == '\t' || c == '@' || c == '|')
            return true;
        if ((c == '.' && third == '.' && (next == '.' || next == ' ')) || (c == ':' && next == '/' && third == '/') ||
            (c == '_' && next == '_' && third == '_') || (c == '\xE2' && next == '\x80' && third == '\xA6'))
            return true;
    }
    return false;
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

/* A full stop behind a word of four letters or more, and another sentence. */
static bool has_sentence_end(const char *text, size_t size)
{
    size_t letters = 0;
    for (size_t at = 0; at < size;) {
        int32_t c = utf8_next(text, size, &at);
        size_t next = at + 1;
        if (c == '.' && letters >= 4 && next < size && text[at] == ' ' &&
            pgf_letter_of(utf8_next(text, size, &next)) == PGF_LETTER_UPPER)
            return true;
        pgf_letter letter = pgf_letter_of(c);
        letters = letter == PGF_LETTER_NONE || letter == PGF_LETTER_DIGIT ? 0 : letters + 1;
    }
    return false;
}

/* "R.S., 1985, c. 41 (4th Supp.), s. 6", "1978-79, ch. 13, art. 2": where a provision comes from. */
static bool is_citation(const char *text, size_t size, const line_words *words)
{
    static const char *const marks[] = {", c. ", ", s. ", ", ch. ", ", art. ", ", ss. ", ", arts. "};
    for (size_t i = 0; words->numbers > 1 && i < sizeof marks / sizeof *marks; i++)
        if (memmem(text, size, marks[i], strlen(marks[i])))
            return true;
    return words->numbers > 1 && words->numbers * 5 >= words->count * 2;
}

/* "§ 1. Lovens formål." has its full stop by custom, unless it is a sentence. */
static bool looks_numbered(const char *text, size_t size, size_t rest, heading_number number, unsigned level)
{
    line_words words = look_at_words(text + rest, size - rest);
    bool asks = text[size - 1] == '?', stops = pgf_ending_of(text, size) != ENDS_OPEN;
    if (words.count > WORDS_MOST || (words.numbers && is_dateline(text, size)))
        return false;
    if (number == NUMBER_WORD)
        return asks || !stops || !words.verb;
    if (words.open || has_sentence_end(text + rest, size - rest))
        return false;
    return asks || (!stops && (!words.verb || level > 1));
}

static bool looks_unnumbered(const char *text, size_t size)
{
    bool asks = text[size - 1] == '?', stops = pgf_ending_of(text, size) != ENDS_OPEN;
    if (!begins_like_heading(text, size) || (stops && !asks))
        return false;
    if (pgf_mark_size(text, size) || pgf_kind_of(text, size) == PGF_CAPTION)
        return false;
    line_words words = look_at_words(text, size);
    if (words.count > WORDS_MOST || words.open || words.reference || (words.verb && !asks) ||
        has_sentence_end(text, size))
        return false;
    return !words.numbers || (!is_citation(text, size, &words) && !is_dateline(text, size));
}

/* Whom a letter goes to, or who sends it. */
static bool is_addressee(const char *text, size_t size)
{
    static const char *const ends[] = {"殿", "様", "御中", "各位", "長", "大臣"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t end = strlen(ends[i]);
        if (size >= end && memcmp(text + size - end, ends[i], end) == 0)
            return true;
    }
    return false;
}

bool pgf_heading_looks(const char *text, size_t size, unsigned width)
{
    unsigned level;
    size_t rest;
    if (width > WIDTH_MOST || has_foreign_marks(text, size))
        return false;
    line_ending ending = pgf_ending_of(text, size);
    if (ending == ENDS_COLON || ending == ENDS_COMMA || ending == ENDS_SEMICOLON)
        return false;
    heading_number number = pgf_heading_number(text, size, &level, &rest);
    bool cjk = pgf_heading_has_cjk(text, size);
    if (cjk && pgf_heading_is_bracketed(text, size))
        return true;
    if (cjk && (width > CJK_WIDTH_MOST || memmem(text, size, "。", 3)))
        return false;
    if (number)
        return looks_numbered(text, size, rest, number, level);
    if (cjk && is_addressee(text, size))
        return false;
    if (cjk) /* a single character says that something is left out */
        return ending == ENDS_OPEN && width > 2 && !pgf_mark_size(text, size) && pgf_kind_of(text, size) != PGF_CAPTION;
    return looks_unnumbered(text, size);
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
