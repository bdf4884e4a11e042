/* What stands behind the handles of the header, and small things that entry points share. */
#ifndef XAPIAN_C_HANDLES_HH
#define XAPIAN_C_HANDLES_HH

#include "guard.hh"
#include <string>
#include <xapian.h>

struct xap_database {
    Xapian::Database db;
};

struct xap_writable {
    Xapian::WritableDatabase db;
    xap_database view; /* the same database */
    std::string path;
    bool sync;
    bool lost; /* a failure threw the uncommitted changes away */
};

struct xap_document {
    Xapian::Document document;
};

namespace xapian_c
{

/* What PHRASE and NEAR want to know of a query. */
enum class Kind { nothing, words /* a term, or OR of terms */, other };

/* A term, a key, a value: bytes that may hold NULs, or NULL and 0. */
inline std::string text(const char *bytes, size_t size)
{
    return size ? std::string(bytes, size) : std::string();
}

inline bool starts_with(const std::string &whole, const std::string &prefix)
{
    return whole.compare(0, prefix.size(), prefix) == 0;
}

/* The answer of a visitor. */
inline void go_on(int answer)
{
    if (answer)
        throw Refusal(XAP_ESTOPPED, 0, "stopped by the visitor");
}

/* Throws when it is empty or costs too much; `what` says in the message what it is. */
void check_term(const char *what, const char *term, size_t size);

/* Throw std::bad_alloc and then leave the value as it was. */
void assign(xap_bytes *out, const std::string &value);
void append(xap_positions *out, unsigned position);

} // namespace xapian_c

struct xap_query {
    Xapian::Query query;
    xapian_c::Kind kind;
};

#endif
