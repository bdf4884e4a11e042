/* Reading documents, terms and their postings. */
#include "handles.hh"

using xapian_c::guarded;
using xapian_c::text;

xap_status xap_document_data(const xap_database *database, unsigned docid, xap_bytes *out, xap_error *err)
{
    return guarded(err, [&] { xapian_c::assign(out, database->db.get_document(docid).get_data()); });
}

xap_status xap_document_value(const xap_database *database, unsigned docid, unsigned slot, xap_bytes *out,
                              xap_error *err)
{
    return guarded(err, [&] { xapian_c::assign(out, database->db.get_document(docid).get_value(slot)); });
}

xap_status xap_document_length(const xap_database *database, unsigned docid, unsigned *out, xap_error *err)
{
    return guarded(err, [&] { *out = database->db.get_doclength(docid); });
}

xap_status xap_document_positions(const xap_database *database, unsigned docid, const char *term, size_t size,
                                  xap_positions *out, xap_error *err)
{
    return guarded(err, [&] {
        const std::string name = text(term, size);
        out->count = 0;
        const auto end = database->db.positionlist_end(docid, name);
        for (auto at = database->db.positionlist_begin(docid, name); at != end; ++at)
            xapian_c::append(out, *at);
    });
}

xap_status xap_document_terms(const xap_database *database, unsigned docid, const char *prefix, size_t size,
                              xap_term_fn *each, void *payload, xap_error *err)
{
    return guarded(err, [&] {
        const std::string start = text(prefix, size);
        const auto end = database->db.termlist_end(docid);
        auto at = database->db.termlist_begin(docid);
        if (at != end && !start.empty())
            at.skip_to(start);
        for (; at != end; ++at) {
            const std::string term = *at;
            if (!xapian_c::starts_with(term, start))
                break;
            xapian_c::go_on(each(payload, term.data(), term.size(), at.get_wdf()));
        }
    });
}

xap_status xap_database_terms(const xap_database *database, const char *prefix, size_t size, xap_term_fn *each,
                              void *payload, xap_error *err)
{
    return guarded(err, [&] {
        const std::string start = text(prefix, size);
        const auto end = database->db.allterms_end(start);
        for (auto at = database->db.allterms_begin(start); at != end; ++at) {
            const std::string term = *at;
            xapian_c::go_on(each(payload, term.data(), term.size(), at.get_termfreq()));
        }
    });
}

xap_status xap_term_frequencies(const xap_database *database, const char *term, size_t size, unsigned *documents,
                                uint64_t *occurrences, xap_error *err)
{
    return guarded(err, [&] {
        const std::string name = text(term, size);
        const Xapian::doccount found = documents ? database->db.get_termfreq(name) : 0;
        if (occurrences)
            *occurrences = database->db.get_collection_freq(name);
        if (documents)
            *documents = found;
    });
}

xap_status xap_term_documents(const xap_database *database, const char *term, size_t size, unsigned from,
                              xap_posting_fn *each, void *payload, xap_error *err)
{
    return guarded(err, [&] {
        const std::string name = text(term, size);
        const auto end = database->db.postlist_end(name);
        auto at = database->db.postlist_begin(name);
        if (at != end && from > 1)
            at.skip_to(from);
        for (; at != end; ++at)
            xapian_c::go_on(each(payload, *at, at.get_wdf()));
    });
}
