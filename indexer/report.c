#include "report.h"
#include "base/memory.h"
#include "escape.h"
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct report {
    FILE *file;
    char *path;
    int problem; /* errno of the first write that failed */
};

/* --- What must not be written over -------------------------------------------------------------------------------- */

/* Is the first line one that report_write() made? */
static bool begins_as_report(FILE *file)
{
    static const char path[] = "{\"path\":\"", outcome[] = "\",\"outcome\":\"";
    char *line = NULL;
    size_t room = 0;
    bool is_report = getline(&line, &room, file) > 0 && strncmp(line, path, sizeof path - 1) == 0 &&
                     strstr(line + sizeof path - 1, outcome);
    free(line);
    return is_report;
}

static bool holds_something_else(const char *path)
{
    struct stat about;
    if (stat(path, &about) < 0 || !S_ISREG(about.st_mode) || about.st_size == 0)
        return false;
    FILE *file = fopen(path, "re");
    bool is_report = file && begins_as_report(file);
    if (file)
        fclose(file);
    return !is_report;
}

/* The real path of a file that may not be there yet. */
static bool find_place(const char *path, char out[PATH_MAX])
{
    char copy[PATH_MAX];
    if (realpath(path, out))
        return true;
    if (strlen(path) >= sizeof copy)
        return false;
    strcpy(copy, path);
    return realpath(dirname(copy), out);
}

static bool is_inside(const char *path, const char *folder)
{
    char place[PATH_MAX], real[PATH_MAX];
    if (!realpath(folder, real) || !find_place(path, place))
        return false;
    size_t size = strlen(real);
    return strncmp(place, real, size) == 0 && (place[size] == '/' || place[size] == '\0');
}

static pgf_status check_place(const char *path, const char *index, pgf_error *err)
{
    if (is_inside(path, index))
        return pgf_fail(err, PGF_EEXIST, "--report %s: lies inside the index %s; name a file elsewhere", path, index);
    if (holds_something_else(path))
        return pgf_fail(err, PGF_EEXIST,
                        "--report %s: holds something else than a report and is left alone; name "
                        "another file",
                        path);
    return PGF_OK;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

pgf_status report_open(report **out, const char *path, const char *index, pgf_error *err)
{
    bool is_output = strcmp(path, "-") == 0;
    pgf_status status = is_output ? PGF_OK : check_place(path, index, err);
    if (status)
        return status;
    report *made = calloc(1, sizeof *made);
    if (made)
        made->path = strdup(path);
    if (!made || !made->path) {
        free(made);
        return pgf_no_memory(err);
    }
    made->file = is_output ? stdout : fopen(path, "we");
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
