/* Values that grow, and what a term costs. */
#include "handles.hh"
#include <cstdlib>
#include <cstring>
#include <new>

namespace xapian_c
{

void assign(xap_bytes *out, const std::string &value)
{
    if (value.size() >= out->capacity) {
        const size_t capacity = value.size() + 1;
        char *bytes = static_cast<char *>(std::realloc(out->bytes, capacity));
        if (!bytes)
            throw std::bad_alloc();
        out->bytes = bytes;
        out->capacity = capacity;
    }
    std::memcpy(out->bytes, value.data(), value.size());
    out->bytes[value.size()] = '\0';
    out->size = value.size();
}

void append(xap_positions *out, unsigned position)
{
    if (out->count == out->capacity) {
        const size_t capacity = out->capacity ? 2 * out->capacity : 16;
        unsigned *items = static_cast<unsigned *>(std::realloc(out->items, capacity * sizeof *items));
        if (!items)
            throw std::bad_alloc();
        out->items = items;
        out->capacity = capacity;
    }
    out->items[out->count++] = position;
}

void check_term(const char *what, const char *term, size_t size)
{
    if (size == 0)
        throw Refusal(XAP_EINVAL, 0, "%s is empty", what);
    const size_t cost = xap_term_cost(term, size);
    if (cost > XAP_TERM_MAX)
        throw Refusal(XAP_EINVAL, 0, "%s costs %zu bytes of at most %d: %.*s", what, cost,
                      static_cast<int>(XAP_TERM_MAX), static_cast<int>(size < 300 ? size : 300), term);
}

} // namespace xapian_c

size_t xap_term_cost(const char *term, size_t size)
{
    size_t cost = size;
    const char *end = term + size;
    for (const char *at = term; size && (at = static_cast<const char *>(std::memchr(at, 0, end - at))); at++)
        cost++;
    return cost;
}

void xap_bytes_dispose(xap_bytes *bytes)
{
    std::free(bytes->bytes);
    *bytes = xap_bytes{nullptr, 0, 0};
}

void xap_positions_dispose(xap_positions *positions)
{
    std::free(positions->items);
    *positions = xap_positions{nullptr, 0, 0};
}
