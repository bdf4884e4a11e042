#include "caret.h"
#include "terminal/escape.h"
#include "text/columns.h"
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 200 }; /* of a longer query no terminal shows the place */

/* Bytes before the character that is counted as `place` from 1. */
static size_t bytes_before(const char *text, size_t size, size_t place)
{
    size_t at = 0;
    for (size_t seen = 1; at < size && seen < place; seen++)
        for (at++; at < size && (text[at] & 0xC0) == 0x80; at++)
            ;
    return at;
}

void caret_print(FILE *file, const char *query, const pgf_error *err)
{
    static const char before[] = "the query, character ";
    pgf_buffer shown = {0};
    if (strncmp(err->message, before, sizeof before - 1) == 0 &&
        pgf_escape_plain(query, strlen(query), &shown) == PGF_OK && shown.size == strlen(query) &&
        pgf_text_columns(shown.bytes, shown.size) <= COLUMNS_MAX) {
        size_t place = strtoul(err->message + sizeof before - 1, NULL, 10);
        size_t columns = pgf_text_columns(shown.bytes, bytes_before(shown.bytes, shown.size, place));
        fprintf(file, "  %s\n  %*s^\n", shown.bytes, (int)columns, "");
    }
    pgf_buffer_dispose(&shown);
}
