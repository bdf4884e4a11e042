/*
 * paragraf-extract MEMORY SECONDS: documents of dangerous formats, one after another, for the indexer, which talks to
 * it through standard input (intake/frames.h). It confines itself first; all that it writes is checked by the indexer.
 */
#include "base/memory.h"
#include "extract/confine.h"
#include "extract/extract.h"
#include "intake/frames.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEER = STDIN_FILENO };

static const struct {
    const char *format;
    pgf_status (*read)(const extract_input *input, pgf_document *document, pgf_error *err);
} readers[] = {{"HTML", extract_html}};

static bool send_all(const pgf_buffer *out)
{
    size_t sent = 0;
    while (sent < out->size) {
        ssize_t part = write(PEER, out->bytes + sent, out->size - sent);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            return false;
        sent += (size_t)part;
    }
    return true;
}

/* The next request and the descriptor beside it. False when there is none, or it is broken: then the work is over. */
static bool receive(char *bytes, frames_request *request, int *input)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control;
    size_t size = 0, at = 0;
    frame asked;
    frame_found found = FRAME_CUT;
    *input = -1;
    while (found == FRAME_CUT && size < FRAMES_REQUEST_MOST) {
        struct iovec part = {bytes + size, FRAMES_REQUEST_MOST - size};
        struct msghdr message = {
            .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
        ssize_t got = recvmsg(PEER, &message, MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        const struct cmsghdr *beside = CMSG_FIRSTHDR(&message);
        if (beside && beside->cmsg_type == SCM_RIGHTS && *input < 0)
            memcpy(input, CMSG_DATA(beside), sizeof *input);
        size += (size_t)got;
        found = frames_next(bytes, size, &at, &asked);
    }
    return found == FRAME_WHOLE && *input >= 0 && frames_read_request(&asked, request);
}

static pgf_status read_document(const frames_request *request, const char *bytes, size_t size, pgf_document *document,
                                pgf_error *err)
{
    const extract_input input = {
        .bytes = bytes, .size = size, .charset = *request->charset ? request->charset : NULL, .path = request->path};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (strcmp(readers[i].format, request->format) == 0)
            return readers[i].read(&input, document, err);
    return pgf_fail(err, PGF_EFORMAT, "no reader for %s", request->format);
}

/* A document or a failure into `answer`; PGF_ENOMEM when there is no memory even for that. */
static pgf_status answer_request(const frames_request *request, const char *bytes, size_t size, pgf_buffer *answer)
{
    pgf_error err = {0};
    pgf_document *document = NULL;
    pgf_status status = pgf_document_new(&document, &err);
    if (!status)
        status = read_document(request, bytes, size, document, &err);
    if (!status && frames_write_document(document, request->number, answer))
        status = pgf_no_memory(&err);
    pgf_document_free(document);
    if (!status)
        return PGF_OK;
    pgf_buffer_clear(answer);
    return frames_write_failure(status, *err.message ? err.message : pgf_status_name(status), request->number, answer);
}

static bool serve(const frames_request *request, int input)
{
    struct stat about;
    pgf_buffer answer = {0};
    if (fstat(input, &about) < 0 || about.st_size <= 0)
        return false;
    size_t size = (size_t)about.st_size;
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, input, 0);
    close(input);
    bool good = bytes == MAP_FAILED
                    ? frames_write_failure(PGF_ENOMEM, "out of memory", request->number, &answer) == PGF_OK
                    : answer_request(request, bytes, size, &answer) == PGF_OK;
    if (bytes != MAP_FAILED)
        munmap(bytes, size);
    good = good && send_all(&answer);
    pgf_buffer_dispose(&answer);
    return good;
}

int main(int argc, char **argv)
{
    static char bytes[FRAMES_REQUEST_MOST];
    pgf_buffer hello = {0};
    frames_request request;
    int input;
    size_t memory = argc == 3 ? strtoull(argv[1], NULL, 10) : 0;
    unsigned seconds = argc == 3 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
    if (!memory || !seconds) {
        fputs("paragraf-extract: reads documents for paragraf-indexer, which starts it\n", stderr);
        return 2;
    }
    close_range(STDERR_FILENO + 1, ~0U, 0);
    bool good = frames_write_hello(confine(memory), &hello) == PGF_OK && send_all(&hello);
    pgf_buffer_dispose(&hello);
    while (good && receive(bytes, &request, &input)) {
        confine_time(seconds);
        good = serve(&request, input);
    }
    _exit(good ? 0 : 1);
}
