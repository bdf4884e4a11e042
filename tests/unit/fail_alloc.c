#include "fail_alloc.h"
#include <stdatomic.h>
#include <string.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);

static atomic_size_t count; /* threads allocate, too */
static size_t failing;
static bool paused;

void fail_alloc_at(size_t nth)
{
    count = 0;
    failing = nth;
}

size_t fail_alloc_count(void)
{
    return count;
}

void fail_alloc_pause(bool now)
{
    paused = now;
}

static bool fails(void)
{
    return !paused && ++count == failing;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t number, size_t size)
{
    return fails() ? NULL : __real_calloc(number, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails() ? NULL : __real_realloc(memory, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}
