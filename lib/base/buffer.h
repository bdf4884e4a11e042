/* Growing bytes, and the integers and strings packed into them. */
#ifndef PGF_BASE_BUFFER_H
#define PGF_BASE_BUFFER_H

#include <paragraf/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Start from {0}. `bytes` is NUL-terminated whenever it is not NULL. */
typedef struct {
    char *bytes;
    size_t size;
    size_t capacity;
} pgf_buffer;

void pgf_buffer_dispose(pgf_buffer *buffer);
void pgf_buffer_clear(pgf_buffer *buffer); /* keeps the memory */

/* Room for `more` bytes behind `size`. PGF_OK or PGF_ENOMEM; a failed call changes nothing. */
pgf_status pgf_buffer_reserve(pgf_buffer *buffer, size_t more);
pgf_status pgf_buffer_append(pgf_buffer *buffer, const void *bytes, size_t size);
pgf_status pgf_buffer_append_text(pgf_buffer *buffer, const char *text);
pgf_status pgf_buffer_append_char(pgf_buffer *buffer, char c);
pgf_status pgf_buffer_printf(pgf_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The bytes become the caller's, to free(); the buffer is empty again. "" for an empty buffer. */
char *pgf_buffer_take(pgf_buffer *buffer);

/* LEB128: seven bits a byte, low first. A string is its size, then its bytes. */
pgf_status pgf_buffer_append_number(pgf_buffer *buffer, uint64_t number);
pgf_status pgf_buffer_append_string(pgf_buffer *buffer, const char *bytes, size_t size);
/* A string with its NUL, so that it can be borrowed as it lies. */
pgf_status pgf_buffer_append_terminated(pgf_buffer *buffer, const char *text);

/* Reading back. `ok` turns false, and stays so, at the first byte that does not fit. */
typedef struct {
    const char *at, *end;
    bool ok;
} pgf_cursor;

pgf_cursor pgf_cursor_on(const char *bytes, size_t size);
uint64_t pgf_cursor_number(pgf_cursor *cursor);                  /* 0 when not ok   */
const char *pgf_cursor_string(pgf_cursor *cursor, size_t *size); /* "" when not ok  */
const char *pgf_cursor_terminated(pgf_cursor *cursor);           /* "" when not ok; one with a NUL in it is not */

#endif
