#include "index/reports.h"
#include "base/memory.h"
#include "index/files.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SPILL = 1 << 20 };

void pgf_reports_dispose(pgf_reports *reports)
{
    pgf_buffer_dispose(&reports->lines);
    if (reports->file)
        fclose(reports->file);
    *reports = (pgf_reports){.folder = reports->folder};
}

/* A file without a name in the folder of the index, where there is room for an index. */
static FILE *open_nameless(const char *folder)
{
    int descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    FILE *file = descriptor < 0 ? tmpfile() : fdopen(descriptor, "w+");
    if (!file && descriptor >= 0)
        close(descriptor);
    return file;
}

static pgf_status spill(pgf_reports *reports, pgf_error *err)
{
    if (!reports->file)
        reports->file = open_nameless(reports->folder);
    if (!reports->file || fwrite(reports->lines.bytes, 1, reports->lines.size, reports->file) != reports->lines.size ||
        fflush(reports->file))
        return pgf_file_failed(err, errno, "write", reports->folder);
    pgf_buffer_clear(&reports->lines);
    return PGF_OK;
}

static pgf_status append_line(pgf_buffer *out, const pgf_report_line *line)
{
    if (pgf_buffer_append_terminated(out, line->path) || pgf_buffer_append_number(out, line->line) ||
        pgf_buffer_append_terminated(out, line->id) || pgf_buffer_append_number(out, line->outcome) ||
        pgf_buffer_append_terminated(out, line->reason) || pgf_buffer_append_terminated(out, line->language) ||
        pgf_buffer_append_terminated(out, line->title))
        return PGF_ENOMEM;
    return PGF_OK;
}

/* A line is its size in eight bytes, then its parts: what comes back from the file is read piece by piece. */
pgf_status pgf_reports_add(pgf_reports *reports, const pgf_report_line *line, pgf_error *err)
{
    uint64_t size = 0;
    size_t start = reports->lines.size;
    if (pgf_buffer_append(&reports->lines, &size, sizeof size) || append_line(&reports->lines, line)) {
        reports->lines.size = start;
        return pgf_no_memory(err);
    }
    size = reports->lines.size - start - sizeof size;
    memcpy(reports->lines.bytes + start, &size, sizeof size);
    return reports->lines.size > SPILL ? spill(reports, err) : PGF_OK;
}

static void give_line(const char *bytes, size_t size, pgf_report_fn *each, void *payload)
{
    pgf_cursor cursor = pgf_cursor_on(bytes, size);
    pgf_report_line line = {.path = pgf_cursor_terminated(&cursor)};
    line.line = (size_t)pgf_cursor_number(&cursor);
    line.id = pgf_cursor_terminated(&cursor);
    line.outcome = (pgf_outcome)pgf_cursor_number(&cursor);
    line.reason = pgf_cursor_terminated(&cursor);
    line.language = pgf_cursor_terminated(&cursor);
    line.title = pgf_cursor_terminated(&cursor);
    if (cursor.ok && each)
        each(payload, &line);
}

static void give_lines(const pgf_buffer *lines, pgf_report_fn *each, void *payload)
{
    uint64_t size;
    for (size_t at = 0; at + sizeof size <= lines->size; at += sizeof size + size) {
        memcpy(&size, lines->bytes + at, sizeof size);
        give_line(lines->bytes + at + sizeof size, (size_t)size, each, payload);
    }
}

static pgf_status give_file(FILE *file, pgf_report_fn *each, void *payload)
{
    pgf_buffer line = {0};
    uint64_t size;
    pgf_status status = fseek(file, 0, SEEK_SET) ? PGF_EIO : PGF_OK;
    while (!status && fread(&size, sizeof size, 1, file) == 1) {
        pgf_buffer_clear(&line);
        status = pgf_buffer_reserve(&line, (size_t)size);
        if (!status && fread(line.bytes, 1, (size_t)size, file) != size)
            status = PGF_EIO;
        if (!status)
            give_line(line.bytes, (size_t)size, each, payload);
    }
    pgf_buffer_dispose(&line);
    return status || !ferror(file) ? status : PGF_EIO;
}

pgf_status pgf_reports_give(pgf_reports *reports, pgf_report_fn *each, void *payload, pgf_error *err)
{
    pgf_status status = reports->file && each ? give_file(reports->file, each, payload) : PGF_OK;
    if (status == PGF_ENOMEM)
        return pgf_no_memory(err);
    if (status)
        return pgf_fail(err, status, "the report cannot be read back from %s: %s", reports->folder, strerror(errno));
    give_lines(&reports->lines, each, payload);
    if (reports->file)
        fclose(reports->file);
    reports->file = NULL;
    pgf_buffer_clear(&reports->lines);
    return PGF_OK;
}
