#include "escape.h"
#include "text/charset.h"
#include <string.h>

/* Characters that change how a terminal shows what follows: C1 controls, line and paragraph separators, directions. */
static bool acts_on_terminal(unsigned code)
{
    return (code >= 0x80 && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

static unsigned decode(const char *text, size_t size)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (size == 1)
        return byte[0];
    unsigned code = byte[0] & (0xFFU >> (size + 1));
    for (size_t i = 1; i < size; i++)
        code = code << 6 | (byte[i] & 0x3FU);
    return code;
}

/* Bytes of the character at `text` by its lead byte: what follows is known to be valid. */
static size_t character_size(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static pgf_status append_valid(const char *text, size_t size, pgf_buffer *out)
{
    pgf_status status = PGF_OK;
    for (size_t at = 0, step; at < size && !status; at += step) {
        step = character_size((unsigned char)text[at]);
        unsigned code = decode(text + at, step);
        if (code < 0x20 || code == 0x7F || acts_on_terminal(code))
            status = pgf_buffer_printf(out, "\\u%04x", code);
        else
            status = pgf_buffer_append(out, text + at, step);
    }
    return status;
}

pgf_status escape_plain(const char *text, size_t size, pgf_buffer *out)
{
    size_t at = 0;
    pgf_status status = PGF_OK;
    while (at < size && !status) {
        size_t valid = pgf_utf8_valid(text + at, size - at);
        status = append_valid(text + at, valid, out);
        at += valid;
        if (at < size && !status) /* what stops pgf_utf8_valid is a malformed byte or a NUL */
            status = pgf_buffer_printf(out, "\\x%02x", (unsigned char)text[at++]);
    }
    return status;
}

static pgf_status append_json_byte(char c, pgf_buffer *out)
{
    switch (c) {
    case '"':
        return pgf_buffer_append_text(out, "\\\"");
    case '\\':
        return pgf_buffer_append_text(out, "\\\\");
    case '\n':
        return pgf_buffer_append_text(out, "\\n");
    case '\t':
        return pgf_buffer_append_text(out, "\\t");
    default:
        if ((unsigned char)c < 0x20 || c == 0x7F)
            return pgf_buffer_printf(out, "\\u%04x", (unsigned char)c);
        return pgf_buffer_append_char(out, c);
    }
}

pgf_status escape_json(const char *text, size_t size, pgf_buffer *out)
{
    pgf_buffer valid = {0};
    size_t replaced = 0;
    pgf_status status = pgf_utf8_repair(text, size, &valid, &replaced);
    if (!status)
        status = pgf_buffer_append_char(out, '"');
    for (size_t i = 0; i < valid.size && !status; i++)
        status = append_json_byte(valid.bytes[i], out);
    if (!status)
        status = pgf_buffer_append_char(out, '"');
    pgf_buffer_dispose(&valid);
    return status;
}

typedef pgf_status escape_fn(const char *text, size_t size, pgf_buffer *out);

static void print(FILE *file, const char *text, escape_fn *escape, const char *instead)
{
    pgf_buffer safe = {0};
    if (escape(text, strlen(text), &safe))
        fputs(instead, file);
    else if (safe.size)
        fwrite(safe.bytes, 1, safe.size, file);
    pgf_buffer_dispose(&safe);
}

void escape_print(FILE *file, const char *text)
{
    print(file, text, escape_plain, "(out of memory)");
}

void escape_print_json(FILE *file, const char *text)
{
    print(file, text, escape_json, "null");
}
