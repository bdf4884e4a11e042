/*
 * The generation in use, changed in place: update.c has sources and commits, update_unit.c has what a unit changes.
 * One thread does it all.
 */
#ifndef PGF_INDEX_UPDATE_H
#define PGF_INDEX_UPDATE_H

#include "index/sources.h"
#include "index/state.h"
#include "index/writing.h"

struct pgf_update {
    pgf_writer *writer;
    xap_writable *writable;
    pgf_store *store;
    pgf_record record; /* of the document removed last */
    pgf_state state;
    char folder[PATH_MAX];
    bool checksums_gone;
    bool dirty;     /* something was changed since the last commit              */
    bool is_shrunk; /* so it was, and sources may have fewer documents than they say */
    unsigned documents;
    size_t bytes; /* both since the last commit */
    pgf_stored_source looked_up;
    /* the source that is being read */
    pgf_stored_source current;
    bool partial;
    bool refused;      /* an id of it is another's, which may go                            */
    pgf_buffer reason; /* why it failed */
    unsigned *before;  /* its documents at the start, ascending                             */
    bool *seen;        /* which of them came again or went; NULL while no source is read    */
    size_t before_count, before_capacity;
};

const xap_database *pgf_update_database(pgf_update *update);
/* To be called before each change: the first makes the checksums of the generation untrue. */
pgf_status pgf_update_touch(pgf_update *update, pgf_error *err);
/*
 * Note that a document came again or went, if the source being read had it at the start. False when that was noted
 * already, or it had not.
 */
bool pgf_update_see(pgf_update *update, unsigned docid);
/* How many documents the source of this number has. */
pgf_status pgf_update_count_documents(pgf_update *update, unsigned number, unsigned *out, pgf_error *err);
/* Correct what sources say of the number of their documents. */
pgf_status pgf_update_recount(pgf_update *update, pgf_error *err);
/* A document of whatever source goes, found by its id: `*found` false when there is none. */
pgf_status pgf_update_remove_named(pgf_update *update, const char *id, bool *found, pgf_error *err);
/* What it was stored under is in update->record then. */
pgf_status pgf_update_remove_document(pgf_update *update, unsigned docid, pgf_error *err);
pgf_status pgf_update_commit_sometimes(pgf_update *update, pgf_error *err);

#endif
