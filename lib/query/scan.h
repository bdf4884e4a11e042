/* What was typed as a row of signs: words, phrases, brackets, operators. The only place that knows how they are written. */
#ifndef PGF_QUERY_SCAN_H
#define PGF_QUERY_SCAN_H

#include "query/reading.h"

typedef enum {
    PGF_SIGN_END,
    PGF_SIGN_WORD,
    PGF_SIGN_PHRASE,
    PGF_SIGN_OPEN,
    PGF_SIGN_CLOSE,
    PGF_SIGN_AND,
    PGF_SIGN_OR,
    PGF_SIGN_NOT,   /* also the dash before a word */
    PGF_SIGN_EXACT, /* the equals sign before a word or phrase */
    PGF_SIGN_NEAR,
    PGF_SIGN_NEXT,
    PGF_SIGN_FIELD
} pgf_sign_kind;

typedef struct {
    pgf_sign_kind kind;
    const char *text; /* of a word, without its boost; of a phrase, without its quotes; of others as typed */
    size_t size;
    size_t at; /* byte at which it begins */
    bool is_unclosed;
    unsigned distance; /* of NEAR and NEXT */
    double boost;      /* of words, phrases and what closes a group: 1 for none */
    const char *field; /* of FIELD: its name in the schema */
} pgf_sign;

/* Start with reading, text and size. */
typedef struct {
    pgf_reading *reading;
    const char *text;
    size_t size, at;
    unsigned depth;    /* of groups that are open: without one a closing bracket is part of a word */
    unsigned unclosed; /* bit i: no more mark that closes the i-th pair of quotes, so nobody need look again */
    pgf_sign sign;     /* the one at hand */
} pgf_scan;

/* Go on to the next sign. */
pgf_status pgf_scan_next(pgf_scan *scan);

/* Is a word one of the operators? */
bool pgf_scan_is_operator(const char *word, size_t size);

#endif
