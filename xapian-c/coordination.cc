#include "coordination.hh"

namespace xapian_c
{

namespace
{

constexpr double more_than_any_cutoff = 1e9;

}

Coordination *Coordination::clone() const
{
    return new Coordination();
}

void Coordination::init(double scale)
{
    factor = scale;
}

double Coordination::get_sumpart(Xapian::termcount, Xapian::termcount, Xapian::termcount) const
{
    return factor;
}

double Coordination::get_maxpart() const
{
    return factor * more_than_any_cutoff;
}

double Coordination::get_sumextra(Xapian::termcount, Xapian::termcount) const
{
    return 0;
}

double Coordination::get_maxextra() const
{
    return 0;
}

} // namespace xapian_c
