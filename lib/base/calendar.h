/* The Gregorian calendar, for all years. */
#ifndef PGF_BASE_CALENDAR_H
#define PGF_BASE_CALENDAR_H

/* How many days a month has; `month` is 1 to 12. */
unsigned pgf_days_of_month(unsigned year, unsigned month);

#endif
