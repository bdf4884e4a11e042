/* What each file is called in answers and reports: its path below its PATH, told apart from those of other PATHs. */
#ifndef PGF_INDEXER_NAMES_H
#define PGF_INDEXER_NAMES_H

#include "known.h"
#include "walk.h"

/*
 * Set `shown` of the entries so that no two files of different PATHs are called alike, as far as the folders above them
 * tell them apart.
 * A file of which the index has documents keeps its name. The others of a PATH get, when one of them would be called
 * like another file, as many names of the folders above it as tell them apart: "2024/01.md" beside the "01.md" of 2023.
 *
 *   before   sorted, with `gone` set; NULL to know of no earlier names: for a rebuild
 *
 * PGF_OK or PGF_ENOMEM.
 */
pgf_status names_give(walk *found, const known *before, pgf_error *err);

#endif
