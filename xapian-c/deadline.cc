#include "deadline.hh"
#include "guard.hh"

namespace xapian_c
{

namespace
{

/*
 * Looking at the clock takes 25 ns, as much as a document of a plain OR does; a phrase can take 0.1 ms a document in a
 * long one.
 */
constexpr unsigned calls_a_look = 16;

class DeadlineSource final : public Xapian::PostingSource
{
  public:
    explicit DeadlineSource(Clock::time_point moment) : deadline(moment)
    {
    }

    Xapian::PostingSource *clone() const override
    {
        return new DeadlineSource(deadline);
    }

    void init(const Xapian::Database &searched) override
    {
        database = searched;
        documents = searched.get_doccount();
        walking = false;
        docid = 0;
        calls = 0;
        look();
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return documents;
    }

    Xapian::doccount get_termfreq_est() const override
    {
        return documents;
    }

    Xapian::doccount get_termfreq_max() const override
    {
        return documents;
    }

    Xapian::docid get_docid() const override
    {
        return docid;
    }

    bool at_end() const override
    {
        return walking && at == database.postlist_end(std::string());
    }

    /* The matcher asks only for documents that others of the query found: no list of all documents is read. */
    bool check(Xapian::docid asked, double) override
    {
        look();
        if (walking)
            skip_to(asked, 0);
        else
            docid = asked;
        return true;
    }

    void next(double) override
    {
        skip_to(docid + 1, 0);
    }

    void skip_to(Xapian::docid asked, double) override
    {
        look();
        if (!walking) {
            at = database.postlist_begin(std::string());
            walking = true;
        }
        if (!at_end())
            at.skip_to(asked);
        if (!at_end())
            docid = *at;
    }

    std::string get_description() const override
    {
        return "Deadline";
    }

  private:
    void look()
    {
        if (calls++ % calls_a_look == 0 && Clock::now() >= deadline)
            throw Refusal(XAP_ETIMEOUT, 0, "the query took longer than it may");
    }

    const Clock::time_point deadline;
    Xapian::Database database;
    Xapian::doccount documents = 0;
    Xapian::PostingIterator at;
    bool walking = false; /* `at` stands at `docid`, or at the end */
    Xapian::docid docid = 0;
    unsigned calls = 0;
};

} // namespace

Xapian::Query deadline_query(Clock::time_point deadline)
{
    return Xapian::Query((new DeadlineSource(deadline))->release());
}

} // namespace xapian_c
