/* paragraf-indexer: policy documents into an index that paragraf-searcher answers from. */
#include "build.h"
#include "options.h"
#include "terminal/streams.h"
#include "terms.h"
#include "upkeep.h"
#include "usage.h"
#include <errno.h>
#include <locale.h>
#include <string.h>

static int run(const options *o)
{
    switch (o->command) {
    case COMMAND_INDEX:
        return o->dry_run ? build_dry_run(o) : build_run(o);
    case COMMAND_REMOVE:
        return upkeep_remove(o);
    case COMMAND_STATUS:
        return upkeep_status(o);
    case COMMAND_VERIFY:
        return upkeep_verify(o);
    case COMMAND_COMPACT:
        return upkeep_compact(o);
    case COMMAND_TERMS:
        return terms_run(o);
    case COMMAND_HELP:
        usage_help(stdout);
        return EXIT_WELL;
    case COMMAND_VERSION:
        puts("paragraf-indexer " PARAGRAF_VERSION);
        return EXIT_WELL;
    }
    return EXIT_NOTHING_DONE;
}

/* An answer that could not be written is no answer; a reader that went away (a closed pipe) has what it wanted. */
static int close_output(int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    if (errno == EPIPE)
        return code;
    fprintf(stderr, "paragraf-indexer: standard output: %s\n", errno ? strerror(errno) : "a write failed");
    return code == EXIT_WELL ? EXIT_SOME_FAILED : code;
}

int main(int argc, char **argv)
{
    pgf_streams_fill();
    setlocale(LC_CTYPE, ""); /* for `?` and `[é]` in --include and --exclude */
    options o;
    pgf_error err = {0};
    int code = options_parse(&o, argc, argv, &err) ? build_fail(&err) : run(&o);
    options_dispose(&o);
    return close_output(code);
}
