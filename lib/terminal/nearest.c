#include "terminal/nearest.h"
#include <string.h>

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t two = a < b ? a : b;
    return two < c ? two : c;
}

size_t pgf_nearest_distance(const char *left, const char *right)
{
    size_t rows = strlen(left), columns = strlen(right);
    if (rows > LONGEST || columns > LONGEST)
        return LONGEST + 1;
    size_t cost[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= rows; i++)
        for (size_t j = 0; j <= columns; j++) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            size_t other = left[i - 1] != right[j - 1];
            cost[i][j] = least(cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + other);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] &&
                cost[i - 2][j - 2] + 1 < cost[i][j])
                cost[i][j] = cost[i - 2][j - 2] + 1;
        }
    return cost[rows][columns];
}

const char *pgf_nearest_word(const char *word, const char *const *candidates)
{
    size_t third = strlen(word) / 3, best = (third < 2 ? 2 : third) + 1;
    const char *nearest = NULL;
    for (; *candidates; candidates++) {
        size_t distance = pgf_nearest_distance(word, *candidates);
        if (distance < best && distance <= LONGEST) {
            best = distance;
            nearest = *candidates;
        }
    }
    return nearest;
}
