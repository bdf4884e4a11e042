#include "front.h"
#include "base/memory.h"
#include "frames.h"
#include "page.h"
#include "terminal/escape.h"
#include "text/charset.h"
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CONNECTIONS = 512,
    CONNECTION_BYTES = 32 << 10, /* of a request line with its headers */
    PARAMETER_BYTES = 16 << 10,  /* of all parameters */
    IDLE_SECONDS = 15
};

struct front {
    struct MHD_Daemon *daemon;
    crew *crew;
    bool log;
    int listening; /* after front_stop() */
    bool resumed;  /* a connection, since the last step: no descriptor tells */
    size_t visits;
};

/* One request. */
typedef struct {
    job job; /* the first member: a job of the crew is a visit */
    front *front;
    struct MHD_Connection *connection;
    reply reply;
    reply_type type;
    pgf_buffer query; /* for what the front says itself */
    bool waiting, answered;
    char path[128], method[16]; /* for the log */
    struct timespec since;
} visit;

/* --- Replies ------------------------------------------------------------------------------------------------------ */

static const char *const types[] = {"application/json", "text/html; charset=utf-8", "text/css; charset=utf-8"};

static void add_headers(struct MHD_Response *response, const reply *r)
{
    static const char *const always[][2] = {
        {"Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                                    "frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
    };
    MHD_add_response_header(response, "Content-Type", types[r->type]);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        MHD_add_response_header(response, always[i][0], always[i][1]);
    MHD_add_response_header(response, "Cache-Control", r->type == REPLY_STYLE ? "max-age=3600" : "no-cache");
    if (r->code == 503)
        MHD_add_response_header(response, "Retry-After", "1");
    if (r->code == 405)
        MHD_add_response_header(response, "Allow", "GET, HEAD");
}

static enum MHD_Result send_reply(visit *v)
{
    size_t size = v->reply.body.size;
    char *body = pgf_buffer_take(&v->reply.body);
    struct MHD_Response *response = body ? MHD_create_response_from_buffer(size, body, MHD_RESPMEM_MUST_FREE) : NULL;
    if (!response) {
        free(body);
        return MHD_NO;
    }
    add_headers(response, &v->reply);
    enum MHD_Result queued = MHD_queue_response(v->connection, v->reply.code, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result refuse(visit *v, unsigned code, pgf_status status, const char *message)
{
    pgf_error error = {0};
    pgf_fail(&error, status, "%s", message);
    if (reply_fail(&v->reply, v->type, code, v->query.bytes ? v->query.bytes : "", &error))
        return MHD_NO;
    return send_reply(v);
}

/* --- A job of the crew -------------------------------------------------------------------------------------------- */

static void job_done(job *one, job_end end, reply *r)
{
    static const char *const lost[] = {
        [JOB_LOST] = "the search was given up; try again, with fewer or rarer words if it happens again",
        [JOB_LATE] = "too many searches at once; try again in a moment"};
    visit *v = (visit *)one;
    if (end == JOB_ANSWERED) {
        v->reply = *r;
        *r = (reply){0};
    } else {
        pgf_error error = {0};
        pgf_fail(&error, PGF_ETIMEOUT, "%s", lost[end]);
        reply_fail(&v->reply, v->type, 503, v->query.bytes ? v->query.bytes : "", &error);
    }
    v->waiting = false;
    v->answered = true;
    v->front->resumed = true;
    MHD_resume_connection(v->connection);
}

/* Names and values, repaired. */
typedef struct {
    visit *visit;
    pgf_status status;
} packing;

static pgf_status pack_text(pgf_buffer *out, const char *text, size_t size)
{
    size_t replaced = 0;
    pgf_buffer valid = {0};
    pgf_status status = pgf_utf8_repair(text, size, &valid, &replaced);
    if (!status)
        status = pgf_buffer_append_terminated(out, valid.bytes ? valid.bytes : "");
    pgf_buffer_dispose(&valid);
    return status;
}

static enum MHD_Result pack(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_size, const char *value,
                            size_t value_size)
{
    packing *p = cls;
    pgf_buffer *asked = &p->visit->job.asked;
    size_t replaced = 0;
    (void)kind;
    if (asked->size + name_size + value_size > PARAMETER_BYTES)
        p->status = PGF_ELIMIT;
    if (!p->status && name_size == 1 && *name == 'q' && value && !p->visit->query.size)
        p->status = pgf_utf8_repair(value, value_size, &p->visit->query, &replaced);
    if (!p->status)
        p->status = pack_text(asked, name, name_size);
    if (!p->status)
        p->status = pack_text(asked, value ? value : "", value ? value_size : 0);
    return p->status ? MHD_NO : MHD_YES;
}

static enum MHD_Result ask(visit *v)
{
    packing p = {v, pgf_buffer_append_number(&v->job.asked, v->type)};
    MHD_get_connection_values_n(v->connection, MHD_GET_ARGUMENT_KIND, pack, &p);
    if (p.status == PGF_ELIMIT)
        return refuse(v, 414, PGF_ELIMIT, "the parameters have more than 16,384 bytes");
    if (p.status)
        return MHD_NO;
    v->job.done = job_done;
    MHD_suspend_connection(v->connection);
    v->waiting = true;
    if (!crew_take(v->front->crew, &v->job))
        job_done(&v->job, JOB_LATE, NULL);
    return MHD_YES;
}

/* --- Requests ----------------------------------------------------------------------------------------------------- */

static enum MHD_Result send_health(visit *v)
{
    size_t ready = crew_ready(v->front->crew);
    v->reply.code = ready ? 200 : 503;
    v->reply.type = REPLY_JSON;
    if (pgf_buffer_printf(&v->reply.body, "{\"status\":\"%s\",\"workers\":%zu}\n", ready ? "ok" : "unavailable", ready))
        return MHD_NO;
    return send_reply(v);
}

static enum MHD_Result send_style(visit *v)
{
    v->reply.code = 200;
    v->reply.type = REPLY_STYLE;
    return pgf_buffer_append_text(&v->reply.body, page_style) ? MHD_NO : send_reply(v);
}

static enum MHD_Result route(visit *v, const char *path)
{
    if (strcmp(path, "/search") == 0)
        return ask(v);
    v->type = REPLY_PAGE;
    if (strcmp(path, "/") == 0)
        return ask(v);
    if (strcmp(path, "/style.css") == 0)
        return send_style(v);
    if (strcmp(path, "/healthz") == 0)
        return send_health(v);
    return refuse(v, 404, PGF_ENOTFOUND, "there is no such page here");
}

static bool has_body(struct MHD_Connection *connection)
{
    const char *size = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    return (size && strcmp(size, "0") != 0) ||
           MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding");
}

static visit *begin(front *f, struct MHD_Connection *connection, const char *path, const char *method)
{
    visit *v = calloc(1, sizeof *v);
    if (!v)
        return NULL;
    v->front = f;
    v->connection = connection;
    snprintf(v->path, sizeof v->path, "%s", path);
    snprintf(v->method, sizeof v->method, "%s", method);
    clock_gettime(CLOCK_MONOTONIC, &v->since);
    f->visits++;
    return v;
}

/* Called when the headers are there, when the request is whole, and again when a job is done. */
static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *path, const char *method,
                              const char *version, const char *body, size_t *body_size, void **own)
{
    visit *v = *own;
    (void)version;
    (void)body;
    (void)body_size;
    if (v && v->waiting)
        return MHD_YES;
    if (v)
        return v->answered ? send_reply(v) : route(v, path);
    *own = v = begin(cls, connection, path, method);
    if (!v)
        return MHD_NO;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return refuse(v, 405, PGF_EINVAL, "only GET and HEAD are answered");
    if (has_body(connection))
        return refuse(v, 413, PGF_ELIMIT, "a request has no body here");
    return MHD_YES;
}

static void log_visit(const visit *v)
{
    struct timespec now;
    pgf_buffer line = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    double took = (double)(now.tv_sec - v->since.tv_sec) * 1e3 + (double)(now.tv_nsec - v->since.tv_nsec) / 1e6;
    pgf_status status = pgf_escape_plain(v->method, strlen(v->method), &line);
    if (!status)
        status = pgf_buffer_append_char(&line, ' ');
    if (!status)
        status = pgf_escape_plain(v->path, strlen(v->path), &line);
    if (!status)
        fprintf(stderr, "%s %u %.1f ms\n", line.bytes, v->reply.code, took);
    pgf_buffer_dispose(&line);
}

static void end_visit(void *cls, struct MHD_Connection *connection, void **own, enum MHD_RequestTerminationCode why)
{
    visit *v = *own;
    front *f = cls;
    (void)connection;
    (void)why;
    if (!v)
        return;
    if (f->log)
        log_visit(v);
    f->visits--;
    pgf_buffer_dispose(&v->job.asked);
    pgf_buffer_dispose(&v->query);
    reply_dispose(&v->reply);
    free(v);
    *own = NULL;
}

/* --- The daemon --------------------------------------------------------------------------------------------------- */

/* By select(): with epoll, libmicrohttpd 0.9.75 saw a client that closed its side only when it idled out. */
pgf_status front_open(front **out, int socket, crew *workers, bool log, pgf_error *err)
{
    front *f = calloc(1, sizeof *f);
    if (!f)
        return pgf_no_memory(err);
    f->crew = workers;
    f->log = log;
    f->listening = -1;
    f->daemon = MHD_start_daemon(MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handle, f, MHD_OPTION_LISTEN_SOCKET, socket,
                                 MHD_OPTION_NOTIFY_COMPLETED, end_visit, f, MHD_OPTION_CONNECTION_LIMIT,
                                 (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
                                 MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_END);
    if (!f->daemon) {
        free(f);
        return pgf_fail(err, PGF_EIO, "the web server does not start");
    }
    *out = f;
    return PGF_OK;
}

void front_stop(front *f)
{
    if (f->listening < 0)
        f->listening = MHD_quiesce_daemon(f->daemon);
}

void front_close(front *f)
{
    if (!f)
        return;
    MHD_stop_daemon(f->daemon);
    free(f);
}

void front_watch(const front *f, front_watched *out)
{
    FD_ZERO(&out->readable);
    FD_ZERO(&out->writable);
    FD_ZERO(&out->broken);
    out->most = -1;
    MHD_get_fdset(f->daemon, &out->readable, &out->writable, &out->broken, &out->most);
}

int front_patience(const front *f)
{
    MHD_UNSIGNED_LONG_LONG milliseconds;
    if (f->resumed)
        return 0;
    if (MHD_get_timeout(f->daemon, &milliseconds) != MHD_YES)
        return -1;
    return milliseconds > 60000 ? 60000 : (int)milliseconds;
}

void front_step(front *f, const front_watched *found)
{
    f->resumed = false;
    MHD_run_from_select(f->daemon, &found->readable, &found->writable, &found->broken);
}

size_t front_visits(const front *f)
{
    return f->visits;
}
