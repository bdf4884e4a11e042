/* paragraf-searcher serve: answers over HTTP. A front process holds the connections; workers hold the index. */
#ifndef PGF_SERVE_SERVE_H
#define PGF_SERVE_SERVE_H

#include "options.h"

/* Serve until SIGTERM or SIGINT; what is asked then is answered first. The exit code. */
int serve_run(const options *o);

#endif
