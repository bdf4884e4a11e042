/* Databases for writing. */
#include "folder.hh"
#include "handles.hh"
#include <cassert>
#include <memory>

using xapian_c::guarded;
using xapian_c::Refusal;
using xapian_c::text;

namespace
{

int flags_of(xap_mode mode, unsigned flags)
{
    static const int modes[] = {Xapian::DB_CREATE_OR_OPEN, Xapian::DB_CREATE, Xapian::DB_OPEN};
    int result = modes[mode];
    if (flags & XAP_NO_SYNC)
        result |= Xapian::DB_NO_SYNC;
    if (flags & XAP_DANGEROUS)
        result |= Xapian::DB_DANGEROUS;
    if (flags & XAP_NO_TERMLIST)
        result |= Xapian::DB_NO_TERMLIST;
    return result;
}

/*
 * Xapian drops the uncommitted changes at any exception, and what comes next would be committed without them: only the
 * first failure would be seen.
 */
template <typename Body> void change(xap_writable *writable, Body body)
{
    if (writable->lost)
        throw Refusal(XAP_ECLOSED, 0, "%s: an earlier failure lost the changes since the last commit",
                      writable->path.c_str());
    writable->lost = true;
    body();
    writable->lost = false;
}

} // namespace

xap_status xap_writable_open(xap_writable **out, const char *path, xap_mode mode, unsigned flags, xap_error *err)
{
    return guarded(err, [&] {
        const bool sync = !(flags & XAP_NO_SYNC), new_folder = sync && !xapian_c::exists(path);
        std::unique_ptr<xap_writable> writable(
            new xap_writable{Xapian::WritableDatabase(path, flags_of(mode, flags)), {}, path, sync, false});
        writable->view.db = writable->db;
        if (new_folder)
            xapian_c::sync_folder(xapian_c::parent_of(path));
        /* Within a transaction Xapian commits neither by itself after 10,000 changes nor at close(). */
        writable->db.begin_transaction(false);
        *out = writable.release();
    });
}

void xap_writable_close(xap_writable *writable)
{
    if (!writable)
        return;
    guarded(nullptr, [&] { writable->db.close(); });
    delete writable;
}

xap_database *xap_writable_database(xap_writable *writable)
{
    return &writable->view;
}

xap_status xap_writable_commit(xap_writable *writable, xap_error *err)
{
    return guarded(err, [&] {
        change(writable, [&] {
            writable->db.commit_transaction(); // an unflushed one: this only ends it
            try {
                writable->db.commit();
            } catch (...) {
                writable->db.begin_transaction(false);
                throw;
            }
            writable->db.begin_transaction(false);
            if (writable->sync)
                xapian_c::sync_folder(writable->path);
        });
    });
}

xap_status xap_writable_add(xap_writable *writable, const xap_document *document, unsigned *docid, xap_error *err)
{
    return guarded(err, [&] {
        change(writable, [&] {
            const Xapian::docid added = writable->db.add_document(document->document);
            if (docid)
                *docid = added;
        });
    });
}

xap_status xap_writable_put(xap_writable *writable, unsigned docid, const xap_document *document, xap_error *err)
{
    return guarded(err, [&] {
        if (docid == 0)
            throw Refusal(XAP_EINVAL, 0, "document ids count from 1");
        change(writable, [&] { writable->db.replace_document(docid, document->document); });
    });
}

xap_status xap_writable_delete(xap_writable *writable, unsigned docid, xap_error *err)
{
    return guarded(err, [&] {
        (void)writable->db.get_doclength(docid); // throws where there is none, and nothing is lost yet
        change(writable, [&] { writable->db.delete_document(docid); });
    });
}

xap_status xap_metadata_set(xap_writable *writable, const char *key, size_t size, const char *value, size_t value_size,
                            xap_error *err)
{
    return guarded(err, [&] {
        xapian_c::check_term("metadata key", key, size);
        const std::string name = text(key, size), content = text(value, value_size);
        change(writable, [&] { writable->db.set_metadata(name, content); });
    });
}
