/* Status codes and error messages of the Paragraf library. */
#ifndef PARAGRAF_ERROR_H
#define PARAGRAF_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

typedef enum {
    PGF_OK = 0,
    PGF_ENOMEM,    /* out of memory                                        */
    PGF_EINVAL,    /* an option, parameter or query is wrong               */
    PGF_EFORMAT,   /* a document or input file is malformed                */
    PGF_EIO,       /* the operating system refused: disk full, permission  */
    PGF_ENOTFOUND, /* no such index, document or file                      */
    PGF_EEXIST,    /* it is there already, or belongs to something else    */
    PGF_ELOCKED,   /* another indexer is writing to this index             */
    PGF_EVERSION,  /* an index of another format or analyser version       */
    PGF_ELIMIT,    /* a limit was passed; the message names it             */
    PGF_ETIMEOUT,  /* the deadline passed                                  */
    PGF_ECORRUPT,  /* the index is damaged                                 */
    PGF_ECANCELED, /* the caller asked to stop                             */
    PGF_EINTERNAL  /* a defect of this program                             */
} pgf_status;

enum { PGF_MESSAGE_MAX = 512 };

/* Filled by a function that fails; untouched by one that succeeds. */
typedef struct {
    pgf_status status;
    char message[PGF_MESSAGE_MAX]; /* one line of UTF-8, no final period */
} pgf_error;

/*
 * Record one impersonal line about what went wrong and return `status`.
 * `err` may be NULL. A line that is too long is cut between characters.
 */
pgf_status pgf_fail(pgf_error *err, pgf_status status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/*
 * The name of a status in JSON: "ok", "no-memory", "invalid", "malformed", "io", "not-found", "exists", "locked",
 * "version", "limit", "timeout", "corrupt", "canceled" or "internal".
 */
const char *pgf_status_name(pgf_status status);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif
#endif
