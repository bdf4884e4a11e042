/* The posting source behind xap_query_deadline(), where the matcher lets it lead. */
#include "../../xapian-c/deadline.hh"
#include "../../xapian-c/guard.hh"
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <setjmp.h>
#include <string>

extern "C" {
#include <cmocka.h>
}

using xapian_c::Clock;
using xapian_c::deadline_query;

namespace
{

const Clock::time_point never = Clock::time_point::max();

/* 1 to 9 without 1, 4, 5 and 9; "a" in 2, 6 and 8. */
Xapian::WritableDatabase with_gaps()
{
    Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    for (Xapian::docid docid = 1; docid <= 9; docid++) {
        Xapian::Document document;
        document.add_term(docid == 2 || docid == 6 || docid == 8 ? "a" : "b");
        database.add_document(document);
    }
    for (const Xapian::docid docid : {1, 4, 5, 9})
        database.delete_document(docid);
    return database;
}

std::string found(const Xapian::Database &database, const Xapian::Query &query)
{
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
    std::string list;
    for (auto at = matches.begin(); at != matches.end(); ++at)
        list += std::to_string(*at);
    return list;
}

void alone_it_finds_every_document(void **)
{
    assert_string_equal(found(with_gaps(), deadline_query(never)).c_str(), "23678");
    Xapian::Database two(with_gaps());
    two.add_database(with_gaps());
    assert_string_equal(found(two, deadline_query(never)).c_str(), "3456111213141516");
}

void beside_others_it_changes_nothing(void **)
{
    const Xapian::Query all = deadline_query(never), a("a"), b("b");
    assert_string_equal(found(with_gaps(), all & a).c_str(), "268");
    assert_string_equal(found(with_gaps(), Xapian::Query(Xapian::Query::OP_AND_NOT, all, a)).c_str(), "37");
    assert_string_equal(found(with_gaps(), a | all).c_str(), "23678");
    assert_string_equal(found(with_gaps(), (a | all) & (all | b)).c_str(), "23678");
}

void past_it_ends_the_match(void **)
{
    for (const Xapian::Query &query :
         {deadline_query(Clock::now()), deadline_query(Clock::now()) & Xapian::Query("a")}) {
        xap_error err = {};
        assert_int_equal(xapian_c::guarded(&err, [&] { found(with_gaps(), query); }), XAP_ETIMEOUT);
    }
}

} // namespace

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(alone_it_finds_every_document),
        cmocka_unit_test(beside_others_it_changes_nothing),
        cmocka_unit_test(past_it_ends_the_match),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
