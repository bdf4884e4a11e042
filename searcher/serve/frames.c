#include "frames.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SIZE_BYTES = 4, READ_BYTES = 64 << 10 };

static bool write_all(int socket, const char *bytes, size_t size)
{
    while (size) {
        ssize_t sent = send(socket, bytes, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

bool frames_write(int socket, const char *bytes, size_t size)
{
    uint32_t wire = (uint32_t)size;
    return write_all(socket, (const char *)&wire, sizeof wire) && write_all(socket, bytes, size);
}

/* How many bytes are missing; SIZE_MAX for a size that cannot be. */
static size_t missing(const pgf_buffer *in, size_t most)
{
    uint32_t size;
    if (in->size < SIZE_BYTES)
        return SIZE_BYTES - in->size;
    memcpy(&size, in->bytes, sizeof size);
    return size > most ? SIZE_MAX : SIZE_BYTES + size - in->size;
}

/* FRAME_WHOLE when `wanted` bytes came. */
static frame_state read_some(int socket, pgf_buffer *in, size_t wanted)
{
    while (wanted) {
        size_t part = wanted < READ_BYTES ? wanted : READ_BYTES;
        if (pgf_buffer_reserve(in, part))
            return FRAME_BROKEN;
        ssize_t got = recv(socket, in->bytes + in->size, part, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return FRAME_PART;
        if (got <= 0)
            return FRAME_BROKEN;
        in->size += (size_t)got;
        in->bytes[in->size] = '\0';
        wanted -= (size_t)got;
    }
    return FRAME_WHOLE;
}

frame_state frames_read(int socket, pgf_buffer *in, size_t most)
{
    for (size_t wanted; (wanted = missing(in, most));) {
        frame_state state = wanted == SIZE_MAX ? FRAME_BROKEN : read_some(socket, in, wanted);
        if (state != FRAME_WHOLE)
            return state;
    }
    in->size -= SIZE_BYTES;
    memmove(in->bytes, in->bytes + SIZE_BYTES, in->size + 1);
    return FRAME_WHOLE;
}
