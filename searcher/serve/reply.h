/* What a client gets, and how a worker hands it to the front. */
#ifndef PGF_SERVE_REPLY_H
#define PGF_SERVE_REPLY_H

#include "base/buffer.h"

typedef enum { REPLY_JSON, REPLY_PAGE, REPLY_STYLE, REPLY_TYPES } reply_type;

typedef struct {
    unsigned code; /* of HTTP */
    reply_type type;
    bool last; /* its worker ends with it */
    pgf_buffer body;
} reply;

void reply_dispose(reply *r);

/* The code of HTTP for an error of the library. */
unsigned reply_code(pgf_status status);

/* Does it say that the index cannot be read, or not by this process? */
bool reply_is_lost(pgf_status status);

struct parameters;

/* Make `out` the error in the form that `type` has. PGF_OK or PGF_ENOMEM. */
pgf_status reply_fail(reply *out, reply_type type, unsigned code, const struct parameters *asked,
                      const pgf_error *error);

/* To bytes and back; false for bytes that are none. */
pgf_status reply_pack(const reply *r, pgf_buffer *out);
bool reply_unpack(reply *out, const pgf_buffer *bytes);

#endif
