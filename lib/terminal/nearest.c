#include "terminal/nearest.h"
#include "text/distance.h"
#include <limits.h>
#include <string.h>

const char *pgf_nearest_word(const char *word, const char *const *candidates)
{
    size_t size = strlen(word), third = size / 3;
    unsigned best = (unsigned)(third < 2 ? 2 : third) + 1;
    const char *nearest = NULL;
    for (; *candidates && size <= PGF_DISTANCE_LETTERS; candidates++) {
        unsigned distance = pgf_distance(word, size, *candidates, strlen(*candidates), best);
        if (distance < best) {
            best = distance;
            nearest = *candidates;
        }
    }
    return nearest;
}
