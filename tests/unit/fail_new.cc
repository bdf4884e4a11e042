#include "fail_new.h"
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <new>

static size_t count, failing;
volatile sig_atomic_t fail_new_in_libxapian;

static bool lies_in(void *address, const char *library)
{
    Dl_info found;
    return dladdr(address, &found) && std::strstr(found.dli_fname, library);
}

/* Whether libxapian stands behind a call that returns to `address`. */
static bool libxapian_asked(void *address)
{
    void *frames[64];
    void **const end = frames + backtrace(frames, 64);
    void **const caller = std::find(frames, end, address);
    void **const asker = std::find_if(caller, end, [](void *frame) { return !lies_in(frame, "libstdc++"); });
    return asker != end && lies_in(*asker, "libxapian");
}

static void *allocate(size_t size, void *caller)
{
    if (++count == failing)
        fail_new_in_libxapian = libxapian_asked(caller);
    void *memory = count == failing ? nullptr : std::malloc(size ? size : 1);
    if (!memory)
        throw std::bad_alloc();
    return memory;
}

void fail_new_at(size_t nth)
{
    count = 0;
    failing = nth;
    fail_new_in_libxapian = 0;
}

bool fail_new_failed(void)
{
    return failing && count >= failing;
}

void *operator new(size_t size)
{
    return allocate(size, __builtin_return_address(0));
}

void *operator new[](size_t size)
{
    return allocate(size, __builtin_return_address(0));
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete[](void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, size_t) noexcept
{
    std::free(memory);
}

void operator delete[](void *memory, size_t) noexcept
{
    std::free(memory);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return ++count == failing ? nullptr : __real_realloc(memory, size);
}
