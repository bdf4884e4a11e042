/*
 * Intake: bytes of a file to a document. One row a format; what parses dangerous input runs as a process of its own
 * behind a row.
 */
#ifndef PGF_INTAKE_INTAKE_H
#define PGF_INTAKE_INTAKE_H

#include "document/document.h"

typedef struct helpers helpers;

typedef struct {
    const char *path;    /* for messages only: relative to its root                     */
    const char *charset; /* declared from outside (--charset), or NULL                  */
    const char *bytes;   /* the file's content, any charset unless the format says else */
    size_t size;
    helpers *helpers; /* for formats that are read apart */
} intake_input;

/* Fill `document` (new, maybe with metadata set) from `input`. PGF_EFORMAT when it is malformed beyond use. */
typedef pgf_status intake_read_fn(const intake_input *input, pgf_document *document, pgf_error *err);

typedef struct {
    const char *name;            /* "plain text"                                                */
    const char *const *suffixes; /* lower case, with the dot, NULL behind the last              */
    intake_read_fn *read;        /* NULL for a format of a document a line (JSON Lines)         */
    bool lines;
    bool apart; /* read by a process of its own, which must be installed */
} intake_format;

/* The format of a path by its suffix, any case; NULL when it is not supported. */
const intake_format *intake_format_of(const char *path);
/* The table itself, for --help and messages. */
const intake_format *intake_formats(size_t *count);

/* True for bytes that are no text in any charset: control bytes or NULs other than UTF-16's and UTF-32's pattern. */
bool intake_is_binary(const char *bytes, size_t size);
/* What a file that is no text is by its first bytes, "a PDF"; NULL when they tell nothing. */
const char *intake_binary_kind(const char *bytes, size_t size);

intake_read_fn intake_read_plain;
intake_read_fn intake_read_markdown;

#endif
