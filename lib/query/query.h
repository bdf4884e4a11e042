/* What somebody typed, as a tree. */
#ifndef PGF_QUERY_QUERY_H
#define PGF_QUERY_QUERY_H

#include "base/buffer.h"

#endif
