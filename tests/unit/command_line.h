/* A command line from a test, for whichever program's options.h was included before. */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ARGUMENTS = 16 };

/* `line`, copied into `text`, is split at each bar: an argument may hold blanks. */
static pgf_status parse(options *out, const char *line, char text[256], pgf_error *err)
{
    static char *argv[ARGUMENTS + 1];
    int argc = 0;
    argv[argc++] = "paragraf";
    char *rest = *line ? strcpy(text, line) : NULL;
    while (rest && argc < ARGUMENTS)
        argv[argc++] = strsep(&rest, "|");
    argv[argc] = NULL;
    return options_parse(out, argc, argv, err);
}

static void assert_refused(const char *line, const char *message)
{
    options out;
    char text[256];
    pgf_error err = {0};
    assert_int_equal(parse(&out, line, text, &err), PGF_EINVAL);
    assert_string_equal(err.message, message);
    options_dispose(&out);
}

#endif
