#include "html.h"
#include "text/utf8.h"
#include <string.h>
#include <strings.h>

static const char *written_out(int32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
    case '\t':
        return NULL;
    default:
        return c < 0x20 || (c >= 0x7F && c < 0xA0) ? "\xEF\xBF\xBD" : NULL;
    }
}

pgf_status html_append(pgf_buffer *out, const char *text, size_t size)
{
    pgf_status status = PGF_OK;
    for (size_t begin = 0, at = 0; begin < size && !status; begin = at) {
        const char *other = written_out(utf8_next(text, size, &at)); /* UTF8_BROKEN is below 0x20 */
        status = other ? pgf_buffer_append_text(out, other) : pgf_buffer_append(out, text + begin, at - begin);
    }
    return status;
}

pgf_status html_append_text(pgf_buffer *out, const char *text)
{
    return html_append(out, text, strlen(text));
}

pgf_status html_append_percent(pgf_buffer *out, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    pgf_status status = PGF_OK;
    for (; *text && !status; text++)
        status = strchr(plain, *text) ? pgf_buffer_append_char(out, *text)
                                      : pgf_buffer_printf(out, "%%%02X", (unsigned char)*text);
    return status;
}

bool html_may_link(const char *url)
{
    for (const unsigned char *at = (const unsigned char *)url; *at; at++)
        if (*at <= 0x20 || *at == 0x7F || *at == '\\')
            return false;
    if (strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0)
        return true;
    size_t before_path = strcspn(url, "/?#");
    return *url && !memchr(url, ':', before_path) && strncmp(url, "//", 2) != 0;
}
