#include "answer/hit_record.h"

pgf_status pgf_hit_record_read(pgf_answering *a, unsigned docid, cJSON **record, pgf_error *err)
{
    pgf_buffer *bytes = &a->searcher->record;
    pgf_buffer_clear(bytes);
    pgf_status status = pgf_reader_record(a->searcher->reader, docid, bytes, err);
    if (status)
        return status;
    *record = cJSON_ParseWithLengthOpts(bytes->bytes, bytes->size, NULL, false);
    if (*record)
        return PGF_OK;
    return pgf_fail(err, PGF_ECORRUPT, "the record of document %u cannot be read; paragraf-indexer verify says more",
                    docid);
}

const char *pgf_hit_record_text(const cJSON *record, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(record, name);
    return cJSON_IsString(item) ? item->valuestring : "";
}
