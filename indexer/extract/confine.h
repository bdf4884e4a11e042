/*
 * What a process that reads dangerous formats gives up before it reads the first byte: other processes and programs,
 * files, the network, more memory than its share. Nothing gives it back.
 */
#ifndef PGF_EXTRACT_CONFINE_H
#define PGF_EXTRACT_CONFINE_H

#include <stddef.h>

/*
 * Keep the calling process, with standard input as its one socket, to `memory` bytes of address space (not under a
 * sanitizer, whose own bookkeeping takes terabytes of it). Root becomes nobody, since root may do what limits forbid.
 * What tries to start a process is killed (SIGSYS); any other call that reading needs not fails.
 * What the system refused, as a few words in English; "" when all holds. A container may refuse some.
 * Source: setrlimit(2), prctl(2), seccomp(2).
 */
const char *confine(size_t memory);

/* From now on `seconds` of processor time, then it is ended (SIGXCPU). Called again for every document. */
void confine_time(unsigned seconds);

#endif
