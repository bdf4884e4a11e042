/*
 * A pool of processes that read dangerous formats, used by several threads at once. A process is used for file after
 * file, and replaced after a crash, a limit or so many files. What one does wrong costs its document only.
 */
#ifndef PGF_INTAKE_HELPERS_H
#define PGF_INTAKE_HELPERS_H

#include "intake/intake.h"

typedef struct {
    const char *program;  /* borrowed                                                                               */
    size_t memory;        /* bytes of address space of one process                                                  */
    unsigned cpu_seconds; /* of one document                                                                        */
    unsigned wall_ms;     /* of one document                                                                        */
    size_t answer_most;   /* bytes of one answer                                                                    */
    size_t ratio;         /* an answer may have so many times the bytes of its document, once it is past `ratio_from` */
    size_t ratio_from;    /* bytes                                                                                  */
    unsigned files;       /* that one process reads                                                                 */
} helpers_settings;

/* The limits that docs/indexing.md names. */
helpers_settings helpers_usual(const char *program);

/* Where paragraf-extract lies: beside this program in a build folder or an installation, else as it was built for. */
const char *helpers_program(void);

/* Nothing is started before the first document. PGF_OK or PGF_ENOMEM. */
pgf_status helpers_new(helpers **out, const helpers_settings *settings, pgf_error *err);
/* Ends all processes and waits for them. No other thread uses the pool any more. */
void helpers_free(helpers *pool);

/*
 * Can a process be had? PGF_OK, at once where one was had before; PGF_EIO when the program is missing, of another version
 * or broken, or the system has no room for one. Then no document is to blame, and a later run may read them.
 */
pgf_status helpers_try(helpers *pool, pgf_error *err);

/*
 * Read `input`, which is not empty, into `document`, new. PGF_EFORMAT when it cannot be read, which a crash is too;
 * PGF_ELIMIT when that takes too much; PGF_EIO when there is no process to be had, a missing program for one.
 */
pgf_status helpers_read(helpers *pool, const char *format, const intake_input *input, pgf_document *document,
                        pgf_error *err);

/* What confinement the system refused the processes, "seccomp"; "" when nothing, or none was started. */
const char *helpers_lacks(helpers *pool);

#endif
