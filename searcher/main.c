/* paragraf-searcher: ranked answers from an index that paragraf-indexer made. */
#include "ask.h"
#include "batch.h"
#include "options.h"
#include "output.h"
#include "serve/serve.h"
#include "terminal/streams.h"
#include "usage.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

static int run(const options *o)
{
    switch (o->command) {
    case COMMAND_SEARCH:
        return o->batch ? batch_run(o) : ask_run(o);
    case COMMAND_SERVE:
        return serve_run(o);
    case COMMAND_HELP:
        usage_help(stdout);
        return EXIT_HITS;
    case COMMAND_VERSION:
        puts("paragraf-searcher " PARAGRAF_VERSION);
        return EXIT_HITS;
    }
    return EXIT_ERROR;
}

/* The help may go into a full disk, or into a pager that was left. */
static int close_output(int code)
{
    errno = 0;
    if ((fflush(stdout) == 0 && !ferror(stdout)) || errno == EPIPE)
        return code;
    pgf_error err;
    pgf_fail(&err, PGF_EIO, "standard output: %s", strerror(errno));
    return output_fail(&err);
}

int main(int argc, char **argv)
{
    options o;
    pgf_error err = {0};
    pgf_streams_fill();
    output_begin();
    int code = options_parse(&o, argc, argv, &err) ? output_fail(&err) : run(&o);
    options_dispose(&o);
    return close_output(code);
}
