/* The command line, as it was typed. */
#ifndef PGF_INDEXER_OPTIONS_H
#define PGF_INDEXER_OPTIONS_H

#include "text/language.h"
#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum {
    COMMAND_INDEX, /* paragraf-indexer INDEX PATH… */
    COMMAND_REMOVE,
    COMMAND_STATUS,
    COMMAND_VERIFY,
    COMMAND_COMPACT,
    COMMAND_TERMS,
    COMMAND_HELP,
    COMMAND_VERSION
} command;

/* Values of an option that may be given several times. */
typedef struct {
    const char **value;
    size_t count;
} values;

typedef struct {
    command command;
    const char *const *operands; /* behind the subcommand: INDEX PATH…, FILE */
    size_t operand_count;
    values include, exclude, maps, base_urls;
    char language[PGF_LANGUAGE_MAX]; /* "" to detect it */
    const char *charset, *report;
    unsigned jobs;
    bool rebuild, dry_run, allow_mass_delete, quiet, no_progress, json, failed;
} options;

/*
 * Read argv into `out`, whose strings point into it. PGF_EINVAL with a line that says what to do: an unknown option
 * (the nearest one is named), a value that is none, an option that the subcommand does not have, too few operands.
 */
pgf_status options_parse(options *out, int argc, char **argv, pgf_error *err);
void options_dispose(options *out);

#endif
