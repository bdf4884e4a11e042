/* Search an index: a request in, the answer out as JSON (docs/result.schema.json). */
#ifndef PARAGRAF_SEARCH_H
#define PARAGRAF_SEARCH_H

#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

/* Limits of one request. Past one: PGF_ELIMIT, and a message that names it. */
enum {
    PGF_QUERY_BYTES = 8192,
    PGF_QUERY_WORDS = 32, /* of a longer query the rarest words are used, with a warning */
    PGF_PHRASE_WORDS = 32,
    PGF_LIMIT = 100,    /* hits a page */
    PGF_WINDOW = 10000, /* offset + limit */
    PGF_PASSAGES = 10,  /* a hit */
    PGF_DEADLINE_MS = 2000
};

/* What 0 in a request stands for. */
enum { PGF_LIMIT_DEFAULT = 10, PGF_PASSAGES_DEFAULT = 3 };

/* Of the answers, also those of errors in a batch. */
enum { PGF_SCHEMA_VERSION = 1 };

typedef enum { PGF_SORT_RELEVANCE, PGF_SORT_NEWEST, PGF_SORT_OLDEST } pgf_sort;

/* One value a hit must have, whole, whatever its case and accents (not so id and path). Several of one field: any. */
typedef struct {
    const char *field; /* "type", "issuer", "language", "country", "topic", "year", "id", "path" */
    const char *value;
} pgf_filter;

/* Start from {0}: everything but `query` may stay so. Borrowed for the call. */
typedef struct {
    const char *query; /* UTF-8 as typed */
    size_t query_size;
    const char *query_id; /* comes back as query.id, for batches; NULL for none */
    size_t offset;
    size_t limit; /* 0 means PGF_LIMIT_DEFAULT; to count only, set `count_only` */
    bool count_only;
    pgf_sort sort;
    const pgf_filter *filters;
    size_t filter_count;
    const char *date_from, *date_to; /* YYYY, YYYY-MM or YYYY-MM-DD, both included; NULL for open */
    const char *const *facets;       /* names; NULL for all fields that are facets */
    size_t facet_count;
    bool no_facets;
    bool strict;          /* a query that cannot be read as it may have been meant is PGF_EINVAL */
    bool explain;         /* each hit says what its score is made of */
    bool any;             /* total and facets count documents with any word */
    bool as_typed;        /* no other spelling is proposed, nor searched where nothing is found */
    unsigned passages;    /* a hit; 0 means PGF_PASSAGES_DEFAULT */
    unsigned deadline_ms; /* 0 means PGF_DEADLINE_MS */
    void *reserved[8];    /* NULL, for what is to come */
} pgf_request;

/* Used by one thread at a time, and not by a child that was forked while it was open. One index may have many. */
typedef struct pgf_searcher pgf_searcher;

/* PGF_ENOTFOUND, PGF_EVERSION, PGF_EIO, PGF_ECORRUPT with a line that says what to do. */
pgf_status pgf_searcher_open(pgf_searcher **out, const char *path, pgf_error *err);
void pgf_searcher_close(pgf_searcher *searcher); /* NULL is fine */

/*
 * Answer from the newest state of the index. `*json` is one line without a line end, NUL-terminated UTF-8, the caller's
 * to free(); `*total` (may be NULL) is total.value. No hits is PGF_OK.
 * PGF_EINVAL for an empty query without filters, an unknown field or a bad date; PGF_ELIMIT; PGF_ETIMEOUT.
 */
pgf_status pgf_search(pgf_searcher *searcher, const pgf_request *request, char **json, size_t *total, pgf_error *err);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif
#endif
