#include "terminal/number.h"
#include <stdbool.h>
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

void pgf_number_bytes_beside(unsigned long long bytes, unsigned long long other, char out[PGF_NUMBER_MAX])
{
    char whole[PGF_NUMBER_MAX];
    bool small = other < 1000;
    pgf_number_group(small ? bytes : bytes / 1000 + (bytes % 1000 >= 500), whole);
    if (small)
        snprintf(out, PGF_NUMBER_MAX, "%.33s %s", whole, bytes == 1 ? "byte" : "bytes");
    else if (other < 99500)
        snprintf(out, PGF_NUMBER_MAX, "%.36s kB", whole);
    else if (other < 999950000)
        snprintf(out, PGF_NUMBER_MAX, "%.1f MB", (double)bytes / 1e6);
    else
        snprintf(out, PGF_NUMBER_MAX, "%.1f GB", (double)bytes / 1e9);
}

void pgf_number_bytes(unsigned long long bytes, char out[PGF_NUMBER_MAX])
{
    pgf_number_bytes_beside(bytes, bytes, out);
}
