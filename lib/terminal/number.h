/* Numbers as people read them. */
#ifndef PGF_TERMINAL_NUMBER_H
#define PGF_TERMINAL_NUMBER_H

enum { PGF_NUMBER_MAX = 40 };

/* "1,234,567" */
void pgf_number_group(unsigned long long number, char out[PGF_NUMBER_MAX]);

/* "512 bytes", "12 kB", "1.5 MB", "2.5 GB" */
void pgf_number_bytes(unsigned long long bytes, char out[PGF_NUMBER_MAX]);

/* The same in the unit that `other` bytes are written in, to stand beside them: "50 kB" and "1,230 kB". */
void pgf_number_bytes_beside(unsigned long long bytes, unsigned long long other, char out[PGF_NUMBER_MAX]);

#endif
