#include "url.h"
#include <string.h>
#include <strings.h>

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

pgf_status url_join(const char *base, const char *path, pgf_buffer *out)
{
    size_t size = strlen(base);
    pgf_status status = pgf_buffer_append(out, base, size);
    if (!status && (size == 0 || base[size - 1] != '/'))
        status = pgf_buffer_append_char(out, '/');
    for (const char *at = path; *at && !status; at++) {
        if (*at == '/' || is_unreserved(*at))
            status = pgf_buffer_append_char(out, *at);
        else
            status = pgf_buffer_printf(out, "%%%02X", (unsigned char)*at);
    }
    return status;
}

bool url_is_base(const char *url)
{
    size_t scheme = strncasecmp(url, "https://", 8) == 0 ? 8 : strncasecmp(url, "http://", 7) == 0 ? 7 : 0;
    if (!scheme || !url[scheme] || url[scheme] == '/')
        return false;
    for (const char *at = url; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7F || strchr("\"<>\\^`{|}?#", *at))
            return false;
    return true;
}
