/* A clock that nobody sets: only the time between two of its answers means something. */
#ifndef PGF_BASE_CLOCK_H
#define PGF_BASE_CLOCK_H

/* Milliseconds. A handler of signals may ask, too. */
long long pgf_clock_ms(void);

#endif
