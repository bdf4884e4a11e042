/* The HTTP side of a server: it knows connections and a crew, and no index. One thread; the loop around it waits. */
#ifndef PGF_SERVE_FRONT_H
#define PGF_SERVE_FRONT_H

#include "crew.h"

typedef struct front front;

/*
 * Answer on `socket`, which becomes the front's, also on failure. Over `most` connections the longest silent is shut for
 * each that comes. `log`: a line a request to standard error.
 */
pgf_status front_open(front **out, int socket, crew *workers, size_t most, bool log, pgf_error *err);
void front_close(front *f); /* when no job of its is left */

/* The `most` that so many descriptors are enough for: until the first is shut, there are a few connections more. */
size_t front_most(size_t descriptors);

/* Accept no more connections. */
void front_stop(front *f);

/* Descriptors to wait for: of connections, and of what else a loop adds. */
typedef struct {
    fd_set readable, writable, broken;
    int most; /* the greatest of them */
} front_watched;

void front_watch(const front *f, front_watched *out); /* makes `out` anew */
int front_patience(const front *f); /* milliseconds until front_step() is due all the same; -1: none */
void front_step(front *f, const front_watched *found);
size_t front_visits(const front *f); /* requests that are not answered to the end */

#endif
