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
