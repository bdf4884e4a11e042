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

void pgf_number_bytes(unsigned long long bytes, char out[PGF_NUMBER_MAX])
{
    double number = (double)bytes;
    if (bytes < 1000)
        snprintf(out, PGF_NUMBER_MAX, "%llu %s", bytes, bytes == 1 ? "byte" : "bytes");
    else if (bytes < 99500)
        snprintf(out, PGF_NUMBER_MAX, "%.0f kB", number / 1e3);
    else if (bytes < 999950000)
        snprintf(out, PGF_NUMBER_MAX, "%.1f MB", number / 1e6);
    else
        snprintf(out, PGF_NUMBER_MAX, "%.1f GB", number / 1e9);
}
