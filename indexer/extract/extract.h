/* Extractors: bytes of a file of a format that may be hostile, to a document. They run in a process of their own. */
#ifndef PGF_EXTRACT_EXTRACT_H
#define PGF_EXTRACT_EXTRACT_H

#include "document/document.h"

typedef struct {
    const char *bytes; /* the file's content                       */
    size_t size;
    const char *charset; /* declared from outside (--charset), or NULL */
    const char *path;    /* for messages only                          */
} extract_input;

/*
 * Fill `document` (new, maybe with metadata set, which stays) from an HTML page: its main content without menus,
 * banners and footers; metadata from <title>, <meta>, Dublin Core, Open Graph, JSON-LD and <link rel=canonical>.
 * The charset is the declared one, that of a BOM, that of <meta> unless the bytes belie it, else a guess.
 * PGF_OK, also for a page without text; PGF_ELIMIT, PGF_ENOMEM.
 * Source: HTML Living Standard; Dublin Core; Open Graph; schema.org.
 */
pgf_status extract_html(const extract_input *input, pgf_document *document, pgf_error *err);

#endif
