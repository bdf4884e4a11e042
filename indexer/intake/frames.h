/*
 * What goes between the indexer and a process that reads dangerous formats: frames of a type (1 byte), a length (4
 * bytes, low first) and so many bytes. The reading side trusts nothing of what it reads.
 */
#ifndef PGF_INTAKE_FRAMES_H
#define PGF_INTAKE_FRAMES_H

#include "document/document.h"

typedef enum {
    FRAME_HELLO = 'H',   /* first of a new process: FRAMES_VERSION, what confinement the system refused it       */
    FRAME_REQUEST = 'R', /* number, format, charset ("" for none), path; the bytes are a descriptor beside it    */
    FRAME_NOTICE = 'N',
    FRAME_FIELD = 'F',
    FRAME_SECTION = 'S',
    FRAME_PARAGRAPH = 'P',
    FRAME_FAILURE = 'X', /* in place of a document: status, message                                              */
    FRAME_END = 'E'      /* of an answer: number of the request, count of frames before it                       */
} frame_type;

enum {
    FRAMES_VERSION = 1,
    FRAME_HEAD = 5,             /* bytes of type and length                                                      */
    FRAME_MOST = 21000000,      /* bytes of one: a paragraph of all the text a document may have, and some       */
    FRAMES_MOST = 2000000,      /* of an answer: a section without a heading takes memory, but no text           */
    FRAMES_REQUEST_MOST = 16384 /* bytes of a request with its head                                              */
};

typedef struct {
    frame_type type;
    const char *bytes; /* borrowed */
    size_t size;
} frame;

typedef enum { FRAME_WHOLE, FRAME_CUT, FRAME_BROKEN } frame_found;

/* The frame at `*at`, which moves behind it. FRAME_CUT when bytes are missing, FRAME_BROKEN when more cannot help. */
frame_found frames_next(const char *bytes, size_t size, size_t *at, frame *out);

/* --- Writing: PGF_OK or PGF_ENOMEM -------------------------------------------------------------------------------- */

pgf_status frames_append(pgf_buffer *out, frame_type type, const char *bytes, size_t size);

/* What a process sends first; `lacks` is "" when all of its confinement holds. */
pgf_status frames_write_hello(const char *lacks, pgf_buffer *out);
typedef struct {
    uint64_t number;
    const char *format, *charset, *path; /* charset: "" when none is declared; borrowed */
} frames_request;
pgf_status frames_write_request(const frames_request *request, pgf_buffer *out);

/* An answer: a document, or why there is none. */
pgf_status frames_write_document(const pgf_document *document, uint64_t request, pgf_buffer *out);
pgf_status frames_write_failure(pgf_status why, const char *message, uint64_t request, pgf_buffer *out);

/* --- Reading ------------------------------------------------------------------------------------------------------ */

/* HELLO_OTHER: from a program of another FRAMES_VERSION. `*lacks` is borrowed, for HELLO_WELL alone. */
typedef enum { HELLO_WELL, HELLO_OTHER, HELLO_BROKEN } frames_hello;
frames_hello frames_read_hello(const frame *hello, const char **lacks);
bool frames_read_request(const frame *asked, frames_request *out);

/* Is it the end of an answer to `request`? `*frames` is how many came before. */
bool frames_read_end(const frame *end, uint64_t request, size_t *frames);

/*
 * Read an answer into `document`, new. Of the fields `path` is left out: how a file is called is not for its reader to
 * say. What the answer says is its own (PGF_EFORMAT, or PGF_ELIMIT also for PGF_ENOMEM); PGF_EIO when it is no answer
 * to that request; PGF_ENOMEM when memory is out here.
 */
pgf_status frames_read_answer(const char *bytes, size_t size, uint64_t request, pgf_document *document, pgf_error *err);

#endif
