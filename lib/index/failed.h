/* Errors of the wrapper as errors of ours. */
#ifndef PGF_INDEX_FAILED_H
#define PGF_INDEX_FAILED_H

#include <paragraf/error.h>
#include <xapian_c.h>

pgf_status pgf_xapian_failed(const xap_error *problem, pgf_error *err);

#endif
