/* The parameters of a request: as they came, and as options. */
#ifndef PGF_SERVE_PARAMETERS_H
#define PGF_SERVE_PARAMETERS_H

#include "options.h"
#include "reply.h"

enum { PARAMETERS_MAX = 64, WEB_QUERY_BYTES = 1024 };

typedef struct {
    const char *name, *value; /* valid UTF-8 */
} parameter;

typedef struct parameters {
    reply_type type;
    size_t below;                   /* so many folders below the page was asked, where there is nothing */
    parameter list[PARAMETERS_MAX]; /* all but q, and none that is empty: a form sends its empty fields, too */
    size_t count;
    const char *query; /* "" when there is none */
    options options;   /* what the others ask; as the program's, but without a command line */
    char *copy;
} parameters;

/*
 * Read what the front packed: a number that is the type of the reply, then names and values in turn, each with its NUL.
 * Borrows `bytes`. PGF_EINVAL, PGF_ELIMIT with a line for the client: `type`, `query` and the other parameters are read
 * all the same, and dates that are none stay in `list`, to be mended where they were typed.
 */
pgf_status parameters_read(parameters *out, const char *bytes, size_t size, pgf_error *err);
void parameters_dispose(parameters *p);

/* The request that they ask. */
pgf_request parameters_request(const parameters *p);

#endif
