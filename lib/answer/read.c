#include "answer/answering.h"
#include "answer/exact.h"
#include "base/memory.h"
#include "index/vocabulary.h"
#include "query/filters.h"
#include <string.h>

typedef struct {
    pgf_query_record_fn *each;
    void *payload;
} record_walk;

static pgf_status tell_record(void *payload, const pgf_vocabulary_entry *entry)
{
    const record_walk *walk = payload;
    pgf_query_record record = {.word = entry->word,
                               .word_size = entry->word_size,
                               .stem = entry->stem,
                               .stem_size = entry->stem_size,
                               .language = entry->language,
                               .documents = entry->documents,
                               .form = entry->form,
                               .form_size = entry->form_size};
    return walk->each(walk->payload, &record);
}

static pgf_status find_word(void *payload, const char *word, size_t size, pgf_query_record_fn *each, void *each_payload,
                            pgf_error *err)
{
    record_walk walk = {each, each_payload};
    return pgf_vocabulary_find(payload, word, size, tell_record, &walk, err);
}

static pgf_status walk_words(void *payload, const char *prefix, size_t size, pgf_query_record_fn *each,
                             void *each_payload, pgf_error *err)
{
    record_walk walk = {each, each_payload};
    return pgf_vocabulary_walk(payload, prefix, size, tell_record, &walk, err);
}

static pgf_status count_term(void *payload, const char *term, size_t size, unsigned *documents, uint64_t *occurrences,
                             pgf_error *err)
{
    pgf_reader *reader = payload;
    xap_error problem;
    if (xap_term_frequencies(pgf_reader_database(reader), term, size, documents, occurrences, &problem))
        return pgf_reader_failed(reader, &problem, err);
    return PGF_OK;
}

static pgf_status near_words(void *payload, const char *word, size_t size, size_t same, unsigned edits,
                             pgf_query_record_fn *each, void *each_payload, pgf_error *err)
{
    record_walk walk = {each, each_payload};
    return pgf_vocabulary_near(payload, word, size, same, edits, tell_record, &walk, err);
}

static pgf_status open_index(pgf_answering *a, pgf_query_index *out, pgf_error *err)
{
    pgf_reader *reader = a->searcher->reader;
    size_t count;
    const pgf_language_count *known = pgf_reader_languages(reader, &count);
    pgf_query_language *languages = pgf_arena_take(&a->arena, (count + 1) * sizeof *languages);
    if (!languages)
        return pgf_no_memory(err);
    for (size_t i = 0; i < count; i++)
        languages[i] = (pgf_query_language){known[i].code, known[i].documents};
    *out =
        (pgf_query_index){find_word, walk_words, count_term, near_words, reader, languages, count, a->state.documents};
    return PGF_OK;
}

/* Another spelling was printed, and is never refused for how it reads. */
static pgf_status read_query(pgf_answering *a, const char *text, pgf_error *err)
{
    const pgf_request *request = a->request;
    pgf_query_index index;
    pgf_status status = open_index(a, &index, err);
    if (status)
        return status;
    if (text)
        return pgf_query_read(&a->query, a->searcher->analyzer, &index, text, strlen(text), false, err);
    status = pgf_query_read(&a->query, a->searcher->analyzer, &index, request->query ? request->query : "",
                            request->query_size, request->strict, err);
    a->typed = a->query;
    return status;
}

pgf_status pgf_answering_correct(pgf_answering *a, pgf_error *err)
{
    pgf_query_index index;
    if (a->request->as_typed)
        return PGF_OK;
    pgf_status status = open_index(a, &index, err);
    return status ? status : pgf_query_correct(a->query, &index, err);
}

pgf_status pgf_answering_read(pgf_answering *a, const char *text, pgf_error *err)
{
    const pgf_request *request = a->request;
    xap_query *condition = NULL;
    pgf_status status = pgf_facets_choose(&a->facets, request, err);
    if (!status)
        status = read_query(a, text, err);
    if (!status)
        status = pgf_filters_make(&condition, request, err);
    if (status)
        return status;
    if (pgf_query_has_exact(a->query))
        status = pgf_answering_verify(a, err);
    if (status) {
        xap_query_free(condition);
        return status;
    }
    if (pgf_query_is_empty(a->query) && !condition)
        return pgf_fail(err, PGF_EINVAL, "the query has no word to search for; write one, or narrow by a filter");
    return pgf_plan_make(&a->plan, a->query, condition, request->any, err);
}
