#include "base/buffer.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void pgf_buffer_dispose(pgf_buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (pgf_buffer){0};
}

void pgf_buffer_clear(pgf_buffer *buffer)
{
    buffer->size = 0;
    if (buffer->bytes)
        buffer->bytes[0] = '\0';
}

pgf_status pgf_buffer_reserve(pgf_buffer *buffer, size_t more)
{
    if (more >= SIZE_MAX / 2 - buffer->size)
        return PGF_ENOMEM;
    size_t needed = buffer->size + more + 1;
    if (needed <= buffer->capacity)
        return PGF_OK;
    size_t capacity = buffer->capacity < 32 ? 64 : buffer->capacity * 2;
    if (capacity < needed)
        capacity = needed;
    char *bytes = realloc(buffer->bytes, capacity);
    if (!bytes)
        return PGF_ENOMEM;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    buffer->bytes[buffer->size] = '\0';
    return PGF_OK;
}

pgf_status pgf_buffer_append(pgf_buffer *buffer, const void *bytes, size_t size)
{
    pgf_status status = pgf_buffer_reserve(buffer, size);
    if (status)
        return status;
    if (size)
        memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
    buffer->bytes[buffer->size] = '\0';
    return PGF_OK;
}

pgf_status pgf_buffer_append_text(pgf_buffer *buffer, const char *text)
{
    return pgf_buffer_append(buffer, text, strlen(text));
}

pgf_status pgf_buffer_append_char(pgf_buffer *buffer, char c)
{
    return pgf_buffer_append(buffer, &c, 1);
}

pgf_status pgf_buffer_printf(pgf_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size < 0)
        return PGF_EINTERNAL;
    pgf_status status = pgf_buffer_reserve(buffer, (size_t)size);
    if (status)
        return status;
    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->size, (size_t)size + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)size;
    return PGF_OK;
}

char *pgf_buffer_take(pgf_buffer *buffer)
{
    char *bytes = buffer->bytes ? buffer->bytes : calloc(1, 1);
    *buffer = (pgf_buffer){0};
    return bytes;
}

pgf_status pgf_buffer_append_number(pgf_buffer *buffer, uint64_t number)
{
    char packed[10];
    size_t size = 0;
    while (number >= 0x80) {
        packed[size++] = (char)(0x80 | (number & 0x7F));
        number >>= 7;
    }
    packed[size++] = (char)number;
    return pgf_buffer_append(buffer, packed, size);
}

pgf_status pgf_buffer_append_string(pgf_buffer *buffer, const char *bytes, size_t size)
{
    pgf_status status = pgf_buffer_append_number(buffer, size);
    return status ? status : pgf_buffer_append(buffer, bytes, size);
}

pgf_status pgf_buffer_append_terminated(pgf_buffer *buffer, const char *text)
{
    return pgf_buffer_append_string(buffer, text, strlen(text) + 1);
}

pgf_cursor pgf_cursor_on(const char *bytes, size_t size)
{
    return (pgf_cursor){bytes, bytes ? bytes + size : NULL, true};
}

uint64_t pgf_cursor_number(pgf_cursor *cursor)
{
    uint64_t number = 0;
    for (unsigned shift = 0; cursor->ok && cursor->at < cursor->end && shift < 64; shift += 7) {
        unsigned char byte = (unsigned char)*cursor->at++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (shift == 63 && byte > 1)
            break;
        if (byte < 0x80)
            return number;
    }
    cursor->ok = false;
    return 0;
}

const char *pgf_cursor_string(pgf_cursor *cursor, size_t *size)
{
    uint64_t wanted = pgf_cursor_number(cursor);
    if (!cursor->ok || wanted > (size_t)(cursor->end - cursor->at)) {
        cursor->ok = false;
        *size = 0;
        return "";
    }
    const char *bytes = cursor->at;
    cursor->at += wanted;
    *size = (size_t)wanted;
    return bytes;
}

const char *pgf_cursor_terminated(pgf_cursor *cursor)
{
    size_t size;
    const char *text = pgf_cursor_string(cursor, &size);
    if (!size || strnlen(text, size) != size - 1)
        cursor->ok = false;
    return cursor->ok ? text : "";
}
