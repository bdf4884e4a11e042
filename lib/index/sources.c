#include "index/sources.h"
#include "base/memory.h"
#include "index/failed.h"
#include "index/keys.h"
#include "index/layout.h"
#include <string.h>

void pgf_stored_source_dispose(pgf_stored_source *stored)
{
    xap_bytes_dispose(&stored->memory);
    *stored = (pgf_stored_source){0};
}

static pgf_status write_source(pgf_buffer *out, const pgf_source *source, unsigned number)
{
    if (pgf_buffer_append_number(out, number) || pgf_buffer_append_terminated(out, source->key) ||
        pgf_buffer_append_terminated(out, source->path) || pgf_buffer_append_number(out, source->stamp.size) ||
        pgf_buffer_append_number(out, (uint64_t)source->stamp.mtime) ||
        pgf_buffer_append(out, source->stamp.hash, sizeof source->stamp.hash) ||
        pgf_buffer_append_number(out, source->outcome) || pgf_buffer_append_terminated(out, source->reason) ||
        pgf_buffer_append_number(out, source->documents) || pgf_buffer_append_number(out, source->failures))
        return PGF_ENOMEM;
    return PGF_OK;
}

static bool read_source(const char *bytes, size_t size, pgf_source *out, unsigned *number)
{
    pgf_cursor cursor = pgf_cursor_on(bytes, size);
    *number = (unsigned)pgf_cursor_number(&cursor);
    out->key = pgf_cursor_terminated(&cursor);
    out->path = pgf_cursor_terminated(&cursor);
    out->stamp.size = pgf_cursor_number(&cursor);
    out->stamp.mtime = (int64_t)pgf_cursor_number(&cursor);
    if (!cursor.ok || (size_t)(cursor.end - cursor.at) < sizeof out->stamp.hash)
        return false;
    memcpy(out->stamp.hash, cursor.at, sizeof out->stamp.hash);
    cursor.at += sizeof out->stamp.hash;
    uint64_t outcome = pgf_cursor_number(&cursor);
    out->outcome = outcome < PGF_OUTCOMES ? (pgf_outcome)outcome : PGF_FAILED;
    out->reason = pgf_cursor_terminated(&cursor);
    out->documents = (unsigned)pgf_cursor_number(&cursor);
    out->failures = (unsigned)pgf_cursor_number(&cursor);
    return cursor.ok && outcome < PGF_OUTCOMES;
}

static pgf_status damaged(pgf_error *err)
{
    return pgf_fail(err, PGF_ECORRUPT, "the list of sources is damaged; " PGF_REBUILD, "INDEX");
}

pgf_status pgf_sources_find(const xap_database *database, const char *key, pgf_stored_source *out, bool *found,
                            pgf_error *err)
{
    char name[PGF_KEY_MAX];
    xap_error problem;
    if (xap_metadata_get(database, name, pgf_key_source(key, name), &out->memory, &problem))
        return pgf_xapian_failed(&problem, err);
    *found = out->memory.size > 0;
    if (*found && !read_source(out->memory.bytes, out->memory.size, &out->source, &out->number))
        return damaged(err);
    return PGF_OK;
}

typedef struct {
    const xap_database *database;
    const char *prefix;
    size_t prefix_size;
    pgf_source_fn *each;
    void *payload;
    xap_bytes value;
    pgf_status status;
    pgf_error *err;
} walk;

static int visit(void *payload, const char *key, size_t size)
{
    walk *job = payload;
    pgf_source source;
    unsigned number;
    xap_error problem;
    if (xap_metadata_get(job->database, key, size, &job->value, &problem))
        job->status = pgf_xapian_failed(&problem, job->err);
    else if (!read_source(job->value.bytes, job->value.size, &source, &number))
        job->status = damaged(job->err);
    else if (!strncmp(source.key, job->prefix, job->prefix_size)) /* long keys share beginnings only */
        job->status = job->each(job->payload, &source);
    return job->status != PGF_OK;
}

pgf_status pgf_sources_walk(const xap_database *database, const char *prefix, pgf_source_fn *each, void *payload,
                            pgf_error *err)
{
    char key[PGF_KEY_MAX];
    enum { WHOLE = 100 }; /* so much of a key is never cut */
    walk job = {.database = database,
                .prefix = prefix,
                .prefix_size = strlen(prefix),
                .each = each,
                .payload = payload,
                .err = err};
    char shortened[WHOLE + 1];
    size_t size = job.prefix_size < WHOLE ? job.prefix_size : WHOLE;
    memcpy(shortened, prefix, size);
    shortened[size] = '\0';
    xap_error problem;
    xap_status walked = xap_metadata_walk(database, key, pgf_key_source(shortened, key), visit, &job, &problem);
    xap_bytes_dispose(&job.value);
    if (walked && walked != XAP_ESTOPPED)
        return pgf_xapian_failed(&problem, err);
    return job.status;
}

pgf_status pgf_sources_put(xap_writable *writable, const pgf_source *source, unsigned number, pgf_error *err)
{
    char key[PGF_KEY_MAX];
    pgf_buffer value = {0};
    xap_error problem;
    pgf_status status = PGF_OK;
    if (write_source(&value, source, number))
        status = pgf_no_memory(err);
    else if (xap_metadata_set(writable, key, pgf_key_source(source->key, key), value.bytes, value.size, &problem))
        status = pgf_xapian_failed(&problem, err);
    pgf_buffer_dispose(&value);
    return status;
}

pgf_status pgf_sources_remove(xap_writable *writable, const char *key, pgf_error *err)
{
    char name[PGF_KEY_MAX];
    xap_error problem;
    if (xap_metadata_set(writable, name, pgf_key_source(key, name), "", 0, &problem))
        return pgf_xapian_failed(&problem, err);
    return PGF_OK;
}
