#include "index/failed.h"
#include "index/schema.h"
#include "index/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t pgf_source_term(unsigned number, char term[PGF_SOURCE_TERM_MAX])
{
    return (size_t)snprintf(term, PGF_SOURCE_TERM_MAX, PGF_PREFIX_SOURCE "%u", number);
}

static int take_first(void *payload, unsigned docid, unsigned frequency)
{
    (void)frequency;
    *(unsigned *)payload = docid;
    return 1;
}

pgf_status pgf_store_first(const xap_database *database, const char *term, size_t size, unsigned from, unsigned *docid,
                           pgf_error *err)
{
    xap_error problem;
    *docid = 0;
    xap_status found = xap_term_documents(database, term, size, from, take_first, docid, &problem);
    return found && found != XAP_ESTOPPED ? pgf_xapian_failed(&problem, err) : PGF_OK;
}

pgf_status pgf_store_find(const xap_database *database, const char *id, unsigned *docid, pgf_error *err)
{
    char term[PGF_FILTER_TERM_MAX];
    size_t size = pgf_schema_filter_term(pgf_schema_find("id"), id, term);
    return pgf_store_first(database, term, size, 1, docid, err);
}

pgf_status pgf_store_number(const xap_database *database, unsigned docid, unsigned slot, int base, uint64_t *out,
                            pgf_error *err)
{
    xap_bytes value = {0};
    xap_error problem;
    pgf_status status = PGF_OK;
    *out = 0;
    if (xap_document_value(database, docid, slot, &value, &problem))
        status = pgf_xapian_failed(&problem, err);
    else if (value.size)
        *out = strtoull(value.bytes, NULL, base);
    xap_bytes_dispose(&value);
    return status;
}
