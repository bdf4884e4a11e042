/* Every allocation of an attempt fails once. Link with FAIL_ALLOC. */
#ifndef FAIL_EACH_H
#define FAIL_EACH_H

#include "fail_alloc.h"
#include <paragraf/error.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

typedef pgf_status attempt_fn(void);

/* Try with the first allocation failing, then the second… until none does, of more than `at_least`. */
static inline void fail_each(attempt_fn *attempt, size_t at_least)
{
    for (size_t nth = 1;; nth++) {
        fail_alloc_at(nth);
        pgf_status status = attempt();
        bool reached = fail_alloc_count() >= nth;
        fail_alloc_at(0);
        if (!reached) {
            assert_int_equal(status, PGF_OK);
            assert_true(nth > at_least);
            return;
        }
        assert_int_equal(status, PGF_ENOMEM);
    }
}

#endif
