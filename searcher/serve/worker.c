#include "worker.h"
#include "base/memory.h"
#include "frames.h"
#include "output.h"
#include "page.h"
#include "parameters.h"
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { SOFT_DEADLINE_MS = 1000, PASSAGES_OF_PAGE = 2 };

static pgf_status append_page(pgf_buffer *out, const parameters *p, const char *json, pgf_error *err)
{
    cJSON *answer = json ? cJSON_Parse(json) : NULL;
    pgf_status status = json && !answer ? PGF_ENOMEM : page_append(out, p, answer);
    cJSON_Delete(answer);
    return status ? pgf_no_memory(err) : PGF_OK;
}

/* The page without a question is the form. */
static bool asks_nothing(const parameters *p)
{
    const options *o = &p->options;
    return !*p->query && !o->filter_count && !o->from && !o->to;
}

static pgf_status answer(pgf_searcher *searcher, const parameters *p, reply *out, pgf_error *err)
{
    out->code = 200;
    out->type = p->type;
    if (p->type == REPLY_PAGE && asks_nothing(p))
        return append_page(&out->body, p, NULL, err);
    pgf_request request = parameters_request(p);
    request.deadline_ms = SOFT_DEADLINE_MS;
    if (p->type == REPLY_PAGE && !request.passages)
        request.passages = PASSAGES_OF_PAGE;
    char *json = NULL;
    pgf_status status = pgf_search(searcher, &request, &json, NULL, err);
    if (!status && p->type == REPLY_PAGE)
        status = append_page(&out->body, p, json, err);
    else if (!status && (pgf_buffer_append_text(&out->body, json) || pgf_buffer_append_char(&out->body, '\n')))
        status = pgf_no_memory(err);
    free(json);
    return status;
}

static bool send_reply(int socket, const reply *r)
{
    pgf_buffer bytes = {0};
    bool sent =
        !reply_pack(r, &bytes) && bytes.size <= FRAME_REPLY_MAX && frames_write(socket, bytes.bytes, bytes.size);
    pgf_buffer_dispose(&bytes);
    return sent;
}

/* The server's log has what the client is not told, such as where the index lies. */
static void keep_to_the_house(pgf_error *err)
{
    output_fail(err);
    if (err->status != PGF_ENOMEM)
        pgf_fail(err, err->status, "the index cannot be read at the moment; try again later");
}

static bool serve_one(pgf_searcher *searcher, int socket, const pgf_buffer *asked)
{
    parameters p;
    reply r = {0};
    pgf_error err = {0};
    pgf_status status = parameters_read(&p, asked->bytes, asked->size, &err);
    if (!status)
        status = answer(searcher, &p, &r, &err);
    bool lost = reply_is_lost(status);
    if (lost)
        keep_to_the_house(&err);
    if (status)
        status = reply_fail(&r, p.type, reply_code(status), &p, &err);
    r.last = lost;
    bool sent = !status && send_reply(socket, &r);
    reply_dispose(&r);
    parameters_dispose(&p);
    return sent && !lost;
}

static bool say_opened(int socket, pgf_status status, const pgf_error *err)
{
    reply r = {.code = status ? 500 : 200};
    bool sent = !(status && pgf_buffer_append_text(&r.body, err->message)) && send_reply(socket, &r);
    reply_dispose(&r);
    return sent && !status;
}

int worker_run(const char *index, int socket)
{
    pgf_searcher *searcher = NULL;
    pgf_error err = {0};
    pgf_status status = pgf_searcher_open(&searcher, index, &err);
    bool on = say_opened(socket, status, &err);
    pgf_buffer asked = {0};
    while (on && frames_read(socket, &asked, FRAME_ASKED_MAX) == FRAME_WHOLE) {
        on = serve_one(searcher, socket, &asked);
        pgf_buffer_clear(&asked);
    }
    pgf_buffer_dispose(&asked);
    pgf_searcher_close(searcher);
    return on ? EXIT_SUCCESS : EXIT_FAILURE;
}
