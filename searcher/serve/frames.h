/* Messages between the front and a worker over a stream socket: a size of 32 bits, then as many bytes. */
#ifndef PGF_SERVE_FRAMES_H
#define PGF_SERVE_FRAMES_H

#include "base/buffer.h"

enum { FRAME_ASKED_MAX = 64 << 10, FRAME_REPLY_MAX = 64 << 20 };

/* Write a whole message; false when the other end is gone, or takes nothing now where the socket does not wait. */
bool frames_write(int socket, const char *bytes, size_t size);

typedef enum { FRAME_PART, FRAME_WHOLE, FRAME_BROKEN } frame_state;

/*
 * Read on into `in`, empty before the first byte of a message. FRAME_PART when the socket has no more now (one that
 * waits always has), FRAME_WHOLE when `in` is the message; FRAME_BROKEN at the end of the stream and for a size over
 * `most`.
 */
frame_state frames_read(int socket, pgf_buffer *in, size_t most);

#endif
