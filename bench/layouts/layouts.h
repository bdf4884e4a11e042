/*
 * Two ways to keep passages, made of the same rooms, to be measured beside each other (docs/layout.md).
 *
 *   windows    one database: a document with the positions of all words, and where its passages lie in them
 *   passages   two: documents, with positions of their titles only; passages, with those of their words and heading
 */
#ifndef LAYOUTS_H
#define LAYOUTS_H

#include "tokens.h"
#include <xapian_c.h>

typedef enum { WINDOWS, PASSAGES } layout;

typedef struct {
    layout layout;
    const char *index; /* a folder */
    const char *language;
    bool keep_text; /* of passages, so that answers can show it */
    bool answers;   /* print them, not only the times */
} settings;

/*
 * The data of a document: its id, the words of its title; under WINDOWS then its spans, each as three numbers: from the
 * end of the last one to `begin`, from there to `text`, from there to `end`. The data of a passage: the number of its
 * document, its own number in it from 0, then the words of its heading and of its text.
 */

/* Both print what they measured to standard error. */
pgf_status build(const settings *set, const char *corpus, pgf_error *err);
pgf_status ask(const settings *set, const char *queries, pgf_error *err);

/* Reads a file line by line. */
typedef pgf_status line_fn(void *payload, const char *line, size_t size, pgf_error *err);
pgf_status each_line(const char *path, line_fn *each, void *payload, pgf_error *err);

/* INDEX/name */
pgf_status place(const settings *set, const char *name, pgf_buffer *out, pgf_error *err);
pgf_status failed(const xap_error *problem, pgf_error *err);

double seconds(void);
double cpu_seconds(void);

#endif
