#include "front.h"
#include "base/memory.h"
#include "guests.h"
#include "page.h"
#include "parameters.h"
#include "request.h"
#include "terminal/escape.h"
#include "text/charset.h"
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/*
 * Let in beyond the most, before the first must go: a share of the most, and these. libmicrohttpd resets who comes where
 * it has no room, and it sees that one was shut only in the step after, in which it first lets in another.
 */
enum { MORE_GUESTS = 3, MORE_SHARE = 16 };
enum { BELOW_MAX = 32 }; /* folders; a page further below does not find its style sheet */

struct front {
    struct MHD_Daemon *daemon;
    crew *crew;
    guests guests;
    bool log;
    int listening; /* the socket, after front_stop(); else the daemon has it, and -1 stands here */
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
    pgf_buffer query;           /* for what the front says itself */
    size_t below;               /* folders below the page, where there is nothing */
    const request_fault *fault; /* of its line */
    bool begun;                 /* its headers are there */
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

static guest *guest_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
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
    guest *here = guest_of(v->connection);
    if (here)
        guests_give(&v->front->guests, here, size);
    add_headers(response, &v->reply);
    enum MHD_Result queued = MHD_queue_response(v->connection, v->reply.code, response);
    MHD_destroy_response(response);
    return queued;
}

static pgf_status fail(visit *v, const request_fault *fault)
{
    pgf_error error = {0};
    pgf_fail(&error, fault->status, "%s", fault->message);
    parameters asked = {.query = v->query.bytes ? v->query.bytes : "", .below = v->below};
    return reply_fail(&v->reply, v->type, fault->code, &asked, &error);
}

static enum MHD_Result refuse(visit *v, const request_fault *fault)
{
    return fail(v, fault) ? MHD_NO : send_reply(v);
}

/* --- A job of the crew -------------------------------------------------------------------------------------------- */

static void job_done(job *one, job_end end, reply *r)
{
    static const request_fault lost[] = {
        [JOB_LOST] = {503, PGF_ETIMEOUT,
                      "the search was given up; try again, with fewer or rarer words if it happens again"},
        [JOB_LATE] = {503, PGF_ETIMEOUT, "too many searches at once; try again in a moment"},
        [JOB_SHUT] = {503, PGF_EIO, "the index cannot be read at the moment; try again later"}};
    visit *v = (visit *)one;
    if (end == JOB_ANSWERED) {
        v->reply = *r;
        *r = (reply){0};
    } else {
        fail(v, &lost[end]);
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
    if (name_size == 1 && *name == 'q' && value && !p->visit->query.size)
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
    static const request_fault nowhere = {404, PGF_ENOTFOUND, "there is no such page here"};
    if (strcmp(path, "/search") == 0 || strcmp(path, "/") == 0)
        return ask(v);
    if (strcmp(path, "/style.css") == 0)
        return send_style(v);
    if (strcmp(path, "/healthz") == 0)
        return send_health(v);
    return refuse(v, &nowhere);
}

/* Called with the line of a request, which it is read from next: a fault is told when the headers are there. */
static void *see_line(void *cls, const char *uri, struct MHD_Connection *connection)
{
    visit *v = calloc(1, sizeof *v);
    char *query = strchr(uri, '?');
    if (!v)
        return NULL;
    v->front = cls;
    v->connection = connection;
    v->fault = request_check_line(uri);
    /* Parameters that do not fit in its memory libmicrohttpd 0.9.75 never answers, so it is not given them. */
    if (v->fault && query)
        query[1] = '\0';
    return v;
}

static enum MHD_Result begin(visit *v, const char *path, const char *method)
{
    const request_fault *fault = v->fault ? v->fault : request_check(v->connection, method);
    guest *here = guest_of(v->connection);
    if (here)
        guests_asked(&v->front->guests, here);
    snprintf(v->path, sizeof v->path, "%s", path);
    snprintf(v->method, sizeof v->method, "%s", method);
    clock_gettime(CLOCK_MONOTONIC, &v->since);
    v->type = strcmp(path, "/search") == 0 || strcmp(path, "/healthz") == 0 ? REPLY_JSON : REPLY_PAGE;
    for (const char *at = path; *at && v->below < BELOW_MAX; at++)
        v->below += at > path && *at == '/';
    v->begun = true;
    v->front->visits++;
    return fault ? refuse(v, fault) : MHD_YES;
}

/* Called when the headers are there, when the request is whole, and again when a job is done. */
static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *target, const char *method,
                              const char *version, const char *body, size_t *body_size, void **own)
{
    visit *v = *own;
    const char *path = request_path(target);
    (void)cls;
    (void)connection;
    (void)version;
    (void)body;
    (void)body_size;
    if (!v)
        return MHD_NO;
    if (!v->begun)
        return begin(v, path, method);
    if (v->waiting)
        return MHD_YES;
    return v->answered ? send_reply(v) : route(v, path);
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
    guest *here = guest_of(connection);
    (void)why;
    if (here)
        guests_answered(&f->guests, here);
    if (!v)
        return;
    if (v->begun && f->log)
        log_visit(v);
    f->visits -= v->begun;
    pgf_buffer_dispose(&v->job.asked);
    pgf_buffer_dispose(&v->query);
    reply_dispose(&v->reply);
    free(v);
    *own = NULL;
}

static void come_or_go(void *cls, struct MHD_Connection *connection, void **own,
                       enum MHD_ConnectionNotificationCode code)
{
    front *f = cls;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *own = guests_enter(&f->guests,
                            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    else if (*own)
        guests_leave(&f->guests, *own);
}

/* --- The daemon --------------------------------------------------------------------------------------------------- */

size_t front_most(size_t descriptors)
{
    return descriptors > MORE_GUESTS + 1 ? (descriptors - MORE_GUESTS) * MORE_SHARE / (MORE_SHARE + 1) : 1;
}

/* By select(): with epoll, libmicrohttpd 0.9.75 saw a client that closed its side only when it idled out. */
pgf_status front_open(front **out, int socket, crew *workers, size_t most, bool log, pgf_error *err)
{
    front *f = calloc(1, sizeof *f);
    if (!f) {
        close(socket);
        return pgf_no_memory(err);
    }
    f->crew = workers;
    f->log = log;
    f->listening = -1;
    guests_init(&f->guests, most);
    const struct MHD_OptionItem settings[] = {
        {MHD_OPTION_LISTEN_SOCKET, socket, NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)see_line, f},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)end_visit, f},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)come_or_go, f},
        {MHD_OPTION_CONNECTION_LIMIT, (intptr_t)(most + MORE_GUESTS + most / MORE_SHARE), NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, REQUEST_MEMORY, NULL},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    f->daemon = MHD_start_daemon(MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handle, f, MHD_OPTION_ARRAY, settings,
                                 MHD_OPTION_END);
    if (!f->daemon) { /* which may have closed the socket, or not: the end of the process does */
        guests_dispose(&f->guests);
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
    if (f->listening >= 0)
        close(f->listening);
    guests_dispose(&f->guests);
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
    MHD_UNSIGNED_LONG_LONG due;
    int patience = guests_patience(&f->guests);
    if (f->resumed)
        return 0;
    if (MHD_get_timeout(f->daemon, &due) == MHD_YES && (patience < 0 || due < (unsigned)patience))
        patience = (int)due;
    return patience;
}

void front_step(front *f, const front_watched *found)
{
    f->resumed = false;
    MHD_run_from_select(f->daemon, &found->readable, &found->writable, &found->broken);
    guests_step(&f->guests);
}

size_t front_visits(const front *f)
{
    return f->visits;
}
