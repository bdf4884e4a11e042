/* Checksums of a finished generation, in a file `checksums` in it. They hold until it is first changed in place. */
#ifndef PGF_INDEX_CHECKSUMS_H
#define PGF_INDEX_CHECKSUMS_H

#include <paragraf/error.h>
#include <stdbool.h>

/* Of every file in the folder as it is now: the last step before a generation is switched to. */
pgf_status pgf_checksums_write(const char *folder, pgf_error *err);

/* To be done, safe on disk, before a generation is changed for the first time; that there are none is fine. */
pgf_status pgf_checksums_remove(const char *folder, pgf_error *err);

/* `*known` false: there are none, since it was changed. PGF_ECORRUPT names the first file that is not as it was. */
pgf_status pgf_checksums_verify(const char *folder, bool *known, pgf_error *err);

#endif
