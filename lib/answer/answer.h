/* A request answered from the state of the index that the reader stands on. */
#ifndef PGF_ANSWER_ANSWER_H
#define PGF_ANSWER_ANSWER_H

#include <paragraf/search.h>
#include <time.h>

typedef struct {
    char *json; /* the caller's to free() */
    size_t total;
} pgf_answer;

/* Starts afresh at each call: for pgf_reader_answer. Deadline and took_ms count from `started`, of CLOCK_MONOTONIC. */
pgf_status pgf_answer_make(pgf_searcher *searcher, const pgf_request *request, const struct timespec *started,
                           pgf_answer *out, pgf_error *err);

#endif
