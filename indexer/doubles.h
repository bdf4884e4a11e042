/* Files that lie under two of the PATHs. */
#ifndef PGF_INDEXER_DOUBLES_H
#define PGF_INDEXER_DOUBLES_H

#include "walk.h"

/* Of a file that was found more than once keep the entry of the root named first. PGF_OK or PGF_ENOMEM. */
pgf_status doubles_drop(walk *found);

#endif
