#include "index/checksums.h"
#include "index/failed.h"
#include "index/files.h"
#include "index/layout.h"
#include "index/maintain.h"
#include <xapian_c.h>

static pgf_status rewrite(const char *from, const char *to, pgf_error *err)
{
    xap_error problem;
    if (xap_compact(&from, 1, to, XAP_COMPACT_NO_RENUMBER, &problem))
        return pgf_xapian_failed(&problem, err);
    return PGF_OK;
}

static pgf_status count_documents(const char *folder, unsigned *out, pgf_error *err)
{
    xap_database *database;
    xap_error problem;
    if (xap_database_open(&database, folder, &problem))
        return pgf_xapian_failed(&problem, err);
    xap_status status = xap_database_document_count(database, out, &problem);
    xap_database_close(database);
    return status ? pgf_xapian_failed(&problem, err) : PGF_OK;
}

/* The old generation goes only when the new one holds the same, in tables without a flaw. */
static pgf_status check(const char *from, const char *to, pgf_error *err)
{
    size_t problems = 0;
    unsigned before = 0, after = 0;
    xap_error problem;
    pgf_status status = count_documents(from, &before, err);
    if (!status)
        status = count_documents(to, &after, err);
    if (!status && xap_check(to, &problems, NULL, &problem))
        status = pgf_xapian_failed(&problem, err);
    if (!status && (problems || before != after))
        status =
            pgf_fail(err, PGF_ECORRUPT,
                     "compacting gave %u documents instead of %u and %zu problems, and is undone; paragraf-indexer "
                     "verify says more",
                     after, before, problems);
    return status;
}

static pgf_status compact(const char *path, pgf_layout *layout, uint64_t *before, uint64_t *after, pgf_error *err)
{
    char from[PATH_MAX], to[PATH_MAX];
    unsigned long long next = pgf_layout_last(path) + 1;
    pgf_layout_generation(path, layout->generation, false, from);
    pgf_layout_generation(path, next, true, to);
    pgf_status status = rewrite(from, to, err);
    if (!status)
        status = check(from, to, err);
    if (!status)
        status = pgf_checksums_write(to, err);
    if (!status)
        status = pgf_folder_sync(to, true, err);
    if (before)
        *before = pgf_folder_bytes(from);
    if (after)
        *after = pgf_folder_bytes(to);
    if (!status)
        status = pgf_layout_switch(path, layout, next, err);
    if (status)
        pgf_folder_remove(to, NULL);
    return status;
}

pgf_status pgf_index_compact(const char *path, uint64_t *before, uint64_t *after, pgf_error *err)
{
    int lock = -1;
    pgf_layout layout;
    pgf_status status = pgf_layout_read(path, &layout, err); /* so that nothing is made where there is no index */
    if (!status)
        status = pgf_layout_lock(path, &lock, err);
    if (!status)
        status = pgf_layout_read(path, &layout, err);
    if (!status) {
        pgf_layout_sweep(path, layout.generation);
        status = compact(path, &layout, before, after, err);
    }
    pgf_layout_unlock(lock);
    return status;
}
