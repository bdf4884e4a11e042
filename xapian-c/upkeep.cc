/* Compaction and checking. */
#include "folder.hh"
#include "handles.hh"
#include <cassert>
#include <sstream>

using xapian_c::guarded;

#ifdef __has_feature
#define XAPIAN_C_ASAN __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define XAPIAN_C_ASAN 1
#endif
#if XAPIAN_C_ASAN
/* Database::check() of Xapian 1.4.22 deletes a table by a smaller type than it made. */
extern "C" __attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}
#endif

namespace
{

unsigned compaction_of(unsigned flags)
{
    unsigned result = flags & XAP_COMPACT_FULLER ? Xapian::Compactor::FULLER : Xapian::Compactor::FULL;
    if (flags & XAP_COMPACT_NO_RENUMBER)
        result |= Xapian::DBCOMPACT_NO_RENUMBER;
    if (flags & XAP_COMPACT_SINGLE_FILE)
        result |= Xapian::DBCOMPACT_SINGLE_FILE;
    if (flags & XAP_COMPACT_MULTIPASS)
        result |= Xapian::DBCOMPACT_MULTIPASS;
    return result;
}

} // namespace

xap_status xap_compact(const char *const *sources, size_t count, const char *destination, unsigned flags,
                       xap_error *err)
{
    assert(count);
    return guarded(err, [&] {
        Xapian::Database database;
        for (size_t i = 0; i < count; i++)
            database.add_database(Xapian::Database(sources[i]));
        database.compact(destination, compaction_of(flags));
        if (flags & XAP_COMPACT_NO_SYNC)
            return;
        if (!(flags & XAP_COMPACT_SINGLE_FILE))
            xapian_c::sync_folder(destination);
        xapian_c::sync_folder(xapian_c::parent_of(destination));
    });
}

xap_status xap_check(const char *path, size_t *problems, xap_bytes *report, xap_error *err)
{
    return guarded(err, [&] {
        std::ostringstream said;
        size_t found = 0;
        try {
            found = Xapian::Database::check(path, 0, report ? &said : nullptr);
        } catch (const Xapian::DatabaseCorruptError &error) { // so bad that the tables cannot be walked
            found = 1;
            said << error.get_msg() << '\n';
        }
        if (report)
            xapian_c::assign(report, said.str());
        *problems = found;
    });
}
