/* Asking either layout: BM25 of documents, then the passages of the best by the ranking of lib/answer. */
#include "answer/score.h"
#include "layouts.h"
#include "query/function_words.h"
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CANDIDATES = 100, MOST_OCCURRENCES = 1 << 20 };

typedef struct {
    char term[PGF_TERM_MAX];
    size_t size;
} asked_word;

typedef struct {
    unsigned docid;
    double score;
    size_t passage;
    double best; /* score of that passage */
} hit;

typedef struct {
    const settings *set;
    pgf_analyzer *analyzer;
    xap_database *documents, *passages;
    pgf_score_query query;
    asked_word words[PGF_SCORE_WORDS];
    size_t last_word; /* of content; PGF_SCORE_WORDS for none */
    unsigned last_position;
    pgf_occurrence *occurrences;
    size_t occurrence_count;
    xap_positions positions;
    xap_bytes data;
    pgf_passage_spans spans;
    hit hits[2 * CANDIDATES];
    size_t hit_count;
    double *times;
    size_t asked, capacity;
} asking;

/* --- The query ---------------------------------------------------------------------------------------------------- */

static size_t find_word(asking *a, const pgf_term *term)
{
    pgf_score_query *query = &a->query;
    for (size_t i = 0; i < query->word_count; i++)
        if (a->words[i].size == term->size && !memcmp(a->words[i].term, term->text, term->size)) {
            query->words[i].times++;
            return i;
        }
    if (query->word_count == PGF_SCORE_WORDS)
        return PGF_SCORE_WORDS;
    memcpy(a->words[query->word_count].term, term->text, term->size);
    a->words[query->word_count].size = term->size;
    bool is_function = pgf_is_function_word(a->set->language, term->word, term->word_size);
    query->words[query->word_count] = (pgf_score_word){0, 1, is_function};
    return query->word_count++;
}

static pgf_status take_term(void *payload, const pgf_term *term)
{
    asking *a = payload;
    pgf_score_query *query = &a->query;
    size_t word = find_word(a, term);
    if (word == PGF_SCORE_WORDS || query->words[word].in_title_only)
        return PGF_OK;
    if (a->last_word < PGF_SCORE_WORDS && a->last_word != word && query->pair_count < PGF_SCORE_WORDS)
        query->pairs[query->pair_count++] =
            (pgf_score_pair){.before = a->last_word, .after = word, .distance = term->position - a->last_position};
    a->last_word = word;
    a->last_position = term->position;
    return PGF_OK;
}

static pgf_status weigh_words(asking *a, pgf_error *err)
{
    xap_error problem;
    uint64_t words;
    if (xap_database_total_length(a->documents, &words, &problem))
        return failed(&problem, err);
    double passages = (double)words / a->query.parameters->passage_words + 1;
    for (size_t i = 0; i < a->query.word_count; i++) {
        unsigned documents;
        uint64_t occurrences;
        if (xap_term_frequencies(a->documents, a->words[i].term, a->words[i].size, &documents, &occurrences, &problem))
            return failed(&problem, err);
        a->query.words[i].weight = pgf_score_weight(a->query.parameters, occurrences, documents, passages);
    }
    return PGF_OK;
}

static pgf_status any_word(const asking *a, xap_query **out, pgf_error *err)
{
    xap_query *terms[PGF_SCORE_WORDS];
    xap_error problem;
    size_t count = 0;
    xap_status status = XAP_OK;
    while (count < a->query.word_count && !status) {
        status = xap_query_term(&terms[count], a->words[count].term, a->words[count].size, &problem);
        count += !status;
    }
    if (!status)
        status = xap_query_combine(out, XAP_OR, terms, count, 0, &problem);
    while (count-- > 0)
        xap_query_free(terms[count]);
    return status ? failed(&problem, err) : PGF_OK;
}

static pgf_status match(const asking *a, const xap_database *database, xap_matches **out, pgf_error *err)
{
    xap_query *query = NULL;
    xap_error problem;
    xap_search search = xap_search_default();
    search.limit = CANDIDATES;
    pgf_status status = any_word(a, &query, err);
    if (!status && xap_match(out, database, query, &search, &problem))
        status = failed(&problem, err);
    xap_query_free(query);
    return status;
}

/* --- Occurrences -------------------------------------------------------------------------------------------------- */

static int by_position(const void *a, const void *b)
{
    const pgf_occurrence *left = a, *right = b;
    return (left->position > right->position) - (left->position < right->position);
}

/* Those of the words of content, moved by `shift`, up to `most`. */
static pgf_status read_occurrences(asking *a, const xap_database *database, unsigned id, unsigned shift, unsigned most,
                                   pgf_error *err)
{
    size_t begin = a->occurrence_count;
    for (size_t i = 0; i < a->query.word_count; i++) {
        xap_error problem;
        if (a->query.words[i].in_title_only)
            continue;
        if (xap_document_positions(database, id, a->words[i].term, a->words[i].size, &a->positions, &problem))
            return failed(&problem, err);
        for (size_t j = 0; j < a->positions.count && a->occurrence_count < MOST_OCCURRENCES; j++)
            if (a->positions.items[j] <= most)
                a->occurrences[a->occurrence_count++] = (pgf_occurrence){a->positions.items[j] + shift, (unsigned)i};
    }
    qsort(a->occurrences + begin, a->occurrence_count - begin, sizeof *a->occurrences, by_position);
    return PGF_OK;
}

/* The id and title of a document, and its spans. */
static pgf_status read_document(asking *a, unsigned docid, pgf_error *err)
{
    xap_error problem;
    size_t size;
    if (xap_document_data(a->documents, docid, &a->data, &problem))
        return failed(&problem, err);
    pgf_cursor cursor = pgf_cursor_on(a->data.bytes, a->data.size);
    pgf_cursor_string(&cursor, &size);
    a->spans.title_words = (unsigned)pgf_cursor_number(&cursor);
    a->spans.count = 0;
    for (unsigned last = 0; cursor.ok && cursor.at < cursor.end;) {
        if (a->spans.count == a->spans.capacity) {
            size_t capacity = a->spans.capacity * 2 + CANDIDATES;
            pgf_passage_span *spans = realloc(a->spans.spans, capacity * sizeof *spans);
            if (!spans)
                return pgf_fail(err, PGF_ENOMEM, "out of memory");
            a->spans.spans = spans;
            a->spans.capacity = capacity;
        }
        pgf_passage_span *span = &a->spans.spans[a->spans.count++];
        span->begin = last + (unsigned)pgf_cursor_number(&cursor);
        span->text = span->begin + (unsigned)pgf_cursor_number(&cursor);
        span->end = last = span->text + (unsigned)pgf_cursor_number(&cursor);
    }
    return PGF_OK;
}

/* --- Ranking ------------------------------------------------------------------------------------------------------ */

static void use_score(hit *h, const pgf_document_score *score, size_t passage)
{
    double bonus = pgf_score_bonus(score);
    if (score->count == 0 || bonus <= h->best)
        return;
    h->score += bonus - h->best;
    h->best = bonus;
    h->passage = passage;
}

static pgf_status rank_windows(asking *a, pgf_error *err)
{
    pgf_document_score score;
    for (size_t i = 0; i < a->hit_count; i++) {
        hit *h = &a->hits[i];
        pgf_status status = read_document(a, h->docid, err);
        a->occurrence_count = 0;
        if (!status)
            status = read_occurrences(a, a->documents, h->docid, 0, UINT32_MAX, err);
        if (status)
            return status;
        pgf_score_document(&a->query, a->occurrences, a->occurrence_count, &a->spans, &score, NULL);
        use_score(h, &score, score.count ? score.passages[0].passage : 0);
    }
    return PGF_OK;
}

/* A document that is not among the best itself comes with the least weight of those. */
static hit *find_hit(asking *a, unsigned docid)
{
    for (size_t i = 0; i < a->hit_count; i++)
        if (a->hits[i].docid == docid)
            return &a->hits[i];
    double least = a->hit_count ? a->hits[a->hit_count - 1].score : 0;
    for (size_t i = 0; i < a->hit_count; i++)
        least = a->hits[i].score - a->hits[i].best < least ? a->hits[i].score - a->hits[i].best : least;
    a->hits[a->hit_count] = (hit){docid, least, 0, 0};
    return &a->hits[a->hit_count++];
}

/* The passage as the only one of its document, behind the title. */
static pgf_status rank_passage(asking *a, unsigned id, pgf_error *err)
{
    xap_error problem;
    pgf_document_score score;
    if (xap_document_data(a->passages, id, &a->data, &problem))
        return failed(&problem, err);
    pgf_cursor cursor = pgf_cursor_on(a->data.bytes, a->data.size);
    unsigned docid = (unsigned)pgf_cursor_number(&cursor);
    size_t number = (size_t)pgf_cursor_number(&cursor);
    unsigned heading = (unsigned)pgf_cursor_number(&cursor), words = (unsigned)pgf_cursor_number(&cursor);
    hit *h = find_hit(a, docid);
    pgf_status status = read_document(a, docid, err);
    unsigned title = a->spans.title_words, begin = title + 1, text = begin + heading + CANDIDATES;
    pgf_passage_span span = {heading ? begin : text, text, text + words};
    const pgf_passage_spans spans = {&span, 1, 1, title};
    a->occurrence_count = 0;
    if (!status)
        status = read_occurrences(a, a->documents, docid, 0, title, err);
    if (!status)
        status = read_occurrences(a, a->passages, id, title, UINT32_MAX, err);
    if (status)
        return status;
    pgf_score_document(&a->query, a->occurrences, a->occurrence_count, &spans, &score, NULL);
    use_score(h, &score, number);
    return PGF_OK;
}

static pgf_status rank_passages(asking *a, pgf_error *err)
{
    xap_matches *matches = NULL;
    pgf_status status = match(a, a->passages, &matches, err);
    for (size_t i = 0; !status && i < xap_matches_count(matches); i++)
        status = rank_passage(a, xap_matches_docid(matches, i), err);
    xap_matches_free(matches);
    return status;
}

static int by_score(const void *a, const void *b)
{
    const hit *left = a, *right = b;
    if (left->score < right->score || left->score > right->score)
        return left->score < right->score ? 1 : -1;
    return (left->docid > right->docid) - (left->docid < right->docid);
}

static pgf_status answer(asking *a, const char *text, size_t size, pgf_error *err)
{
    xap_matches *matches = NULL;
    a->query = (pgf_score_query){.parameters = &pgf_score_defaults};
    a->last_word = PGF_SCORE_WORDS;
    a->hit_count = 0;
    pgf_status status = pgf_analyze(a->analyzer, a->set->language, text, size, take_term, a);
    if (status || a->query.word_count == 0)
        return status;
    status = weigh_words(a, err);
    pgf_score_prepare(&a->query);
    if (!status)
        status = match(a, a->documents, &matches, err);
    for (size_t i = 0; !status && i < xap_matches_count(matches); i++)
        a->hits[a->hit_count++] = (hit){xap_matches_docid(matches, i), xap_matches_weight(matches, i), 0, 0};
    xap_matches_free(matches);
    if (!status)
        status = a->set->layout == WINDOWS ? rank_windows(a, err) : rank_passages(a, err);
    if (!status)
        qsort(a->hits, a->hit_count, sizeof *a->hits, by_score);
    return status;
}

/* --- Queries and answers ------------------------------------------------------------------------------------------ */

static pgf_status add_hit(asking *a, cJSON *hits, const hit *h, bool with_text, pgf_error *err)
{
    xap_error problem;
    size_t size;
    char key[40];
    if (xap_document_data(a->documents, h->docid, &a->data, &problem))
        return failed(&problem, err);
    pgf_cursor cursor = pgf_cursor_on(a->data.bytes, a->data.size);
    const char *id = pgf_cursor_string(&cursor, &size);
    cJSON *item = cJSON_CreateObject();
    cJSON_AddItemToArray(hits, item);
    char *name = strndup(id, size);
    cJSON_AddStringToObject(item, "id", name ? name : "");
    free(name);
    cJSON *passages = cJSON_AddArrayToObject(item, "passages"), *passage = cJSON_CreateObject();
    cJSON_AddItemToArray(passages, passage);
    int length = snprintf(key, sizeof key, "%u/%zu", h->docid, h->passage);
    if (with_text && xap_metadata_get(a->documents, key, (size_t)length, &a->data, &problem))
        return failed(&problem, err);
    cJSON_AddStringToObject(passage, "text", with_text && a->data.size ? a->data.bytes : "");
    return PGF_OK;
}

/* In the form of the searcher's answers, as far as bench/ reads them. */
static pgf_status print_answer(asking *a, const char *id, pgf_error *err)
{
    cJSON *json = cJSON_CreateObject(), *query = cJSON_AddObjectToObject(json, "query");
    cJSON_AddStringToObject(query, "id", id);
    cJSON *hits = cJSON_AddArrayToObject(json, "hits");
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < a->hit_count && i < CANDIDATES && !status; i++)
        status = add_hit(a, hits, &a->hits[i], i == 0, err);
    char *line = cJSON_PrintUnformatted(json);
    if (line)
        puts(line);
    cJSON_free(line);
    cJSON_Delete(json);
    return status;
}

static pgf_status note_time(asking *a, double time, pgf_error *err)
{
    if (a->asked == a->capacity) {
        size_t capacity = a->capacity * 2 + CANDIDATES;
        double *times = realloc(a->times, capacity * sizeof *times);
        if (!times)
            return pgf_fail(err, PGF_ENOMEM, "out of memory");
        a->times = times;
        a->capacity = capacity;
    }
    a->times[a->asked++] = time;
    return PGF_OK;
}

/* A query a line, or {"_id", "text"}. */
static pgf_status ask_line(void *payload, const char *line, size_t size, pgf_error *err)
{
    asking *a = payload;
    cJSON *json = size && *line == '{' ? cJSON_ParseWithLength(line, size) : NULL;
    const char *text = json ? cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "text")) : line;
    const char *id = json ? cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "_id")) : line;
    double started = seconds();
    pgf_status status = answer(a, text ? text : "", text ? strlen(text) : 0, err);
    if (!status)
        status = note_time(a, seconds() - started, err);
    if (!status && a->set->answers)
        status = print_answer(a, id ? id : "", err);
    cJSON_Delete(json);
    return status;
}

static int by_time(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static void report(asking *a, double cpu)
{
    size_t n = a->asked;
    if (n == 0)
        return;
    qsort(a->times, n, sizeof *a->times, by_time);
    fprintf(stderr, "%zu queries: p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, %.2f ms of CPU each\n", n,
            a->times[n / 2] * 1e3, a->times[n * 95 / 100] * 1e3, a->times[n * 99 / 100] * 1e3, cpu * 1e3 / (double)n);
}

static pgf_status open_databases(asking *a, pgf_error *err)
{
    xap_error problem;
    pgf_buffer path = {0};
    pgf_status status = place(a->set, "documents", &path, err);
    if (!status && xap_database_open(&a->documents, path.bytes, &problem))
        status = failed(&problem, err);
    if (!status && a->set->layout == PASSAGES)
        status = place(a->set, "passages", &path, err);
    if (!status && a->set->layout == PASSAGES && xap_database_open(&a->passages, path.bytes, &problem))
        status = failed(&problem, err);
    pgf_buffer_dispose(&path);
    return status;
}

pgf_status ask(const settings *set, const char *queries, pgf_error *err)
{
    asking *a = calloc(1, sizeof *a);
    if (a)
        a->occurrences = malloc(MOST_OCCURRENCES * sizeof *a->occurrences);
    if (!a || !a->occurrences) {
        free(a);
        return pgf_fail(err, PGF_ENOMEM, "out of memory");
    }
    a->set = set;
    pgf_status status = pgf_analyzer_new(&a->analyzer, err);
    if (!status)
        status = open_databases(a, err);
    double cpu = cpu_seconds();
    if (!status)
        status = each_line(queries, ask_line, a, err);
    if (!status)
        report(a, cpu_seconds() - cpu);
    xap_database_close(a->documents);
    xap_database_close(a->passages);
    pgf_analyzer_free(a->analyzer);
    xap_positions_dispose(&a->positions);
    xap_bytes_dispose(&a->data);
    pgf_passage_spans_dispose(&a->spans);
    free(a->occurrences);
    free(a->times);
    free(a);
    return status;
}
