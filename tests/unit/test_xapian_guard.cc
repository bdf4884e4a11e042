/* Whatever is thrown becomes a status. */
#include "../../xapian-c/guard.hh"
#include <cerrno>
#include <clocale>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <setjmp.h>
#include <stdexcept>
#include <string>
#include <xapian.h>

extern "C" {
#include <cmocka.h>
}

using xapian_c::guarded;
using xapian_c::Refusal;

namespace
{

template <typename Error> void becomes(xap_status status, const char *type)
{
    xap_error err = {};
    const xap_status got = guarded(&err, [] { throw Error("what happened", "", ENOSPC); });
    assert_int_equal(got, status);
    assert_int_equal(err.status, status);
    assert_string_equal(err.type, type);
    assert_string_equal(err.message, "what happened: No space left on device");
    assert_int_equal(err.code, ENOSPC);
    assert_int_equal(guarded(nullptr, [] { throw Error("what happened"); }), status);
}

void every_error_of_xapian_has_its_status(void **)
{
    becomes<Xapian::AssertionError>(XAP_EINTERNAL, "AssertionError");
    becomes<Xapian::InvalidArgumentError>(XAP_EINVAL, "InvalidArgumentError");
    becomes<Xapian::InvalidOperationError>(XAP_EINVAL, "InvalidOperationError");
    becomes<Xapian::UnimplementedError>(XAP_EINVAL, "UnimplementedError");
    becomes<Xapian::DatabaseError>(XAP_EIO, "DatabaseError");
    becomes<Xapian::DatabaseCorruptError>(XAP_ECORRUPT, "DatabaseCorruptError");
    becomes<Xapian::DatabaseCreateError>(XAP_EOPEN, "DatabaseCreateError");
    becomes<Xapian::DatabaseLockError>(XAP_ELOCKED, "DatabaseLockError");
    becomes<Xapian::DatabaseModifiedError>(XAP_ECHANGED, "DatabaseModifiedError");
    becomes<Xapian::DatabaseOpeningError>(XAP_EOPEN, "DatabaseOpeningError");
    becomes<Xapian::DatabaseVersionError>(XAP_EVERSION, "DatabaseVersionError");
    becomes<Xapian::DatabaseNotFoundError>(XAP_ENOTFOUND, "DatabaseNotFoundError");
    becomes<Xapian::DatabaseClosedError>(XAP_ECLOSED, "DatabaseClosedError");
    becomes<Xapian::DocNotFoundError>(XAP_ENOTFOUND, "DocNotFoundError");
    becomes<Xapian::FeatureUnavailableError>(XAP_EINVAL, "FeatureUnavailableError");
    becomes<Xapian::InternalError>(XAP_EINTERNAL, "InternalError");
    becomes<Xapian::NetworkError>(XAP_ENETWORK, "NetworkError");
    becomes<Xapian::NetworkTimeoutError>(XAP_ETIMEOUT, "NetworkTimeoutError");
    becomes<Xapian::QueryParserError>(XAP_EINVAL, "QueryParserError");
    becomes<Xapian::SerialisationError>(XAP_EINTERNAL, "SerialisationError");
    becomes<Xapian::RangeError>(XAP_EINVAL, "RangeError");
    becomes<Xapian::WildcardError>(XAP_EINVAL, "WildcardError");
}

template <typename Thrown> xap_error after(const Thrown &thrown)
{
    xap_error err = {};
    const xap_status status = guarded(&err, [&] { throw thrown; }); // NOLINT(cert-err60-cpp): Xapian's
    assert_int_equal(err.status, status);
    const xap_status unseen = guarded(nullptr, [&] { throw thrown; }); // NOLINT(cert-err60-cpp)
    assert_int_equal(unseen, status);
    return err;
}

void anything_else_has_one_too(void **)
{
    assert_int_equal(after(std::bad_alloc()).status, XAP_ENOMEM);
    assert_string_equal(after(std::bad_alloc()).message, "out of memory");
    assert_int_equal(after(std::bad_array_new_length()).status, XAP_ENOMEM);
    assert_int_equal(after(std::length_error("too long")).status, XAP_EINTERNAL);
    assert_string_equal(after(std::length_error("too long")).message, "too long");
    assert_int_equal(after(42).status, XAP_EINTERNAL);
    assert_int_equal(after(Refusal(XAP_ETIMEOUT, 0, "%d ms", 7)).status, XAP_ETIMEOUT);
    assert_string_equal(after(Refusal(XAP_ETIMEOUT, 0, "%d ms", 7)).message, "7 ms");
    assert_int_equal(after(Refusal(XAP_EIO, EIO, "sync")).code, EIO);
    assert_string_equal(after(Refusal(XAP_EIO, EIO, "sync")).message, "sync: Input/output error");
}

void nothing_thrown_is_no_error(void **)
{
    xap_error err = {};
    err.status = XAP_EIO;
    bool ran = false;
    assert_int_equal(guarded(&err, [&] { ran = true; }), XAP_OK);
    assert_true(ran);
    assert_int_equal(err.status, XAP_EIO);
}

void a_database_that_is_not_there_is_not_found_however_xapian_says_it(void **)
{
    assert_int_equal(after(Xapian::DatabaseOpeningError("no file", "", ENOENT)).status, XAP_ENOTFOUND);
    assert_int_equal(after(Xapian::DatabaseOpeningError("no right", "", EACCES)).status, XAP_EOPEN);
    assert_int_equal(after(Xapian::DatabaseOpeningError("no right", "", EACCES)).code, EACCES);
}

void a_message_is_one_line_and_ends_with_a_whole_character(void **)
{
    assert_string_equal(after(Xapian::InternalError("a\nb\tc\x7f")).message, "a b c ");
    const std::string two_bytes = "\xc3\xa5";
    for (size_t before = 0; before < 2; before++) {
        std::string message(before, 'x');
        while (message.size() < size_t{2} * XAP_MESSAGE_MAX)
            message += two_bytes;
        const xap_error err = after(Xapian::InternalError(message));
        const size_t size = std::strlen(err.message);
        assert_true(size >= XAP_MESSAGE_MAX - 2);
        assert_string_equal(err.message, message.substr(0, size).c_str());
        assert_int_equal((size - before) % 2, 0);
    }
}

void a_name_lookup_that_failed_has_no_errno(void **)
{
    assert_int_equal(after(Xapian::NetworkError("no such host", "", -2)).code, 0);
}

void a_full_disk_has_its_errno_when_only_the_message_tells_of_it(void **)
{
    const xap_error err = after(Xapian::DatabaseError("Modifications failed (DatabaseError: Error writing block 2 (No "
                                                      "space left on device)), and couldn't open at the old revision"));
    assert_int_equal(err.status, XAP_EIO);
    assert_int_equal(err.code, ENOSPC);
    assert_int_equal(after(Xapian::DatabaseError("something else")).code, 0);
}

} // namespace

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(every_error_of_xapian_has_its_status),
        cmocka_unit_test(anything_else_has_one_too),
        cmocka_unit_test(nothing_thrown_is_no_error),
        cmocka_unit_test(a_database_that_is_not_there_is_not_found_however_xapian_says_it),
        cmocka_unit_test(a_message_is_one_line_and_ends_with_a_whole_character),
        cmocka_unit_test(a_name_lookup_that_failed_has_no_errno),
        cmocka_unit_test(a_full_disk_has_its_errno_when_only_the_message_tells_of_it),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
