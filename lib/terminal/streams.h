/* Standard input, output and error. */
#ifndef PGF_TERMINAL_STREAMS_H
#define PGF_TERMINAL_STREAMS_H

/*
 * To be called first: a standard stream that was closed is opened the wrong way round. So no file of an index gets its
 * number, and what is read or written there fails.
 */
void pgf_streams_fill(void);

#endif
