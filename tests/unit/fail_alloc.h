/*
 * Make one allocation fail. Link the test with FAIL_ALLOC (tests/CMakeLists.txt): calls from the libraries of this
 * project to malloc, calloc, realloc and strdup go through here; those of shared libraries do not.
 */
#ifndef FAIL_ALLOC_H
#define FAIL_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* The `nth` allocation from now on fails, once; 0: none does. Starts the count again. */
void fail_alloc_at(size_t nth);

/* While paused none is counted and none fails: for what the test itself allocates. */
void fail_alloc_pause(bool paused);

/* Allocations since the last fail_alloc_at(), those of child processes too. */
size_t fail_alloc_count(void);

#endif
