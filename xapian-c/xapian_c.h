/*
 * Xapian for C: databases, documents, queries, matches.
 *
 * Every function that can fail returns a status, fills `err` (may be NULL) and never lets an exception out. What it
 * makes comes through `out`, is the caller's, and is untouched on failure; only xap_positions may then be empty.
 * Nothing here may be used by two threads at once, not even two handles that share an origin: Xapian counts references
 * without locks. Handles that share none may.
 * Terms, keys and values are bytes with a size, which may hold NULs; NULL with size 0 is an empty one. Document ids
 * and positions count from 1. A visitor (xap_visit_fn and the like) must not change the database that it walks over.
 *
 * Source: Xapian 1.4 (xapian.org), whose manual says what the notions mean.
 */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* --- Errors ------------------------------------------------------------------------------------------------------- */

typedef enum {
    XAP_OK = 0,
    XAP_ENOMEM,    /* out of memory                                                      */
    XAP_EINVAL,    /* an argument or a query that Xapian refuses                         */
    XAP_ENOTFOUND, /* no such database or document                                       */
    XAP_EOPEN,     /* a database cannot be opened or created: permission, it is there    */
    XAP_ELOCKED,   /* another writer has it                                              */
    XAP_EVERSION,  /* a database of another format                                       */
    XAP_ECHANGED,  /* it was committed to twice since it was opened: reopen, start again */
    XAP_ECLOSED,   /* used after it was closed, or after a failure lost its changes      */
    XAP_ECORRUPT,  /* a damaged database                                                 */
    XAP_EIO,       /* the disk: full, unreadable, gone                                   */
    XAP_ENETWORK,  /* a remote database                                                  */
    XAP_ETIMEOUT,  /* the deadline of a query, or a remote one, passed                   */
    XAP_ESTOPPED,  /* a visitor ended its walk                                           */
    XAP_EINTERNAL  /* any other exception                                                */
} xap_status;

enum { XAP_MESSAGE_MAX = 512 };

typedef struct {
    xap_status status;
    int code;                      /* errno behind it, 0 for none */
    char type[40];                 /* of the exception: "DatabaseModifiedError"; "Refusal" for this library's own */
    char message[XAP_MESSAGE_MAX]; /* one line */
} xap_error;

/* --- Values that grow: start from {0}, filled again and again, disposed once -------------------------------------- */

typedef struct {
    char *bytes; /* NUL-terminated behind `size` whenever not NULL */
    size_t size, capacity;
} xap_bytes;

typedef struct {
    unsigned *items; /* ascending */
    size_t count, capacity;
} xap_positions;

void xap_bytes_dispose(xap_bytes *bytes);
void xap_positions_dispose(xap_positions *positions);

/* --- Databases ---------------------------------------------------------------------------------------------------- */

typedef struct xap_database xap_database; /* for reading */
typedef struct xap_writable xap_writable; /* for reading and writing; one a database */

enum { XAP_TERM_MAX = 245 }; /* bytes of a term; a NUL counts twice. The same holds for metadata keys. */

/* The bytes a term or key takes of XAP_TERM_MAX. */
size_t xap_term_cost(const char *term, size_t size);

xap_status xap_database_open(xap_database **out, const char *path, xap_error *err);
/* Several as one: the documents of database i of n get the ids (id - 1) * n + i + 1. `count` is at least 1. */
xap_status xap_database_open_many(xap_database **out, const char *const *paths, size_t count, xap_error *err);
/* NULL is fine. Matches made of it may outlive it. */
void xap_database_close(xap_database *database);
/* Move to the last commit. `*changed` may be NULL. */
xap_status xap_database_reopen(xap_database *database, bool *changed, xap_error *err);

typedef enum {
    XAP_CREATE_OR_OPEN,
    XAP_CREATE, /* XAP_EOPEN when it is there */
    XAP_OPEN    /* XAP_ENOTFOUND when it is not */
} xap_mode;

enum {
    XAP_NO_SYNC = 1 << 0,    /* commits do not wait for the disk                                         */
    XAP_DANGEROUS = 1 << 1,  /* blocks are changed in place: no reader, and a crash loses the database    */
    XAP_NO_TERMLIST = 1 << 2 /* smaller, but documents cannot be replaced or deleted                     */
};

/* A new folder is made when its parent is there. */
xap_status xap_writable_open(xap_writable **out, const char *path, xap_mode mode, unsigned flags, xap_error *err);
/* What is not committed is lost: unlike Xapian's own close() this never commits. NULL is fine. */
void xap_writable_close(xap_writable *writable);
/* The same database for reading, changes since the last commit included. Borrowed. */
xap_database *xap_writable_database(xap_writable *writable);

/*
 * Make what was changed durable; nothing else commits, however many changes there are. Xapian syncs its files, then
 * this syncs the folder, without which the new version file may be gone after a power cut (not with XAP_NO_SYNC).
 *
 * After any failure of this or of a change all changes since the last commit are lost, and the next change or commit
 * is XAP_ECLOSED: close the handle, open anew, do them again. Nothing is lost by XAP_ENOTFOUND from
 * xap_writable_delete() or by XAP_EINVAL for a term, a key or a docid.
 */
xap_status xap_writable_commit(xap_writable *writable, xap_error *err);

enum {
    XAP_COMPACT_NO_RENUMBER = 1 << 0, /* ids stay; those of the sources must not overlap             */
    XAP_COMPACT_FULLER = 1 << 1,      /* a little smaller, slower to update                          */
    XAP_COMPACT_SINGLE_FILE = 1 << 2,
    XAP_COMPACT_NO_SYNC = 1 << 3,  /* do not sync the folder; Xapian syncs the files all the same  */
    XAP_COMPACT_MULTIPASS = 1 << 4 /* more than three sources: in several passes, with more disk   */
};
/*
 * Merge databases into a new one, whose parent folder must be there. A database that was there is overwritten.
 * Of equal metadata keys only one value stays: keep the keys of sources apart.
 */
xap_status xap_compact(const char *const *sources, size_t count, const char *destination, unsigned flags,
                       xap_error *err);
/* Check the structure of every table. `*problems` counts them; `report` (may be NULL) gets what Xapian says of them. */
xap_status xap_check(const char *path, size_t *problems, xap_bytes *report, xap_error *err);

xap_status xap_database_document_count(const xap_database *database, unsigned *out, xap_error *err);
/* The highest id ever used; 0 when none was. */
xap_status xap_database_last_docid(const xap_database *database, unsigned *out, xap_error *err);
/* Of a document, as xap_document_length() has it: on average, and of all together. */
xap_status xap_database_average_length(const xap_database *database, double *out, xap_error *err);
xap_status xap_database_total_length(const xap_database *database, uint64_t *out, xap_error *err);
/* 36 characters; those of several databases are joined by colons. */
xap_status xap_database_uuid(const xap_database *database, xap_bytes *out, xap_error *err);
/* Xapian's own count of commits. XAP_EINVAL for several databases as one. */
xap_status xap_database_revision(const xap_database *database, uint64_t *out, xap_error *err);

/* --- Metadata: key -> value, beside the documents ----------------------------------------------------------------- */

/* An empty value is the same as none: XAP_OK with size 0. Of several databases the first answers. */
xap_status xap_metadata_get(const xap_database *database, const char *key, size_t size, xap_bytes *out, xap_error *err);
/* An empty value removes the key. XAP_EINVAL for a key that is empty or costs more than XAP_TERM_MAX. */
xap_status xap_metadata_set(xap_writable *writable, const char *key, size_t size, const char *value, size_t value_size,
                            xap_error *err);

/* Gets keys, terms or values one by one; anything but 0 ends the walk with XAP_ESTOPPED. Must not throw or jump out. */
typedef int xap_visit_fn(void *payload, const char *bytes, size_t size);
/* Keys that start with `prefix`, in byte order. */
xap_status xap_metadata_walk(const xap_database *database, const char *prefix, size_t size, xap_visit_fn *each,
                             void *payload, xap_error *err);
/*
 * The same, but keys may be passed over unseen: `each` returns how many bytes of the key it got are hopeless, and no
 * other key that begins with them comes. 0 goes on to the next; less ends the walk with XAP_ESTOPPED.
 */
xap_status xap_metadata_skim(const xap_database *database, const char *prefix, size_t size, xap_visit_fn *each,
                             void *payload, xap_error *err);

/* --- Documents ---------------------------------------------------------------------------------------------------- */

typedef struct xap_document xap_document;

xap_status xap_document_new(xap_document **out, xap_error *err);
void xap_document_free(xap_document *document);
/* Empty again, as new. */
xap_status xap_document_clear(xap_document *document, xap_error *err);

/*
 * A term with all its positions.
 *
 *   positions, count   ascending; NULL and 0 for a term without
 *   frequency          what it adds to the term's weight (wdf) and to the document's length: `count` for words,
 *                      0 for filters
 *
 * XAP_EINVAL, naming the term, when it is empty or costs more than XAP_TERM_MAX: Xapian itself would notice only when
 * the document is added, and then throw away every change since the last commit.
 */
xap_status xap_document_add_term(xap_document *document, const char *term, size_t size, const unsigned *positions,
                                 size_t count, unsigned frequency, xap_error *err);
xap_status xap_document_set_value(xap_document *document, unsigned slot, const char *value, size_t size,
                                  xap_error *err);
xap_status xap_document_set_data(xap_document *document, const char *data, size_t size, xap_error *err);

/* Add under the next free id. `*docid` may be NULL. */
xap_status xap_writable_add(xap_writable *writable, const xap_document *document, unsigned *docid, xap_error *err);
/* Put at an id, whether or not there is one. */
xap_status xap_writable_put(xap_writable *writable, unsigned docid, const xap_document *document, xap_error *err);
/* XAP_ENOTFOUND when there is none. */
xap_status xap_writable_delete(xap_writable *writable, unsigned docid, xap_error *err);

/* --- Reading a document and a term -------------------------------------------------------------------------------- */

xap_status xap_document_data(const xap_database *database, unsigned docid, xap_bytes *out, xap_error *err);
/* Empty when the slot is. */
xap_status xap_document_value(const xap_database *database, unsigned docid, unsigned slot, xap_bytes *out,
                              xap_error *err);
/* The sum of its terms' frequencies. */
xap_status xap_document_length(const xap_database *database, unsigned docid, unsigned *out, xap_error *err);
/* Where a term stands in a document; none when it does not. */
xap_status xap_document_positions(const xap_database *database, unsigned docid, const char *term, size_t size,
                                  xap_positions *out, xap_error *err);
/* Gets a term and how often it stands there (wdf), or in how many documents it is. */
typedef int xap_term_fn(void *payload, const char *term, size_t size, unsigned frequency);
/* The terms of a document in byte order; `prefix` may be "". */
xap_status xap_document_terms(const xap_database *database, unsigned docid, const char *prefix, size_t size,
                              xap_term_fn *each, void *payload, xap_error *err);
/* All terms of a database that start with `prefix`, in byte order, with the documents of each. */
xap_status xap_database_terms(const xap_database *database, const char *prefix, size_t size, xap_term_fn *each,
                              void *payload, xap_error *err);
/* Documents that have a term, and how often it stands in all of them; either `out` may be NULL. */
xap_status xap_term_frequencies(const xap_database *database, const char *term, size_t size, unsigned *documents,
                                uint64_t *occurrences, xap_error *err);
/*
 * The documents of a term in ascending order, from the first id that is at least `from`. The empty term stands for all
 * documents, with frequency 1.
 */
typedef int xap_posting_fn(void *payload, unsigned docid, unsigned frequency);
xap_status xap_term_documents(const xap_database *database, const char *term, size_t size, unsigned from,
                              xap_posting_fn *each, void *payload, xap_error *err);

/* --- Queries ------------------------------------------------------------------------------------------------------ */

typedef struct xap_query xap_query; /* never changes once made; what it was made of may be freed */

void xap_query_free(xap_query *query);
xap_status xap_query_term(xap_query **out, const char *term, size_t size, xap_error *err);
xap_status xap_query_match_all(xap_query **out, xap_error *err);
xap_status xap_query_match_nothing(xap_query **out, xap_error *err);

typedef enum {
    XAP_AND,
    XAP_OR,
    XAP_AND_NOT,   /* the first without the others                            */
    XAP_AND_MAYBE, /* the first; the others add weight                        */
    XAP_FILTER,    /* the first; the others must match and add none           */
    XAP_SYNONYM,   /* any; weighed as one term                                */
    XAP_MAX,       /* any; the best weight of them                            */
    XAP_PHRASE,    /* in this order within `window` positions; 0: in a row    */
    XAP_NEAR       /* in any order within `window` positions; 0: in a row     */
} xap_operator;
/*
 * PHRASE and NEAR take terms, and OR of terms; anything else is XAP_EINVAL here, not in the match. No query: match
 * nothing.
 */
xap_status xap_query_combine(xap_query **out, xap_operator operator_, xap_query *const *queries, size_t count,
                             unsigned window, xap_error *err);
/* Weights times `factor` >= 0. */
xap_status xap_query_scale(xap_query **out, const xap_query *query, double factor, xap_error *err);
/* Documents that have a value, from `from` to `to`, both included, in byte order; NULL is open. */
xap_status xap_query_value_range(xap_query **out, unsigned slot, const char *from, size_t from_size, const char *to,
                                 size_t to_size, xap_error *err);
/*
 * The query, ended with XAP_ETIMEOUT when `milliseconds` have passed since this call. 0: no time at all.
 * A posting source under FILTER that looks at the clock: set_time_limit() of Xapian does not stop a bad match.
 */
xap_status xap_query_deadline(xap_query **out, const xap_query *query, unsigned milliseconds, xap_error *err);
/* For people: Xapian's own way to write a query. */
xap_status xap_query_describe(const xap_query *query, xap_bytes *out, xap_error *err);

/* --- Matching ----------------------------------------------------------------------------------------------------- */

typedef enum {
    XAP_WEIGH_BM25,
    XAP_WEIGH_COORD, /* how many of the query's terms match */
    XAP_WEIGH_NONE   /* by docid */
} xap_weighing;

typedef struct {
    double k1, k2, k3, b, min_length;
} xap_bm25;

typedef enum { XAP_BY_WEIGHT, XAP_BY_VALUE_THEN_WEIGHT, XAP_BY_VALUE } xap_order;

/* Start from xap_search_default(). */
typedef struct {
    size_t offset, limit;
    size_t check_at_least; /* look at so many matches at least: facets and totals are exact up to it */
    xap_weighing weighing;
    xap_bm25 bm25;
    double least_weight; /* below it nothing matches: with XAP_WEIGH_COORD, exactly n of m terms */
    xap_order order;
    unsigned sort_slot;
    bool descending; /* of the values, the highest first; documents without one come last either way */
    bool collapse;   /* of documents with the same value only the best `collapse_most` */
    unsigned collapse_slot, collapse_most;
    const unsigned *facet_slots; /* count the values there */
    size_t facet_count;
} xap_search;

/* 10 hits by weight, BM25 with k1=1.2 and b=.75. */
xap_search xap_search_default(void);

typedef struct xap_matches xap_matches;

/* `query_length` of BM25 is what Xapian counts. */
xap_status xap_match(xap_matches **out, const xap_database *database, const xap_query *query, const xap_search *search,
                     xap_error *err);
void xap_matches_free(xap_matches *matches);

size_t xap_matches_count(const xap_matches *matches); /* hits from `offset` on, at most `limit` */
unsigned xap_matches_docid(const xap_matches *matches, size_t index);
double xap_matches_weight(const xap_matches *matches, size_t index);
/* Documents that match: at least, likely, at most. Equal when check_at_least was reached. */
typedef struct {
    size_t lower, estimate, upper;
} xap_total;
xap_total xap_matches_total(const xap_matches *matches);
/* How many documents of the same value a hit stands for besides itself, at least. */
unsigned xap_matches_collapsed(const xap_matches *matches, size_t index);
/* Values counted in facet_slots[facet], in byte order, each with its documents. */
xap_status xap_matches_facet(const xap_matches *matches, size_t facet, xap_term_fn *each, void *payload,
                             xap_error *err);
/* Documents that were looked at for the facets. */
size_t xap_matches_facet_documents(const xap_matches *matches);
/* The terms of the query that a hit has. */
xap_status xap_matches_terms(const xap_matches *matches, size_t index, xap_visit_fn *each, void *payload,
                             xap_error *err);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
