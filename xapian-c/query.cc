/* Queries. */
#include "deadline.hh"
#include "handles.hh"
#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

using xapian_c::Clock;
using xapian_c::guarded;
using xapian_c::Kind;
using xapian_c::Refusal;
using xapian_c::text;

namespace
{

const Xapian::Query::op operators[] = {Xapian::Query::OP_AND,       Xapian::Query::OP_OR,     Xapian::Query::OP_AND_NOT,
                                       Xapian::Query::OP_AND_MAYBE, Xapian::Query::OP_FILTER, Xapian::Query::OP_SYNONYM,
                                       Xapian::Query::OP_MAX,       Xapian::Query::OP_PHRASE, Xapian::Query::OP_NEAR};

xap_query *make(const Xapian::Query &query, Kind kind)
{
    return new xap_query{query, kind};
}

bool all_words(xap_query *const *queries, size_t count)
{
    return std::all_of(queries, queries + count, [](const xap_query *query) { return query->kind != Kind::other; });
}

Kind kind_of(const Xapian::Query &query, xap_operator operator_, xap_query *const *queries, size_t count)
{
    if (query.empty())
        return Kind::nothing;
    if (count == 1)
        return queries[0]->kind; // Xapian makes nothing of an operator with one query
    return operator_ == XAP_OR && all_words(queries, count) ? Kind::words : Kind::other;
}

} // namespace

void xap_query_free(xap_query *query)
{
    delete query;
}

xap_status xap_query_term(xap_query **out, const char *term, size_t size, xap_error *err)
{
    return guarded(err, [&] {
        if (size == 0)
            throw Refusal(XAP_EINVAL, 0, "term is empty"); // Xapian would find everything
        *out = make(Xapian::Query(text(term, size)), Kind::words);
    });
}

xap_status xap_query_match_all(xap_query **out, xap_error *err)
{
    /* Query::MatchAll is one object of all threads, whose references are counted without a lock. */
    return guarded(err, [&] { *out = make(Xapian::Query(std::string()), Kind::other); });
}

xap_status xap_query_match_nothing(xap_query **out, xap_error *err)
{
    return guarded(err, [&] { *out = make(Xapian::Query(), Kind::nothing); });
}

xap_status xap_query_combine(xap_query **out, xap_operator operator_, xap_query *const *queries, size_t count,
                             unsigned window, xap_error *err)
{
    return guarded(err, [&] {
        const bool in_window = operator_ == XAP_PHRASE || operator_ == XAP_NEAR;
        if (in_window && !all_words(queries, count))
            throw Refusal(XAP_EINVAL, 0, "PHRASE and NEAR take terms, and OR of terms, only");
        std::vector<Xapian::Query> parts;
        parts.reserve(count);
        for (size_t i = 0; i < count; i++)
            parts.push_back(queries[i]->query);
        /* Of a window smaller than its words Xapian finds nothing, unless it is 0. */
        const auto fitting = in_window && window >= count ? window : 0;
        const Xapian::Query query(operators[operator_], parts.begin(), parts.end(), fitting);
        *out = make(query, kind_of(query, operator_, queries, count));
    });
}

xap_status xap_query_scale(xap_query **out, const xap_query *query, double factor, xap_error *err)
{
    return guarded(err, [&] {
        if (!std::isfinite(factor) || factor < 0)
            throw Refusal(XAP_EINVAL, 0, "a factor of weights is a number from 0");
        *out = make(Xapian::Query(factor, query->query), Kind::other);
    });
}

xap_status xap_query_value_range(xap_query **out, unsigned slot, const char *from, size_t from_size, const char *to,
                                 size_t to_size, xap_error *err)
{
    return guarded(err, [&] {
        /* No value is the empty string: Xapian takes an empty `from` to mean documents without a value, too. */
        const std::string low = from && from_size ? std::string(from, from_size) : std::string(1, '\0');
        if (!to)
            *out = make(Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, low), Kind::other);
        else
            *out = make(Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, low, text(to, to_size)), Kind::other);
    });
}

xap_status xap_query_deadline(xap_query **out, const xap_query *query, unsigned milliseconds, xap_error *err)
{
    return guarded(err, [&] {
        const auto deadline = Clock::now() + std::chrono::milliseconds(milliseconds);
        *out = make(Xapian::Query(Xapian::Query::OP_FILTER, query->query, xapian_c::deadline_query(deadline)),
                    Kind::other);
    });
}

xap_status xap_query_describe(const xap_query *query, xap_bytes *out, xap_error *err)
{
    return guarded(err, [&] { xapian_c::assign(out, query->query.get_description()); });
}
