/* Numbers as people read them. */
#ifndef PGF_TERMINAL_NUMBER_H
#define PGF_TERMINAL_NUMBER_H

enum { PGF_NUMBER_MAX = 32 };

/* "1,234,567" */
void pgf_number_group(unsigned long long number, char out[PGF_NUMBER_MAX]);

#endif
