/*
 * Putting a document into a database with all that hangs on it (terms, values, record, passages, blocks), and taking it
 * out again. One a thread: it counts the words of what goes in and out, which the vocabulary must be told.
 */
#ifndef PGF_INDEX_STORE_H
#define PGF_INDEX_STORE_H

#include "document/document.h"
#include "index/postings.h"
#include "index/record.h"

typedef struct pgf_store pgf_store;

pgf_status pgf_store_new(pgf_store **out, pgf_error *err);
void pgf_store_free(pgf_store *store);

typedef struct {
    unsigned source;        /* number of the source it came from                      */
    uint64_t first_indexed; /* seconds since 1970                                     */
    uint64_t hash;          /* of the bytes it was read from                          */
    const char *language;   /* for a document that names none; "" or NULL: detect it  */
} pgf_store_facts;

/*
 * `docid` is free: what was there has been taken out. The language it was stored in is pgf_store_language().
 * PGF_ELIMIT for a heading of more than 32 MB: nothing was stored then. After any other failure `writable` is lost.
 */
pgf_status pgf_store_put(pgf_store *store, xap_writable *writable, unsigned docid, const pgf_document *document,
                         const pgf_store_facts *facts, pgf_error *err);
const char *pgf_store_language(const pgf_store *store);

/* The words of a document are found by analysing its stored text again. `record` gets what it was stored under. */
pgf_status pgf_store_remove(pgf_store *store, xap_writable *writable, unsigned docid, pgf_record *record,
                            pgf_error *err);

/* The words counted so far, as pgf_postings_words() gives them, and the memory that they take. */
pgf_status pgf_store_words(pgf_store *store, pgf_word_count_fn *each, void *payload, pgf_error *err);
void pgf_store_forget_words(pgf_store *store);
size_t pgf_store_memory(const pgf_store *store);

/* The first document of a term from `from` on; 0 for none. */
pgf_status pgf_store_first(const xap_database *database, const char *term, size_t size, unsigned from, unsigned *docid,
                           pgf_error *err);
/* The document of an id; 0 for none. */
pgf_status pgf_store_find(const xap_database *database, const char *id, unsigned *docid, pgf_error *err);
/* A value that is a number; 0 for none. `base` is 10 or 16. */
pgf_status pgf_store_number(const xap_database *database, unsigned docid, unsigned slot, int base, uint64_t *out,
                            pgf_error *err);

/* The term of all documents of a source; returns its size. */
enum { PGF_SOURCE_TERM_MAX = 16 };
size_t pgf_source_term(unsigned number, char term[PGF_SOURCE_TERM_MAX]);

#endif
