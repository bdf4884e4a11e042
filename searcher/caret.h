/* Where in a query something is wrong. */
#ifndef PGF_SEARCHER_CARET_H
#define PGF_SEARCHER_CARET_H

#include <paragraf/error.h>
#include <stdio.h>

/* When the message names a character of the query: the query, and a caret below that character. Else nothing. */
void caret_print(FILE *file, const char *query, const pgf_error *err);

#endif
