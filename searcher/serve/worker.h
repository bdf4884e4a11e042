/* A process that answers: one request at a time over one open index. */
#ifndef PGF_SERVE_WORKER_H
#define PGF_SERVE_WORKER_H

/*
 * Open the index and say so on `socket`: a reply of code 200, or of 500 whose body says what is wrong. Then answer each
 * message with one, until the other end is gone, or a last one when the index cannot be read any more. The exit code of
 * the process.
 */
int worker_run(const char *index, int socket);

#endif
