#include "index/state.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "index/failed.h"
#include "index/keys.h"

pgf_status pgf_state_read(const xap_database *database, pgf_state *out, pgf_error *err)
{
    char key[PGF_KEY_MAX];
    xap_bytes value = {0};
    xap_error problem;
    if (xap_metadata_get(database, key, pgf_key_state(key), &value, &problem))
        return pgf_xapian_failed(&problem, err);
    pgf_cursor cursor = pgf_cursor_on(value.bytes, value.size);
    out->revision = pgf_cursor_number(&cursor);
    out->next_source = (unsigned)pgf_cursor_number(&cursor);
    xap_bytes_dispose(&value);
    if (!cursor.ok)
        return pgf_fail(err, PGF_ECORRUPT, "the state of the index is damaged; paragraf-indexer verify says more");
    return PGF_OK;
}

pgf_status pgf_state_write(xap_writable *writable, const pgf_state *state, pgf_error *err)
{
    char key[PGF_KEY_MAX];
    pgf_buffer value = {0};
    xap_error problem;
    pgf_status status = PGF_OK;
    if (pgf_buffer_append_number(&value, state->revision) || pgf_buffer_append_number(&value, state->next_source))
        status = pgf_no_memory(err);
    else if (xap_metadata_set(writable, key, pgf_key_state(key), value.bytes, value.size, &problem))
        status = pgf_xapian_failed(&problem, err);
    pgf_buffer_dispose(&value);
    return status;
}
