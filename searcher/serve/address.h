/* Where a server listens. */
#ifndef PGF_SERVE_ADDRESS_H
#define PGF_SERVE_ADDRESS_H

#include <paragraf/error.h>
#include <sys/stat.h>

enum { ADDRESS_SHOWN_MAX = 160 };

/* Where a server listens that is not told where. */
#define ADDRESS_USUAL "127.0.0.1:8080"

typedef struct {
    int socket;                    /* -1 when somebody has taken it over */
    char path[108];                /* of a Unix socket, else "" */
    struct stat made;              /* what it was */
    char shown[ADDRESS_SHOWN_MAX]; /* "http://127.0.0.1:8080/" with the port that was got; "unix:/run/x" */
} address;

/*
 * Listen on "127.0.0.1:8080", "[::1]:8080", "localhost:8080" or "unix:PATH"; port 0 is any free one. Names are not
 * looked up. A Unix socket that nobody listens on is replaced. PGF_EINVAL for what is no address, or PGF_EIO.
 */
pgf_status address_open(address *out, const char *text, pgf_error *err);

/* Closes the socket, and removes the file of a Unix socket if it is still the one that was made. */
void address_close(address *a);

#endif
