#include "report.h"
#include "base/memory.h"
#include "escape.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct report {
    FILE *file;
    char *path;
    int problem; /* errno of the first write that failed */
};

pgf_status report_open(report **out, const char *path, pgf_error *err)
{
    report *made = calloc(1, sizeof *made);
    if (made)
        made->path = strdup(path);
    if (!made || !made->path) {
        free(made);
        return pgf_no_memory(err);
    }
    made->file = strcmp(path, "-") == 0 ? stdout : fopen(path, "we");
    if (!made->file) {
        int problem = errno;
        free(made->path);
        free(made);
        return pgf_fail(err, PGF_EIO, "--report %s: %s; name a file that can be written", path, strerror(problem));
    }
    *out = made;
    return PGF_OK;
}

static pgf_status add_member(pgf_buffer *json, const char *name, const char *value)
{
    pgf_status status = pgf_buffer_printf(json, "%s\"%s\":", json->size ? "," : "{", name);
    return status ? status : escape_json(value, strlen(value), json);
}

static pgf_status compose(pgf_buffer *json, const pgf_report_line *line)
{
    pgf_status status = add_member(json, "path", line->path);
    if (!status)
        status = add_member(json, "outcome", pgf_outcome_name(line->outcome));
    if (!status)
        status = add_member(json, "reason", line->reason);
    if (!status && line->line)
        status = pgf_buffer_printf(json, ",\"line\":%zu", line->line);
    if (!status && *line->id)
        status = add_member(json, "id", line->id);
    if (!status && *line->language)
        status = add_member(json, "language", line->language);
    if (!status && *line->title)
        status = add_member(json, "title", line->title);
    return status ? status : pgf_buffer_append_text(json, "}\n");
}

void report_write(report *to, const pgf_report_line *line)
{
    if (!to || to->problem)
        return;
    pgf_buffer json = {0};
    errno = 0;
    if (compose(&json, line))
        to->problem = ENOMEM;
    else if (fwrite(json.bytes, 1, json.size, to->file) != json.size || fflush(to->file))
        to->problem = errno ? errno : EIO;
    pgf_buffer_dispose(&json);
}

pgf_status report_close(report *to, pgf_error *err)
{
    if (!to)
        return PGF_OK;
    int problem = to->problem;
    if (to->file != stdout && fclose(to->file) && !problem)
        problem = errno;
    pgf_status status = PGF_OK;
    if (problem)
        status = pgf_fail(err, PGF_EIO, "--report %s: %s; the report is not complete, the index is", to->path,
                          strerror(problem));
    free(to->path);
    free(to);
    return status;
}
