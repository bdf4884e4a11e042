/* What a line of plain text begins with: numbers, letters, bullets, dashes. */
#ifndef PGF_DOCUMENT_MARKS_H
#define PGF_DOCUMENT_MARKS_H

#include "document/document.h"

/* Bytes of a bullet or enumerator ("•", "(a)", "iv)", "12.", "1.2.3", "①", "一、") with the space behind it; 0: none. */
size_t pgf_mark_size(const char *text, size_t size);

/* Two items are of one list when these are equal: its signs are letters, digits or bullets, with the same brackets. */
unsigned pgf_mark_style(const char *text, size_t size);

/* Does the line hold nothing but an enumerator: "1", "(iv)", "2.2.1", "12(3)", "２"? It belongs to what follows. */
bool pgf_is_label(const char *text, size_t size);

/* Is it a bullet, which a wrapped line hardly ever begins with by chance? */
bool pgf_is_bullet(const char *text, size_t size);

/* The kind of paragraph that a line opens. */
pgf_paragraph_kind pgf_kind_of(const char *text, size_t size);

typedef enum {
    ENDS_OPEN,
    ENDS_STOP, /* . ! ? … and their like */
    ENDS_SEMICOLON,
    ENDS_COLON, /* or a dash that introduces */
    ENDS_COMMA
} line_ending;

/* How a line ends, brackets and quotation marks that close passed over. */
line_ending pgf_ending_of(const char *text, size_t size);

#endif
