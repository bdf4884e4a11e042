#include "batch.h"
#include "ask.h"
#include "base/lines.h"
#include "base/memory.h"
#include "fault.h"
#include "output.h"
#include "text/charset.h"
#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A query of PGF_QUERY_BYTES with every byte as \u00xx, and an id. */
enum { LINE_MAX_BYTES = 128 << 10, WRITE_BYTES = 64 << 10 };

typedef struct {
    const options *options;
    int file;
    pgf_lines *lines;
    pgf_searcher *searcher;
    pgf_buffer out;   /* answers that are not written yet */
    bool interactive; /* somebody waits for each answer   */
    size_t queries, failed;
} batch;

typedef struct {
    cJSON *json; /* the line, when it is an object */
    const char *text;
    size_t size;
    const char *id; /* or NULL */
    char number[24];
} question;

/* --- A line ------------------------------------------------------------------------------------------------------- */

static bool is_blank(const char *line, size_t size)
{
    while (size && (line[size - 1] == ' ' || line[size - 1] == '\t'))
        size--;
    return size == 0;
}

static pgf_status read_id(question *q, pgf_error *err)
{
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(q->json, "_id");
    if (!id || cJSON_IsNull(id))
        return PGF_OK;
    if (cJSON_IsString(id)) {
        q->id = id->valuestring;
        return PGF_OK;
    }
    double number = cJSON_IsNumber(id) ? id->valuedouble : -1;
    if (number < 0 || number > 9007199254740991 || number != (double)(long long)number)
        return pgf_fail(err, PGF_EFORMAT, "\"_id\" is neither a string nor a number from 0 to 2^53; write a string");
    snprintf(q->number, sizeof q->number, "%lld", (long long)number);
    q->id = q->number;
    return PGF_OK;
}

/* cJSON would end the string there. */
static bool holds_nul(const char *line)
{
    for (const char *at = line; (at = strchr(at, '\\')); at += 2)
        if (strncmp(at, "\\u0000", 6) == 0)
            return true;
        else if (!at[1])
            break;
    return false;
}

static pgf_status read_object(question *q, const char *line, size_t size, pgf_error *err)
{
    const char *end = NULL;
    q->json = cJSON_ParseWithLengthOpts(line, size + 1, &end, true);
    if (!q->json)
        return pgf_fail(err, PGF_EFORMAT, "no JSON at byte %zu; a query that begins with { is written as {\"text\": …}",
                        end ? (size_t)(end - line) : 0);
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(q->json, "text");
    pgf_status status = read_id(q, err);
    if (!status && holds_nul(line))
        status = pgf_fail(err, PGF_EFORMAT, "\\u0000 is no character of a query; leave it out");
    if (!status && !cJSON_IsString(text))
        status = pgf_fail(err, PGF_EFORMAT, "\"text\" is missing; write {\"_id\": …, \"text\": …}");
    if (!status) {
        q->text = text->valuestring;
        q->size = strlen(text->valuestring);
    }
    return status;
}

/* `line` is NUL-terminated, valid UTF-8 and not blank. */
static pgf_status read_question(question *q, const char *line, size_t size, pgf_error *err)
{
    *q = (question){.text = line, .size = size};
    return line[strspn(line, " \t")] == '{' ? read_object(q, line, size, err) : PGF_OK;
}

/* --- Its answer --------------------------------------------------------------------------------------------------- */

static pgf_status append_error(pgf_buffer *out, const question *q, size_t line, const pgf_error *error)
{
    pgf_buffer json = {0};
    pgf_status status = fault_append(&json, &(fault){q->id, q->text, q->size, line}, error);
    if (!status)
        status = output_append_json(json.bytes, out);
    pgf_buffer_dispose(&json);
    return status;
}

static pgf_status append_answer(batch *b, const question *q, pgf_error *err)
{
    pgf_request request = options_request(b->options);
    request.query = q->text;
    request.query_size = q->size;
    request.query_id = q->id;
    char *json = NULL;
    pgf_status status = pgf_search(b->searcher, &request, &json, NULL, err);
    if (!status && output_append_json(json, &b->out))
        status = pgf_no_memory(err);
    free(json);
    return status;
}

static pgf_status answer_line(batch *b, const char *line, size_t size, pgf_error *err)
{
    question q = {.text = ""};
    pgf_error error = {0};
    size_t number = pgf_lines_number(b->lines);
    size_t before = b->out.size;
    pgf_status failure = line ? read_question(&q, line, size, &error)
                              : pgf_fail(&error, PGF_ELIMIT, "a line over %d bytes; a query has at most %d",
                                         LINE_MAX_BYTES, PGF_QUERY_BYTES);
    if (!failure)
        failure = append_answer(b, &q, &error);
    pgf_status status = PGF_OK;
    b->queries++;
    if (failure) {
        b->failed++;
        b->out.size = before;
        status = append_error(&b->out, &q, number, &error);
    }
    cJSON_Delete(q.json);
    return status ? pgf_no_memory(err) : PGF_OK;
}

/* --- All of them -------------------------------------------------------------------------------------------------- */

static pgf_status open_batch(batch *b, pgf_error *err)
{
    const char *path = b->options->batch;
    bool input = strcmp(path, "-") == 0;
    b->file = input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (b->file < 0 || fstat(b->file, &about) < 0)
        return pgf_fail(err, errno == ENOENT ? PGF_ENOTFOUND : PGF_EIO,
                        "%s: %s; name a file with a query a line, or - for standard input", path, strerror(errno));
    b->interactive = !S_ISREG(about.st_mode);
    return pgf_lines_open(&b->lines, b->file, &(pgf_lines_settings){.limit = LINE_MAX_BYTES}, err);
}

static pgf_status write_answers(batch *b, pgf_error *err)
{
    pgf_status status = output_write(b->out.bytes, b->out.size, err);
    pgf_buffer_clear(&b->out);
    return status;
}

static pgf_status repair_and_answer(batch *b, const char *line, size_t size, pgf_error *err)
{
    pgf_buffer valid = {0};
    size_t replaced = 0;
    pgf_status status = pgf_utf8_repair(line, size, &valid, &replaced);
    status = status ? pgf_no_memory(err) : answer_line(b, valid.bytes, valid.size, err);
    pgf_buffer_dispose(&valid);
    return status;
}

static pgf_status answer_all(batch *b, pgf_error *err)
{
    pgf_status status = PGF_OK;
    while (!status) {
        char *line = NULL;
        size_t size = 0;
        pgf_lines_outcome outcome = pgf_lines_next(b->lines, &line, &size);
        if (outcome == PGF_LINES_FAILED)
            return pgf_fail(err, PGF_EIO, "%s: %s; name a file with a query a line, or - for standard input",
                            b->options->batch, strerror(errno));
        if (outcome == PGF_LINES_TOO_LONG)
            status = answer_line(b, NULL, 0, err);
        else if (outcome != PGF_LINES_READ)
            break;
        else if (!is_blank(line, size))
            status = repair_and_answer(b, line, size, err);
        free(line);
        if (!status && (b->interactive || b->out.size >= WRITE_BYTES))
            status = write_answers(b, err);
    }
    return status;
}

static int conclude(const batch *b)
{
    pgf_error err = {0};
    if (!b->failed)
        return EXIT_HITS;
    pgf_fail(&err, PGF_EINVAL, "%zu of %zu queries failed; \"error\" in their lines says why", b->failed, b->queries);
    return output_fail(&err);
}

int batch_run(const options *o)
{
    batch b = {.options = o, .file = -1};
    pgf_error err = {0};
    pgf_status status = ask_open(&b.searcher, o, &err);
    if (!status)
        status = open_batch(&b, &err);
    if (!status) {
        status = answer_all(&b, &err);
        pgf_error late = {0};
        pgf_status written = status == PGF_ECANCELED ? status : write_answers(&b, &late);
        if (!status && written) {
            status = written;
            err = late;
        }
    }
    pgf_lines_close(b.lines);
    if (b.file > STDIN_FILENO)
        close(b.file);
    pgf_searcher_close(b.searcher);
    pgf_buffer_dispose(&b.out);
    return status && status != PGF_ECANCELED ? output_fail(&err) : conclude(&b);
}
