#ifndef XAPIAN_C_DEADLINE_HH
#define XAPIAN_C_DEADLINE_HH

#include "handles.hh"

namespace xapian_c
{

/* Throws when it is past. */
void check_deadline(Clock::time_point deadline);

/* Every document, and an exception once the deadline is past. */
Xapian::Query deadline_query(Clock::time_point deadline);

} // namespace xapian_c

#endif
