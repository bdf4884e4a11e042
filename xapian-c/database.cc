/* Databases for reading. */
#include "handles.hh"
#include <cassert>
#include <memory>

using xapian_c::guarded;

xap_status xap_database_open(xap_database **out, const char *path, xap_error *err)
{
    return xap_database_open_many(out, &path, 1, err);
}

xap_status xap_database_open_many(xap_database **out, const char *const *paths, size_t count, xap_error *err)
{
    assert(count);
    return guarded(err, [&] {
        auto database = std::make_unique<xap_database>();
        for (size_t i = 0; i < count; i++)
            database->db.add_database(Xapian::Database(paths[i]));
        *out = database.release();
    });
}

void xap_database_close(xap_database *database)
{
    delete database;
}

xap_status xap_database_reopen(xap_database *database, bool *changed, xap_error *err)
{
    return guarded(err, [&] {
        const bool reopened = database->db.reopen();
        if (changed)
            *changed = reopened;
    });
}

xap_status xap_database_document_count(const xap_database *database, unsigned *out, xap_error *err)
{
    return guarded(err, [&] { *out = database->db.get_doccount(); });
}

xap_status xap_database_last_docid(const xap_database *database, unsigned *out, xap_error *err)
{
    return guarded(err, [&] { *out = database->db.get_lastdocid(); });
}

xap_status xap_database_average_length(const xap_database *database, double *out, xap_error *err)
{
    return guarded(err, [&] { *out = database->db.get_average_length(); });
}

xap_status xap_database_total_length(const xap_database *database, uint64_t *out, xap_error *err)
{
    return guarded(err, [&] { *out = database->db.get_total_length(); });
}

xap_status xap_database_uuid(const xap_database *database, xap_bytes *out, xap_error *err)
{
    return guarded(err, [&] { xapian_c::assign(out, database->db.get_uuid()); });
}

xap_status xap_database_revision(const xap_database *database, uint64_t *out, xap_error *err)
{
    return guarded(err, [&] { *out = database->db.get_revision(); });
}
