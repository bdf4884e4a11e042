/* Any bytes between the front of a server and a worker: messages that hold together, or the end of the other. */
#include "searcher/serve/frames.h"
#include "searcher/serve/parameters.h"
#include "searcher/serve/reply.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_reply(const pgf_buffer *bytes)
{
    reply r = {0}, again = {0};
    pgf_buffer packed = {0};
    if (reply_unpack(&r, bytes)) {
        must(r.code >= 200 && r.code <= 599 && r.type < REPLY_TYPES);
        must(reply_pack(&r, &packed) == PGF_OK && reply_unpack(&again, &packed));
        must(again.code == r.code && again.type == r.type && again.last == r.last && again.body.size == r.body.size);
    }
    pgf_buffer_dispose(&packed);
    reply_dispose(&again);
    reply_dispose(&r);
}

static void check_parameters(const pgf_buffer *bytes)
{
    parameters p;
    pgf_error error = {0};
    pgf_status status = parameters_read(&p, bytes->bytes, bytes->size, &error);
    must(status == PGF_OK || *error.message);
    must(p.count <= PARAMETERS_MAX && p.query && (status || strlen(p.query) <= WEB_QUERY_BYTES));
    for (size_t i = 0; i < p.count; i++)
        must(options_has(p.list[i].name) && *p.list[i].value);
    if (!status)
        must(parameters_request(&p).query == p.query);
    parameters_dispose(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int pair[2];
    pgf_buffer in = {0};
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    must(write(pair[1], data, size) == (ssize_t)size);
    close(pair[1]);
    while (frames_read(pair[0], &in, FRAME_ASKED_MAX) == FRAME_WHOLE) {
        check_reply(&in);
        check_parameters(&in);
        pgf_buffer_clear(&in);
    }
    close(pair[0]);
    pgf_buffer_dispose(&in);
    return 0;
}
