/*
 * Make one allocation of C++ fail, in any library of the program; realloc() of this project's libraries counts with
 * them. Link FAIL_NEW (tests/CMakeLists.txt).
 */
#ifndef FAIL_NEW_H
#define FAIL_NEW_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The `nth` allocation from now on fails, once; 0: none does. Starts the count again. */
void fail_new_at(size_t nth);

/* Whether it did. */
bool fail_new_failed(void);

/* Whether it was one that libxapian asked for, itself or by way of the C++ library. A signal handler may look. */
extern volatile sig_atomic_t fail_new_in_libxapian;

void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);

#ifdef __cplusplus
}
#endif
#endif
