#include "guard.hh"
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <errno.h>
#include <new>
#include <xapian.h>

namespace xapian_c
{

namespace
{

/* One line, whatever stands in it: terms and paths are the world's. */
void make_line(char *text)
{
    for (; *text; text++)
        if (static_cast<unsigned char>(*text) < ' ' || *text == 0x7f)
            *text = ' ';
}

/* Without the character that was cut at the end, if one was. */
void drop_half_character(char *text, size_t size)
{
    size_t start = size;
    while (start > 0 && (static_cast<unsigned char>(text[start - 1]) & 0xc0) == 0x80)
        start--;
    const unsigned char lead = start > 0 ? static_cast<unsigned char>(text[start - 1]) : 0;
    const size_t follow = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    if (size - start < follow)
        text[start - 1] = '\0';
}

xap_status fill(xap_error *err, xap_status status, int code, const char *type, const char *message, const char *reason)
{
    if (!err)
        return status;
    err->status = status;
    err->code = code;
    snprintf(err->type, sizeof err->type, "%s", type);
    const int length = snprintf(err->message, sizeof err->message, "%s%s%s", message, reason[0] ? ": " : "", reason);
    if (length >= static_cast<int>(sizeof err->message))
        drop_half_character(err->message, sizeof err->message - 1);
    make_line(err->message);
    return status;
}

/* Xapian keeps the errno and shows only its text. */
int code_of(const char *reason)
{
    char buffer[256];
    if (reason[0])
        for (int code = 1; code < 256; code++)
            if (std::strcmp(strerror_r(code, buffer, sizeof buffer), reason) == 0)
                return code;
    return 0;
}

/* "Modifications failed (DatabaseError: Error writing block 2 (No space left on device)), and couldn't open …" */
int code_within(const char *message)
{
    char buffer[256];
    for (const int code : {ENOSPC, EDQUOT, EFBIG, EIO})
        if (std::strstr(message, strerror_r(code, buffer, sizeof buffer)))
            return code;
    return 0;
}

const char *reason_of(const Xapian::Error &error)
{
    try {
        const char *reason = error.get_error_string(); // makes a std::string
        return reason ? reason : "";
    } catch (...) {
        return "";
    }
}

xap_status tell(xap_error *err, xap_status status, const Xapian::Error &error)
{
    const char *reason = reason_of(error);
    const char *message = error.get_msg().c_str();
    const int code = reason[0] ? code_of(reason) : code_within(message);
    return fill(err, status, code, error.get_type(), message, reason);
}

/* The exception being handled is a Xapian::DatabaseError. */
xap_status name_database_error(xap_error *err)
{
    try {
        throw;
    } catch (const Xapian::DatabaseModifiedError &error) {
        return tell(err, XAP_ECHANGED, error);
    } catch (const Xapian::DatabaseLockError &error) {
        return tell(err, XAP_ELOCKED, error);
    } catch (const Xapian::DatabaseCorruptError &error) {
        return tell(err, XAP_ECORRUPT, error);
    } catch (const Xapian::DatabaseClosedError &error) {
        return tell(err, XAP_ECLOSED, error);
    } catch (const Xapian::DatabaseCreateError &error) {
        return tell(err, XAP_EOPEN, error);
    } catch (const Xapian::DatabaseNotFoundError &error) {
        return tell(err, XAP_ENOTFOUND, error);
    } catch (const Xapian::DatabaseVersionError &error) {
        return tell(err, XAP_EVERSION, error);
    } catch (const Xapian::DatabaseOpeningError &error) {
        return tell(err, code_of(reason_of(error)) == ENOENT ? XAP_ENOTFOUND : XAP_EOPEN, error);
    } catch (const Xapian::DatabaseError &error) {
        return tell(err, XAP_EIO, error);
    }
}

/* The exception being handled is a Xapian::RuntimeError. */
xap_status name_runtime_error(xap_error *err)
{
    try {
        throw;
    } catch (const Xapian::DatabaseError &) {
        return name_database_error(err);
    } catch (const Xapian::DocNotFoundError &error) {
        return tell(err, XAP_ENOTFOUND, error);
    } catch (const Xapian::NetworkTimeoutError &error) {
        return tell(err, XAP_ETIMEOUT, error);
    } catch (const Xapian::NetworkError &error) {
        return tell(err, XAP_ENETWORK, error);
    } catch (const Xapian::QueryParserError &error) {
        return tell(err, XAP_EINVAL, error);
    } catch (const Xapian::WildcardError &error) {
        return tell(err, XAP_EINVAL, error);
    } catch (const Xapian::RangeError &error) {
        return tell(err, XAP_EINVAL, error);
    } catch (const Xapian::FeatureUnavailableError &error) {
        return tell(err, XAP_EINVAL, error);
    } catch (const Xapian::RuntimeError &error) {
        return tell(err, XAP_EINTERNAL, error);
    }
}

/* The exception being handled is a Xapian::Error. */
xap_status name_xapian_error(xap_error *err)
{
    try {
        throw;
    } catch (const Xapian::RuntimeError &) {
        return name_runtime_error(err);
    } catch (const Xapian::InvalidArgumentError &error) {
        return tell(err, XAP_EINVAL, error);
    } catch (const Xapian::InvalidOperationError &error) {
        return tell(err, XAP_EINVAL, error);
    } catch (const Xapian::UnimplementedError &error) {
        return tell(err, XAP_EINVAL, error);
    } catch (const Xapian::Error &error) {
        return tell(err, XAP_EINTERNAL, error);
    }
}

} // namespace

Refusal::Refusal(xap_status refused, int number, const char *format, ...) noexcept : status(refused), code(number)
{
    va_list arguments;
    va_start(arguments, format);
    // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it is, by va_start
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
}

xap_status name_exception(xap_error *err) noexcept
{
    try {
        throw;
    } catch (const Refusal &refusal) {
        char buffer[256];
        const char *reason = refusal.code ? strerror_r(refusal.code, buffer, sizeof buffer) : "";
        return fill(err, refusal.status, refusal.code, "Refusal", refusal.message, reason);
    } catch (const Xapian::Error &) {
        return name_xapian_error(err);
    } catch (const std::bad_alloc &) {
        return fill(err, XAP_ENOMEM, ENOMEM, "std::bad_alloc", "out of memory", "");
    } catch (const std::exception &error) {
        return fill(err, XAP_EINTERNAL, 0, "std::exception", error.what(), "");
    } catch (...) {
        return fill(err, XAP_EINTERNAL, 0, "unknown", "an exception of an unknown type", "");
    }
}

} // namespace xapian_c
