/* One process that reads dangerous formats. */
#ifndef PGF_INTAKE_HELPER_H
#define PGF_INTAKE_HELPER_H

#include "intake/frames.h"
#include "intake/helpers.h"
#include <stdint.h>
#include <sys/types.h>

typedef struct {
    pid_t pid;
    int socket;
    unsigned files; /* asked of it */
    pgf_buffer answer;
} helper;

/* How an exchange with a process ended. All but HELPER_ANSWERED cost the process. */
typedef enum {
    HELPER_ANSWERED, /* answer is whole                              */
    HELPER_GONE,     /* it ended, or closed its side                 */
    HELPER_LATE,     /* past wall_ms                                 */
    HELPER_FLOODED,  /* past the bytes allowed                       */
    HELPER_BROKEN,   /* no frames                                    */
    HELPER_OTHER,    /* a program of another version                 */
    HELPER_NO_MEMORY /* here                                         */
} helper_end;

/* Start one; PGF_EIO when there is none to be had. */
pgf_status helper_start(helper *out, const helpers_settings *settings, pgf_error *err);

/* The hello; `lacks` gets what it says, cut to `room`. */
helper_end helper_greet(helper *of, unsigned wall_ms, char *lacks, size_t room);

/* Ask about what lies in the descriptor `input` and gather the answer to request `number`, `most` bytes at most. */
typedef struct {
    const pgf_buffer *bytes;
    uint64_t number;
    int input;
} helper_request;
helper_end helper_ask(helper *of, const helper_request *request, unsigned wall_ms, size_t most);

/* Has it been quiet since its last answer, and is it there? */
bool helper_is_idle(const helper *of);

/* End it, whatever it does, and all that it started, and wait for it: its status as waitpid gives it. */
int helper_end_it(helper *of);

/* `bytes` as a descriptor that can be read only; -1: errno. */
int helper_input(const char *bytes, size_t size);

#endif
