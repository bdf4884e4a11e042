/* Ctrl-C once: stop reading, finish what was read. Twice: stop at once. */
#ifndef PGF_INDEXER_SIGNALS_H
#define PGF_INDEXER_SIGNALS_H

#include <stdbool.h>

/*
 * From here on SIGINT, SIGTERM and SIGHUP are asked for with signals_stop; a second one ends the program at once with
 * 128 + its number, unless it is the same again within half a second (timeout(1) sends its signal twice): an index is
 * safe from that at any moment. SIGPIPE and SIGXFSZ become errors of write().
 */
void signals_catch(void);

/* True once the first one came. */
bool signals_stop(void);

/* 128 + the number of the first one, as a shell would say; 0 when none came. */
int signals_exit_code(void);

#endif
