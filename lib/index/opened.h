/* What an open reader holds: for the files that make up reader.h alone. */
#ifndef PGF_INDEX_OPENED_H
#define PGF_INDEX_OPENED_H

#include "index/block.h"
#include "index/layout.h"
#include "index/reader.h"
#include "index/spans.h"
#include <sys/stat.h>
#include <time.h>

struct pgf_reader {
    char *path;
    xap_database *database;
    pgf_index_state state;
    unsigned long long epoch; /* goes up with every change that was seen        */
    bool outdated;            /* the index changed under a call since a refresh */
    bool unsettled;           /* the database was moved, what is kept of it not  */
    struct stat layout;       /* of paragraf.json when it was read              */
    pgf_language_count *languages;
    size_t language_count;
    pgf_buffer codes; /* of languages, NUL-terminated       */
    xap_bytes bytes;  /* read last                          */
    pgf_stored_spans spans;
    unsigned spans_docid; /* whose spans these are; 0: nobody's */
    pgf_block_opener *opener;
};

/* One block of a document, to be disposed. PGF_ECORRUPT when it is not there, too. */
pgf_status pgf_reader_block(pgf_reader *reader, unsigned docid, size_t number, pgf_block *out, pgf_error *err);

#endif
