#include "base/json.h"
#include <string.h>

static pgf_status append_escaped(pgf_buffer *out, unsigned char c)
{
    static const char short_of[] = "b\bf\fn\nr\rt\t\"\"\\\\";
    for (const char *at = short_of; *at; at += 2)
        if ((unsigned char)at[1] == c)
            return pgf_buffer_append(out, (char[]){'\\', *at}, 2);
    return pgf_buffer_printf(out, "\\u%04x", c);
}

pgf_status pgf_json_append_string(pgf_buffer *out, const char *text, size_t size)
{
    if (pgf_buffer_reserve(out, size + 2))
        return PGF_ENOMEM;
    pgf_status status = pgf_buffer_append_char(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < size && !status; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        status = pgf_buffer_append(out, text + from, i - from);
        if (!status)
            status = append_escaped(out, c);
        from = i + 1;
    }
    if (!status)
        status = pgf_buffer_append(out, text + from, size - from);
    return status ? status : pgf_buffer_append_char(out, '"');
}
