/* A request of HTTP, before anybody looks at what it asks: is it one that is answered? */
#ifndef PGF_SERVE_REQUEST_H
#define PGF_SERVE_REQUEST_H

#include <microhttpd.h>
#include <paragraf/error.h>

enum {
    REQUEST_LINE_BYTES = 16 << 10,
    REQUEST_HEADER_BYTES = 16 << 10,
    REQUEST_PARAMETERS = 256, /* empty ones, too; PARAMETERS_MAX are those that ask */
    REQUEST_MEMORY = 64 << 10 /* for libmicrohttpd to read these into; past it, it says 414 or 431 itself */
};

typedef struct {
    unsigned code; /* of HTTP */
    pgf_status status;
    const char *message;
} request_fault;

/* What is wrong with the path and parameters as they came; NULL for nothing. */
const request_fault *request_check_line(const char *uri);

/* What is wrong with the rest. */
const request_fault *request_check(struct MHD_Connection *connection, const char *method);

/* "/search" of "http://example.org/search", which a server must take, too (RFC 9112, 3.2.2). */
const char *request_path(const char *target);

#endif
