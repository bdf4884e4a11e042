#include "request.h"
#include <stdbool.h>
#include <string.h>
#include <strings.h>

const request_fault *request_check_line(const char *uri)
{
    static const request_fault too_long = {414, PGF_ELIMIT, "path and parameters have more than 16,384 bytes"},
                               too_many = {400, PGF_ELIMIT, "over 256 parameters; leave some out"};
    _Static_assert(REQUEST_LINE_BYTES == 16384 && REQUEST_PARAMETERS == 256, "the messages name them");
    size_t parameters = 1;
    if (strlen(uri) > REQUEST_LINE_BYTES)
        return &too_long;
    for (; (uri = strchr(uri, '&')); uri++)
        parameters++;
    return parameters > REQUEST_PARAMETERS ? &too_many : NULL;
}

typedef struct {
    size_t size;
    bool body, disguised;
} headers;

static bool is(const char *name, size_t size, const char *wanted)
{
    return size == strlen(wanted) && strncasecmp(name, wanted, size) == 0;
}

/* Every one is looked at: of two lengths that differ libmicrohttpd takes the first, and a proxy may take the second. */
static enum MHD_Result look_at(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_size,
                               const char *value, size_t value_size)
{
    headers *all = cls;
    (void)kind;
    all->size += name_size + value_size;
    all->body = all->body || is(name, name_size, "Transfer-Encoding") ||
                (is(name, name_size, "Content-Length") && !is(value, value_size, "0"));
    all->disguised = all->disguised || (name_size && (name[name_size - 1] == ' ' || name[name_size - 1] == '\t'));
    return MHD_YES;
}

const request_fault *request_check(struct MHD_Connection *connection, const char *method)
{
    static const request_fault other_method = {405, PGF_EINVAL, "only GET and HEAD are answered"},
                               body = {413, PGF_ELIMIT, "a request has no body here"},
                               too_large = {431, PGF_ELIMIT, "the headers have more than 16,384 bytes"},
                               disguised = {400, PGF_EINVAL, "a header's name ends in a space"};
    _Static_assert(REQUEST_HEADER_BYTES == 16384, "the message names it");
    headers all = {0};
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return &other_method;
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look_at, &all);
    return all.disguised ? &disguised : all.body ? &body : all.size > REQUEST_HEADER_BYTES ? &too_large : NULL;
}

const char *request_path(const char *target)
{
    if (strncasecmp(target, "http://", 7) != 0 && strncasecmp(target, "https://", 8) != 0)
        return target;
    const char *path = strchr(strchr(target, ':') + 3, '/');
    return path ? path : "/";
}
