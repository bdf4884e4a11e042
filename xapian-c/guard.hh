/* The one way out of C++: every entry point is guarded(err, body). */
#ifndef XAPIAN_C_GUARD_HH
#define XAPIAN_C_GUARD_HH

#include "xapian_c.h"

namespace xapian_c
{

/* What this library itself refuses or ends; all other exceptions are Xapian's or the C++ library's. */
class Refusal
{
  public:
    Refusal(xap_status refused, int code, const char *format, ...) noexcept __attribute__((format(printf, 4, 5)));
    xap_status status;
    int code; /* errno behind it, 0 for none */
    char message[XAP_MESSAGE_MAX];
};

/* The status of the exception that is being handled; fills `err`, which may be NULL. Call it in a catch block. */
xap_status name_exception(xap_error *err) noexcept;

template <typename Body> xap_status guarded(xap_error *err, Body body) noexcept
{
    try {
        body();
        return XAP_OK;
    } catch (...) {
        return name_exception(err);
    }
}

} // namespace xapian_c

#endif
