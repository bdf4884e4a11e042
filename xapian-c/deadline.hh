#ifndef XAPIAN_C_DEADLINE_HH
#define XAPIAN_C_DEADLINE_HH

#include <chrono>
#include <xapian.h>

namespace xapian_c
{

using Clock = std::chrono::steady_clock;

/* Every document, and an exception once the deadline is past. */
Xapian::Query deadline_query(Clock::time_point deadline);

} // namespace xapian_c

#endif
