/* Matching. */
#include "coordination.hh"
#include "handles.hh"
#include <algorithm>
#include <cassert>
#include <memory>
#include <vector>

using xapian_c::guarded;

namespace
{

struct Hit {
    Xapian::docid docid;
    double weight;
    Xapian::doccount collapsed;
};

} // namespace

struct xap_matches {
    Xapian::Enquire enquire; /* owns the spies, and knows the query */
    std::vector<Xapian::ValueCountMatchSpy *> facets;
    std::vector<Hit> hits;
    xap_total total;
};

namespace
{

void set_weighing(Xapian::Enquire &enquire, const xap_search &search)
{
    const xap_bm25 &bm25 = search.bm25;
    switch (search.weighing) {
    case XAP_WEIGH_BM25:
        enquire.set_weighting_scheme(Xapian::BM25Weight(bm25.k1, bm25.k2, bm25.k3, bm25.b, bm25.min_length));
        break;
    case XAP_WEIGH_COORD:
        if (search.least_weight > 0)
            enquire.set_weighting_scheme(xapian_c::Coordination());
        else
            enquire.set_weighting_scheme(Xapian::CoordWeight());
        break;
    case XAP_WEIGH_NONE:
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        break;
    }
    enquire.set_cutoff(0, search.least_weight);
}

/*
 * Xapian sorts no value as the empty string: that is last of descending values, and needs a key of its own otherwise.
 */
void set_order(Xapian::Enquire &enquire, const xap_database *database, const xap_search &search)
{
    const Xapian::valueno slot = search.sort_slot;
    if (search.order == XAP_BY_WEIGHT)
        return;
    if (search.descending && search.order == XAP_BY_VALUE) {
        enquire.set_sort_by_value(slot, true);
    } else if (search.descending) {
        enquire.set_sort_by_value_then_relevance(slot, true);
    } else {
        std::unique_ptr<Xapian::MultiValueKeyMaker> keys(new Xapian::MultiValueKeyMaker());
        keys->add_value(slot, false, database->db.get_value_upper_bound(slot) + "x");
        Xapian::KeyMaker *given = keys.release()->release();
        if (search.order == XAP_BY_VALUE)
            enquire.set_sort_by_key(given, false);
        else
            enquire.set_sort_by_key_then_relevance(given, false);
    }
}

void add_facets(xap_matches &matches, const xap_search &search)
{
    matches.facets.reserve(search.facet_count);
    for (size_t i = 0; i < search.facet_count; i++) {
        auto *spy = new Xapian::ValueCountMatchSpy(search.facet_slots[i]);
        matches.enquire.add_matchspy(spy->release());
        matches.facets.push_back(spy);
    }
}

Xapian::doccount up_to(size_t number, Xapian::doccount most)
{
    return number < most ? static_cast<Xapian::doccount>(number) : most;
}

Xapian::MSet run(const xap_matches &matches, const xap_database *database, const xap_search &search)
{
    const Xapian::doccount documents = database->db.get_doccount();
    const Xapian::doccount first = up_to(search.offset, documents);
    return matches.enquire.get_mset(first, up_to(search.limit, documents - first),
                                    up_to(search.check_at_least, documents));
}

void keep(xap_matches &matches, const Xapian::MSet &found)
{
    matches.hits.reserve(found.size());
    for (auto at = found.begin(); at != found.end(); ++at)
        matches.hits.push_back(Hit{*at, at.get_weight(), at.get_collapse_count()});
    matches.total = {found.get_matches_lower_bound(), found.get_matches_estimated(), found.get_matches_upper_bound()};
}

} // namespace

xap_search xap_search_default(void)
{
    xap_search search = {};
    search.limit = 10;
    search.weighing = XAP_WEIGH_BM25;
    search.bm25 = {1.2, 0, 1, 0.75, 0.5};
    search.order = XAP_BY_WEIGHT;
    return search;
}

xap_status xap_match(xap_matches **out, const xap_database *database, const xap_query *query, const xap_search *search,
                     xap_error *err)
{
    return guarded(err, [&] {
        std::unique_ptr<xap_matches> matches(new xap_matches{Xapian::Enquire(database->db), {}, {}, {}});
        matches->enquire.set_query(query->query);
        set_weighing(matches->enquire, *search);
        set_order(matches->enquire, database, *search);
        if (search->collapse)
            matches->enquire.set_collapse_key(search->collapse_slot, search->collapse_most);
        add_facets(*matches, *search);
        keep(*matches, run(*matches, database, *search));
        *out = matches.release();
    });
}

void xap_matches_free(xap_matches *matches)
{
    delete matches;
}

size_t xap_matches_count(const xap_matches *matches)
{
    return matches->hits.size();
}

unsigned xap_matches_docid(const xap_matches *matches, size_t index)
{
    assert(index < matches->hits.size());
    return matches->hits[index].docid;
}

double xap_matches_weight(const xap_matches *matches, size_t index)
{
    assert(index < matches->hits.size());
    return matches->hits[index].weight;
}

xap_total xap_matches_total(const xap_matches *matches)
{
    return matches->total;
}

unsigned xap_matches_collapsed(const xap_matches *matches, size_t index)
{
    assert(index < matches->hits.size());
    return matches->hits[index].collapsed;
}

xap_status xap_matches_facet(const xap_matches *matches, size_t facet, xap_term_fn *each, void *payload, xap_error *err)
{
    assert(facet < matches->facets.size());
    return guarded(err, [&] {
        const Xapian::ValueCountMatchSpy &spy = *matches->facets[facet];
        for (auto at = spy.values_begin(); at != spy.values_end(); ++at) {
            const std::string value = *at;
            xapian_c::go_on(each(payload, value.data(), value.size(), at.get_termfreq()));
        }
    });
}

size_t xap_matches_facet_documents(const xap_matches *matches)
{
    return matches->facets.empty() ? 0 : matches->facets[0]->get_total();
}

xap_status xap_matches_terms(const xap_matches *matches, size_t index, xap_visit_fn *each, void *payload,
                             xap_error *err)
{
    assert(index < matches->hits.size());
    return guarded(err, [&] {
        const Xapian::docid docid = matches->hits[index].docid;
        const auto end = matches->enquire.get_matching_terms_end(docid);
        for (auto at = matches->enquire.get_matching_terms_begin(docid); at != end; ++at) {
            const std::string term = *at;
            xapian_c::go_on(each(payload, term.data(), term.size()));
        }
    });
}
