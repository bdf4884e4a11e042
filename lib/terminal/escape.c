#include "terminal/escape.h"
#include "text/utf8.h"

bool pgf_acts_on_terminal(int32_t code)
{
    return (code >= 0 && code < 0x20) || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E ||
           code == 0x200F || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

static pgf_status append_bytes(const char *text, size_t size, pgf_buffer *out)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < size && !status; i++)
        status = pgf_buffer_printf(out, "\\x%02x", (unsigned char)text[i]);
    return status;
}

pgf_status pgf_escape_plain(const char *text, size_t size, pgf_buffer *out)
{
    pgf_status status = PGF_OK;
    for (size_t begin = 0, at = 0; begin < size && !status; begin = at) {
        int32_t code = utf8_next(text, size, &at);
        if (code == UTF8_BROKEN)
            status = append_bytes(text + begin, at - begin, out);
        else if (pgf_acts_on_terminal(code))
            status = pgf_buffer_printf(out, "\\u%04x", (unsigned)code);
        else
            status = pgf_buffer_append(out, text + begin, at - begin);
    }
    return status;
}
