/* What an index remembers of itself from one commit to the next. */
#ifndef PGF_INDEX_STATE_H
#define PGF_INDEX_STATE_H

#include <paragraf/error.h>
#include <xapian_c.h>

typedef struct {
    unsigned long long revision; /* of our own: goes up by one with each commit that changed something */
    unsigned next_source;        /* number that the next new source gets                               */
} pgf_state;

pgf_status pgf_state_read(const xap_database *database, pgf_state *out, pgf_error *err);
pgf_status pgf_state_write(xap_writable *writable, const pgf_state *state, pgf_error *err);

#endif
