/* Where the passages of a document lie: in its positions, for ranking; in its blocks, for showing them. */
#ifndef PGF_INDEX_SPANS_H
#define PGF_INDEX_SPANS_H

#include "base/buffer.h"

typedef struct {
    unsigned begin; /* its first position, that of the heading when it is the first of its section    */
    unsigned text;  /* position of the first word of its text                                         */
    unsigned end;   /* behind the last                                                                */
    unsigned block; /* number of the block that holds it                                              */
    unsigned item;  /* and its item in there, from 0                                                  */
} pgf_stored_span;

typedef struct {
    pgf_stored_span *items;
    size_t count, capacity;
    unsigned title_words; /* the title's positions are 1 to title_words */
    unsigned blocks;      /* how many the document has                  */
} pgf_stored_spans;       /* start from {0}; filled again and again     */

void pgf_stored_spans_dispose(pgf_stored_spans *spans);
pgf_status pgf_stored_spans_add(pgf_stored_spans *spans, const pgf_stored_span *span);
pgf_status pgf_stored_spans_write(const pgf_stored_spans *spans, pgf_buffer *out);
/* PGF_ECORRUPT when the bytes are no spans. */
pgf_status pgf_stored_spans_read(pgf_stored_spans *out, const char *bytes, size_t size, pgf_error *err);

#endif
