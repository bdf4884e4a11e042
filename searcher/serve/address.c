#include "address.h"
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAITING_CONNECTIONS = 128, HOST_MAX = 64 };

static pgf_status refuse(const char *text, pgf_error *err)
{
    return pgf_fail(err, PGF_EINVAL,
                    "--listen %s: write ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080, or unix:PATH", text);
}

static pgf_status listen_at(address *out, const struct sockaddr *at, socklen_t size, const char *text, pgf_error *err)
{
    int yes = 1;
    out->socket = socket(at->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (out->socket >= 0 && at->sa_family != AF_UNIX)
        setsockopt(out->socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (out->socket >= 0 && bind(out->socket, at, size) == 0 && listen(out->socket, WAITING_CONNECTIONS) == 0)
        return PGF_OK;
    const char *why =
        errno == EADDRINUSE ? "is taken, perhaps by another server; give another address" : strerror(errno);
    pgf_status status = pgf_fail(err, PGF_EIO, "--listen %s: %s", text, why);
    if (out->socket >= 0)
        close(out->socket);
    return status;
}

/* --- Unix sockets ------------------------------------------------------------------------------------------------- */

/* Left behind by a server that was killed. */
static bool is_stale(const struct sockaddr_un *at)
{
    struct stat about;
    if (lstat(at->sun_path, &about) < 0 || !S_ISSOCK(about.st_mode))
        return false;
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0); /* one that hangs may let nobody in */
    bool stale = probe >= 0 && connect(probe, (const struct sockaddr *)at, sizeof *at) < 0 && errno == ECONNREFUSED;
    if (probe >= 0)
        close(probe);
    return stale;
}

static pgf_status open_unix(address *out, const char *path, const char *text, pgf_error *err)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    if (!*path || strlen(path) >= sizeof at.sun_path)
        return pgf_fail(err, PGF_EINVAL, "--listen %s: a path of 1 to %zu bytes", text, sizeof at.sun_path - 1);
    memcpy(at.sun_path, path, strlen(path) + 1);
    if (is_stale(&at))
        unlink(path);
    pgf_status status = listen_at(out, (const struct sockaddr *)&at, sizeof at, text, err);
    if (status)
        return status;
    memcpy(out->path, at.sun_path, sizeof out->path);
    if (lstat(path, &out->made) < 0)
        *out->path = '\0';
    snprintf(out->shown, sizeof out->shown, "unix:%s", path);
    return PGF_OK;
}

/* --- The Internet's ----------------------------------------------------------------------------------------------- */

/* "[::1]:8080" into "::1" and "8080". */
static bool split(const char *text, char host[HOST_MAX], const char **port)
{
    const char *colon = strrchr(text, ':');
    if (!colon || colon == text || !colon[1] || strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return false;
    size_t size = (size_t)(colon - text);
    bool brackets = text[0] == '[' && colon[-1] == ']' && size > 2;
    if (size >= HOST_MAX || (!brackets && memchr(text, ':', size)))
        return false;
    snprintf(host, HOST_MAX, "%.*s", (int)(brackets ? size - 2 : size), text + brackets);
    *port = colon + 1;
    return strlen(colon + 1) <= 5;
}

static void show(address *out)
{
    struct sockaddr_storage at = {0};
    socklen_t size = sizeof at;
    char host[HOST_MAX] = "", port[8] = "";
    getsockname(out->socket, (struct sockaddr *)&at, &size);
    getnameinfo((struct sockaddr *)&at, size, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    bool six = at.ss_family == AF_INET6;
    snprintf(out->shown, sizeof out->shown, "http://%s%s%s:%s/", six ? "[" : "", host, six ? "]" : "", port);
}

static pgf_status open_internet(address *out, const char *text, pgf_error *err)
{
    struct addrinfo *found = NULL,
                    hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
    char host[HOST_MAX];
    const char *port;
    if (!split(text, host, &port))
        return refuse(text, err);
    const char *number = strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
    if (strtol(port, NULL, 10) > 65535 || getaddrinfo(number, port, &hints, &found) != 0)
        return refuse(text, err);
    pgf_status status = listen_at(out, found->ai_addr, found->ai_addrlen, text, err);
    freeaddrinfo(found);
    if (!status)
        show(out);
    return status;
}

pgf_status address_open(address *out, const char *text, pgf_error *err)
{
    *out = (address){.socket = -1};
    if (strncmp(text, "unix:", 5) == 0)
        return open_unix(out, text + 5, text, err);
    return open_internet(out, text, err);
}

/* What lies there may be the socket of a server that came after this one. A number of a file may come again soon. */
static bool is_as_made(const address *a)
{
    struct stat now;
    return lstat(a->path, &now) == 0 && now.st_dev == a->made.st_dev && now.st_ino == a->made.st_ino &&
           now.st_mtim.tv_sec == a->made.st_mtim.tv_sec && now.st_mtim.tv_nsec == a->made.st_mtim.tv_nsec;
}

void address_close(address *a)
{
    if (a->socket >= 0)
        close(a->socket);
    if (*a->path && is_as_made(a))
        unlink(a->path);
}
