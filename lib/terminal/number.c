#include "terminal/number.h"
#include <stdio.h>

void pgf_number_group(unsigned long long number, char out[PGF_NUMBER_MAX])
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%llu", number), at = 0;
    for (int i = 0; i < size; i++) {
        if (i && (size - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}
