#include "base/memory.h"
#include "index/apart.h"
#include "index/checksums.h"
#include "index/failed.h"
#include "index/keys.h"
#include "index/layout.h"
#include "index/maintain.h"
#include "index/opened.h"
#include "index/sources.h"
#include "index/vocabulary.h"
#include <cjson/cJSON.h>
#include <string.h>

typedef struct {
    pgf_reader *reader;
    pgf_apart *apart; /* NULL when nobody asks how far it is */
    unsigned done;
    size_t blocks;
    pgf_buffer record;
    pgf_passage_spans spans;
    pgf_status status;
    pgf_error *err;
} verification;

/* --- Files -------------------------------------------------------------------------------------------------------- */

static bool is_fine(const char *line)
{
    return !*line || strstr(line, "checked OK") || strstr(line, "Lazily created");
}

/* The report has a line "table:" for each table, then what Xapian says of it: append the first that tells of damage. */
static pgf_status find_problem(char *report, pgf_buffer *out)
{
    char *rest = report, *line;
    const char *table = "";
    while (rest && (line = strsep(&rest, "\n"))) {
        size_t size = strlen(line);
        if (size && line[size - 1] == ':')
            table = line;
        else if (!is_fine(line))
            return pgf_buffer_printf(out, "%s %s", table, line);
    }
    return pgf_buffer_append_text(out, "unknown");
}

/* What has no errno behind it is the tables' own fault. */
static pgf_status check_failed(const char *path, const xap_error *problem, pgf_error *err)
{
    if (problem->code)
        return pgf_xapian_failed(problem, err);
    return pgf_fail(err, PGF_ECORRUPT, "%s: a table is damaged: %s; " PGF_REBUILD, path, problem->message, path);
}

static pgf_status check_structure(const char *path, const char *folder, pgf_error *err)
{
    size_t problems = 0;
    xap_bytes report = {0};
    pgf_buffer first = {0};
    xap_error problem;
    pgf_status status = PGF_OK;
    if (xap_check(folder, &problems, &report, &problem))
        status = check_failed(path, &problem, err);
    else if (problems && find_problem(report.bytes, &first))
        status = pgf_no_memory(err);
    else if (problems)
        status = pgf_fail(err, PGF_ECORRUPT, "%s: tables are damaged in %zu places: %s; " PGF_REBUILD, path, problems,
                          first.bytes, path);
    pgf_buffer_dispose(&first);
    xap_bytes_dispose(&report);
    return status;
}

/* --- Documents ---------------------------------------------------------------------------------------------------- */

static pgf_status check_record(verification *of, unsigned docid)
{
    const char *end;
    pgf_buffer_clear(&of->record);
    pgf_status status = pgf_reader_record(of->reader, docid, &of->record, of->err);
    if (status)
        return status;
    cJSON *json = cJSON_ParseWithLengthOpts(of->record.bytes, of->record.size + 1, &end, true);
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(json, "id");
    if (!cJSON_IsObject(json) || !cJSON_IsString(id) || !*id->valuestring)
        status = pgf_fail(of->err, PGF_ECORRUPT, "%s: the record of document %u is damaged", of->reader->path, docid);
    cJSON_Delete(json);
    return status;
}

/* Every block is read, also one that holds nothing but headings; the passages of each are where the spans say. */
static pgf_status check_text(verification *of, unsigned docid)
{
    pgf_status status = pgf_reader_spans(of->reader, docid, &of->spans, of->err);
    const pgf_stored_spans *stored = &of->reader->spans;
    size_t next = 0;
    for (size_t number = 0; !status && number < stored->blocks; number++) {
        pgf_block block;
        status = pgf_reader_block(of->reader, docid, number, &block, of->err);
        if (status)
            return status;
        for (; next < stored->count && stored->items[next].block == number; next++) {
            unsigned item = stored->items[next].item;
            if (item >= block.item_count || block.items[item].level)
                status = pgf_fail(of->err, PGF_ECORRUPT, "%s: passage %zu of document %u is not in its block",
                                  of->reader->path, next, docid);
        }
        pgf_block_dispose(&block);
        of->blocks++;
    }
    return status;
}

static int check_document(void *payload, unsigned docid, unsigned frequency)
{
    (void)frequency;
    verification *of = payload;
    of->status = check_record(of, docid);
    if (!of->status)
        of->status = check_text(of, docid);
    of->done++;
    if (of->apart && !of->status)
        pgf_apart_tell(of->apart, of->done, pgf_reader_state(of->reader).documents);
    return of->status != PGF_OK;
}

static pgf_status check_documents(verification *of)
{
    xap_error problem;
    of->done = 0;
    xap_status walked = xap_term_documents(of->reader->database, "", 0, 0, check_document, of, &problem);
    if (walked && walked != XAP_ESTOPPED)
        return pgf_reader_failed(of->reader, &problem, of->err);
    return of->status;
}

/* --- What lies beside them ---------------------------------------------------------------------------------------- */

static int count_key(void *payload, const char *key, size_t size)
{
    (void)key;
    (void)size;
    (*(size_t *)payload)++;
    return 0;
}

/* A document that goes takes its text along: what is left over shows that one did not go as a whole. */
static pgf_status check_leftovers(const verification *of)
{
    size_t blocks = 0, spans = 0;
    xap_error problem;
    const xap_database *database = of->reader->database;
    if (xap_metadata_walk(database, PGF_KEYS_BLOCKS, 1, count_key, &blocks, &problem) ||
        xap_metadata_walk(database, PGF_KEYS_SPANS, 1, count_key, &spans, &problem))
        return pgf_reader_failed(of->reader, &problem, of->err);
    if (blocks == of->blocks && spans == of->done)
        return PGF_OK;
    return pgf_fail(of->err, PGF_ECORRUPT, "%s: text of %zu documents in %zu blocks is stored, %u in %zu are there",
                    of->reader->path, spans, blocks, of->done, of->blocks);
}

static pgf_status pass_word(void *payload, const pgf_vocabulary_entry *entry)
{
    (void)payload;
    (void)entry;
    return PGF_OK;
}

static pgf_status pass_source(void *payload, const pgf_source *source)
{
    (void)payload;
    (void)source;
    return PGF_OK;
}

static pgf_status check_content(void *payload, pgf_reader *reader, pgf_error *err)
{
    verification *of = payload;
    of->reader = reader;
    of->err = err;
    of->blocks = 0;
    pgf_status status = check_documents(of);
    if (!status)
        status = check_leftovers(of);
    if (!status)
        status = pgf_vocabulary_walk(reader, "", 0, pass_word, NULL, err);
    return status ? status : pgf_sources_walk(reader->database, "", pass_source, NULL, err);
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

static pgf_status verify(const char *path, verification *of, pgf_error *err)
{
    char folder[PATH_MAX];
    bool known;
    pgf_reader *reader = NULL;
    pgf_status status = pgf_reader_open(&reader, path, err);
    if (!status) {
        pgf_layout_generation(path, pgf_reader_state(reader).generation, false, folder);
        status = pgf_checksums_verify(folder, &known, err);
    }
    /* Xapian opens what it checks for writing, which not everybody may. Files that are as written are whole. */
    if (!status && !(known && !pgf_layout_may_change(folder)))
        status = check_structure(path, folder, err);
    if (!status)
        status = pgf_reader_answer(reader, check_content, of, err);
    pgf_reader_close(reader);
    return status;
}

typedef struct {
    const char *path;
    bool tells;
} order;

static pgf_status work(void *payload, pgf_apart *apart, pgf_error *err)
{
    const order *given = payload;
    verification of = {.apart = given->tells ? apart : NULL};
    pgf_status status = verify(given->path, &of, err);
    pgf_buffer_dispose(&of.record);
    pgf_passage_spans_dispose(&of.spans);
    return status;
}

/* What a reader says of damage sends people here, or knows no path. Here they learn what helps. */
static pgf_status say_damage(const char *path, const char *message, pgf_error *err)
{
    bool names_path = strncmp(message, path, strlen(path)) == 0;
    const char *end = strstr(message, "paragraf-indexer verify");
    if (!end)
        end = strstr(message, "make the index anew");
    while (end && end > message && !strchr(";:", *end))
        end--;
    size_t size = end ? (size_t)(end - message) : strlen(message);
    return pgf_fail(err, PGF_ECORRUPT, "%s%s%.*s; " PGF_REBUILD, names_path ? "" : path, names_path ? "" : ": ",
                    (int)size, message, path);
}

static pgf_status verify_apart(const char *path, pgf_verify_fn *progress, void *payload, pgf_error *err)
{
    order given = {path, progress != NULL};
    pgf_apart_end end;
    pgf_error found = {0};
    pgf_status status = pgf_apart_run(work, &given, progress, payload, &end, &found);
    if (end.died)
        return pgf_fail(err, PGF_ECORRUPT,
                        "%s: a table is damaged so that reading it ends in a crash (%s); " PGF_REBUILD, path, end.how,
                        path);
    if (status == PGF_ECORRUPT)
        return say_damage(path, found.message, err);
    return status ? pgf_fail(err, status, "%s", found.message) : PGF_OK;
}

pgf_status pgf_index_verify(const char *path, pgf_verify_fn *progress, void *payload, pgf_error *err)
{
    int lock = -1;
    pgf_layout layout;
    pgf_error said = {0};
    pgf_status status = pgf_layout_read(path, &layout, err);
    if (!status && pgf_layout_lock(path, &lock, &said) == PGF_ELOCKED)
        status = pgf_fail(err, PGF_ELOCKED, "%s", said.message);
    if (!status)
        status = verify_apart(path, progress, payload, err);
    pgf_layout_unlock(lock);
    return status;
}
