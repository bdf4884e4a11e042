/* Reading metadata; xap_metadata_set() is in writable.cc. */
#include "handles.hh"

using xapian_c::guarded;
using xapian_c::text;

xap_status xap_metadata_get(const xap_database *database, const char *key, size_t size, xap_bytes *out, xap_error *err)
{
    return guarded(err, [&] { xapian_c::assign(out, database->db.get_metadata(text(key, size))); });
}

xap_status xap_metadata_walk(const xap_database *database, const char *prefix, size_t size, xap_visit_fn *each,
                             void *payload, xap_error *err)
{
    return guarded(err, [&] {
        const std::string start = text(prefix, size);
        const auto end = database->db.metadata_keys_end(start);
        for (auto at = database->db.metadata_keys_begin(start); at != end; ++at) {
            const std::string key = *at;
            xapian_c::go_on(each(payload, key.data(), key.size()));
        }
    });
}

/* Move to the first key behind all that begin with `hopeless`. */
static void pass_over(Xapian::TermIterator &at, const Xapian::TermIterator &end, std::string hopeless)
{
    while (!hopeless.empty() && hopeless.back() == '\xFF')
        hopeless.pop_back();
    if (hopeless.empty()) {
        at = end;
        return;
    }
    ++hopeless.back();
    at.skip_to(hopeless);
}

xap_status xap_metadata_skim(const xap_database *database, const char *prefix, size_t size, xap_visit_fn *each,
                             void *payload, xap_error *err)
{
    return guarded(err, [&] {
        const std::string start = text(prefix, size);
        const auto end = database->db.metadata_keys_end(start);
        for (auto at = database->db.metadata_keys_begin(start); at != end;) {
            const std::string key = *at;
            const int hopeless = each(payload, key.data(), key.size());
            xapian_c::go_on(hopeless < 0);
            if (hopeless)
                pass_over(at, end, key.substr(0, static_cast<size_t>(hopeless)));
            else
                ++at;
        }
    });
}
