/*
 * A reader that does what its input says: "well TEXT" is read, anything else goes wrong in the way that it names. It is
 * confined as paragraf-extract is. Frames are made by hand here, so that it needs nothing that a sanitizer was built
 * into: that takes terabytes of address space, and the limit of memory would not hold.
 */
#include "extract/confine.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEAD = 5, REQUEST_MOST = 16384, INPUT_MOST = 1 << 20 };

static unsigned asked;

static void send_bytes(const void *bytes, size_t size)
{
    for (size_t at = 0; at < size;) {
        ssize_t part = write(0, (const char *)bytes + at, size - at);
        if (part <= 0)
            _exit(0);
        at += (size_t)part;
    }
}

static void send_frame(char type, const void *bytes, size_t size)
{
    const unsigned char head[HEAD] = {(unsigned char)type, size & 0xFF, size >> 8 & 0xFF, size >> 16 & 0xFF,
                                      size >> 24 & 0xFF};
    send_bytes(head, HEAD);
    send_bytes(bytes, size);
}

/* `number` as it stood in the request. */
static void send_end(const unsigned char *number, size_t size, unsigned frames)
{
    unsigned char end[16];
    memcpy(end, number, size);
    end[size] = (unsigned char)frames;
    send_frame('E', end, size + 1);
}

static void send_text(const unsigned char *number, size_t size, const char *text)
{
    char paragraph[256];
    int length = snprintf(paragraph, sizeof paragraph, "%c%c%s", 0, 0, text);
    send_frame('P', paragraph, length < (int)sizeof paragraph ? (size_t)length : sizeof paragraph - 1);
    send_end(number, size, 1);
}

static void eat_memory(void)
{
    for (;;) {
        char *volatile more = malloc(1 << 20); /* volatile: else a compiler may leave out what nobody looks at */
        if (!more)
            abort();
        memset(more, 1, 1 << 20);
    }
}

static void crash(void)
{
    raise(SIGSEGV);
}

static void hang(void)
{
    char byte;
    for (;;)
        if (read(0, &byte, 1) <= 0)
            _exit(0);
}

static void spin(void)
{
    for (volatile unsigned i = 0;; i++)
        ;
}

static void flood(void)
{
    static char paragraph[1 << 16];
    memset(paragraph, 'x', sizeof paragraph);
    paragraph[0] = paragraph[1] = 0;
    for (;;)
        send_frame('P', paragraph, sizeof paragraph);
}

static void fork_away(void)
{
    if (fork() == 0)
        for (;;)
            pause();
}

static void run_program(void)
{
    execl("/bin/true", "true", (char *)NULL);
}

static void leave(void)
{
    _exit(3);
}

static void close_up(void)
{
    close(0);
    spin();
}

static void babble(void)
{
    send_bytes("what is a frame?", 16);
}

static void promise_too_much(void)
{
    send_bytes("P\xFF\xFF\xFF\xFF", HEAD);
}

/* In one piece, so that both are there at once. */
static void send_twice(const unsigned char *number, size_t size)
{
    unsigned char end[64] = {'E', (unsigned char)(size + 1)};
    memcpy(end + HEAD, number, size);
    memcpy(end + HEAD + size + 1, end, HEAD + size + 1);
    send_bytes(end, 2 * (HEAD + size + 1));
}

/* Things that must not work, told by whether they did. */
static const char *try_file(void)
{
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 ? "a file was opened" : "no file";
}

static const char *try_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? "a socket was opened" : "no socket";
}

static void do_it(const char *input, const unsigned char *number, size_t size)
{
    static const struct {
        const char *name;
        void (*act)(void);
    } deeds[] = {{"crash", crash},
                 {"hang", hang},
                 {"spin", spin},
                 {"flood", flood},
                 {"eat", eat_memory},
                 {"fork", fork_away},
                 {"exec", run_program},
                 {"leave", leave},
                 {"close", close_up},
                 {"babble", babble},
                 {"promise", promise_too_much}};
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        if (strcmp(input, deeds[i].name) == 0)
            deeds[i].act();
    if (strcmp(input, "file") == 0)
        send_text(number, size, try_file());
    else if (strcmp(input, "socket") == 0)
        send_text(number, size, try_socket());
    else if (strcmp(input, "second crash") == 0 && asked > 1)
        crash();
    else if (strcmp(input, "twice") == 0)
        send_twice(number, size);
    else if (strcmp(input, "add") == 0)
        send_text(number, size, "well"), send_text(number, size, "another's");
    else if (strcmp(input, "wrong number") == 0)
        send_text((const unsigned char *)"\x7F", 1, "another's");
    else
        send_text(number, size, input);
}

static void receive(unsigned char *bytes, int *input)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec part = {bytes, REQUEST_MOST};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t got = recvmsg(0, &message, 0);
    const struct cmsghdr *beside = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (!beside)
        _exit(0);
    memcpy(input, CMSG_DATA(beside), sizeof *input);
}

int main(int argc, char **argv)
{
    static unsigned char request[REQUEST_MOST];
    static char input[INPUT_MOST];
    if (argc != 3)
        return 2;
    char hello[128] = "\x01"; /* FRAMES_VERSION */
    const char *version = getenv("EVIL_VERSION");
    hello[0] = version ? *version : hello[0];
    const char *lacks = confine(strtoull(argv[1], NULL, 10));
    hello[1] = (char)(strlen(lacks) + 1);
    strcpy(hello + 2, lacks);
    send_frame('H', hello, strlen(lacks) + 3);
    for (;;) {
        int file;
        size_t number = 0;
        receive(request, &file);
        while (request[HEAD + number++] & 0x80)
            continue;
        asked++;
        confine_time((unsigned)strtoul(argv[2], NULL, 10));
        lseek(file, 0, SEEK_SET);
        ssize_t got = read(file, input, sizeof input - 1);
        input[got > 0 ? got : 0] = '\0';
        close(file);
        do_it(input, request + HEAD, number);
    }
}
