#include "text/distance.h"
#include "text/utf8.h"
#include <stdint.h>

enum { LONGEST = PGF_DISTANCE_LETTERS };

/* Code points of a word; LONGEST + 1 when there are more than LONGEST. */
static size_t decode(const char *text, size_t size, int32_t out[LONGEST])
{
    size_t count = 0;
    for (size_t at = 0; at < size; count++) {
        if (count == LONGEST)
            return LONGEST + 1;
        out[count] = utf8_next(text, size, &at);
    }
    return count;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Three rows of the table of costs are enough: this one, the one before, and the one before that for swaps. */
unsigned pgf_distance(const char *left, size_t left_size, const char *right, size_t right_size, unsigned most)
{
    int32_t a[LONGEST], b[LONGEST];
    unsigned table[3][LONGEST + 1];
    size_t rows = decode(left, left_size, a), columns = decode(right, right_size, b);
    size_t longer = rows > columns ? rows : columns, shorter = rows > columns ? columns : rows;
    if (longer > LONGEST || longer - shorter > most)
        return most + 1;
    for (size_t j = 0; j <= columns; j++)
        table[0][j] = (unsigned)j;
    for (size_t i = 1; i <= rows; i++) {
        unsigned *row = table[i % 3], *above = table[(i + 2) % 3], *before = table[(i + 1) % 3], best = (unsigned)i;
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= columns; j++) {
            row[j] = least(above[j - 1] + (a[i - 1] != b[j - 1]), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > most && i > 1)
            return most + 1;
    }
    return table[rows % 3][columns];
}

/* --- One word beside many ----------------------------------------------------------------------------------------- */

bool pgf_spelling_init(pgf_spelling *out, const char *word, size_t size, unsigned most)
{
    *out = (pgf_spelling){.most = most, .count = decode(word, size, out->letters)};
    if (out->count > LONGEST)
        return false;
    decode(word, size, out->letters);
    for (size_t j = 0; j <= out->count; j++)
        out->rows[0][j] = (unsigned char)j;
    return true;
}

/* The row of others[i - 1]; the least of it. */
static unsigned fill_row(pgf_spelling *s, size_t i)
{
    unsigned char *row = s->rows[i], *above = s->rows[i - 1];
    unsigned best = row[0] = (unsigned char)i;
    for (size_t j = 1; j <= s->count; j++) {
        unsigned cost = least(above[j - 1] + (s->others[i - 1] != s->letters[j - 1]), least(above[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && s->others[i - 1] == s->letters[j - 2] && s->others[i - 2] == s->letters[j - 1])
            cost = least(cost, s->rows[i - 2][j - 2] + 1U);
        row[j] = (unsigned char)cost;
        best = least(best, cost);
    }
    return best;
}

static unsigned least_of(const pgf_spelling *s, size_t i)
{
    unsigned best = s->rows[i][0];
    for (size_t j = 1; j <= s->count; j++)
        best = least(best, s->rows[i][j]);
    return best;
}

/* A swap reaches back over a row, so that two rows must be without hope. */
unsigned pgf_spelling_distance(pgf_spelling *s, const char *other, size_t size, size_t *hopeless)
{
    size_t at = 0, i = 0;
    *hopeless = 0;
    while (at < size) {
        int32_t letter = utf8_next(other, size, &at);
        if (i == LONGEST)
            return s->most + 1;
        if (i++ < s->depth && s->others[i - 1] == letter)
            continue;
        s->others[i - 1] = letter;
        s->depth = i;
        if (fill_row(s, i) > s->most && least_of(s, i - 1) >= s->most) {
            *hopeless = at;
            return s->most + 1;
        }
    }
    return least(s->rows[i][s->count], s->most + 1);
}
