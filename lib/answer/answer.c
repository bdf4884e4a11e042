#include "answer/answer.h"
#include "answer/answering.h"
#include "base/memory.h"
#include "index/schema.h"
#include "text/charset.h"
#include "text/language.h"
#include <stdlib.h>
#include <string.h>

/* --- Time --------------------------------------------------------------------------------------------------------- */

double pgf_answering_elapsed(const pgf_answering *a)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - a->started.tv_sec) * 1e3 + (double)(now.tv_nsec - a->started.tv_nsec) / 1e6;
}

unsigned pgf_answering_left(const pgf_answering *a)
{
    unsigned deadline = a->request->deadline_ms ? a->request->deadline_ms : PGF_DEADLINE_MS;
    double left = deadline - pgf_answering_elapsed(a);
    return left > 0 ? (unsigned)left : 0;
}

/* --- The parts of the answer -------------------------------------------------------------------------------------- */

enum { VALUES_SAID = 10 };

/* "type" and "acts", where documents have only "act". What cannot be looked up is not said. */
static bool is_unknown(const pgf_answering *a, const pgf_filter *filter)
{
    char term[PGF_FILTER_TERM_MAX], code[PGF_LANGUAGE_MAX];
    const char *value = filter->value;
    if (strlen(value) > PGF_FILTER_TERM_MAX) /* nothing to read */
        return false;
    if (strcmp(filter->field, "language") == 0 && pgf_language_normalize(value, code))
        value = code;
    if (value == code && (strcmp(code, "no") == 0 || strcmp(code, "nb") == 0)) /* not one value: see filters.c */
        return false;
    size_t size = pgf_schema_filter_term(pgf_schema_find(filter->field), value, term);
    unsigned documents = 1;
    uint64_t occurrences = 0;
    xap_error problem;
    xap_database *database = pgf_reader_database(a->searcher->reader);
    return size && !xap_term_frequencies(database, term, size, &documents, &occurrences, &problem) && documents == 0;
}

static pgf_status append_unknown_value(pgf_buffer *line, const pgf_filter *filter)
{
    size_t replaced = 0;
    pgf_buffer_clear(line);
    pgf_status status = pgf_buffer_printf(line, "No document has the %s ", filter->field);
    return status ? status : pgf_utf8_repair(filter->value, strlen(filter->value), line, &replaced);
}

static void write_unknown_values(pgf_answering *a)
{
    pgf_buffer line = {0};
    size_t said = 0;
    for (size_t i = 0; i < a->request->filter_count && said < VALUES_SAID; i++)
        if (is_unknown(a, &a->request->filters[i]) && !append_unknown_value(&line, &a->request->filters[i])) {
            pgf_output_string(&a->output, line.bytes, line.size);
            said++;
        }
    pgf_buffer_dispose(&line);
}

static void write_query(pgf_answering *a)
{
    pgf_output *out = &a->output;
    const pgf_query *query = a->typed;
    pgf_output_name(out, "query");
    pgf_output_open(out, '{');
    if (a->request->query_id) {
        pgf_output_name(out, "id");
        pgf_output_text(out, a->request->query_id);
    }
    pgf_output_name(out, "text");
    pgf_output_string(out, query->text, query->size);
    pgf_output_name(out, "parsed");
    pgf_output_text(out, query->parsed);
    pgf_output_name(out, "corrected");
    if (query->corrected)
        pgf_output_text(out, query->corrected);
    else
        pgf_output_null(out);
    pgf_output_name(out, "searched");
    pgf_output_text(out, a->query == a->typed ? "parsed" : "corrected");
    pgf_output_name(out, "warnings");
    pgf_output_open(out, '[');
    for (size_t i = 0; i < query->warning_count; i++)
        pgf_output_text(out, query->warnings[i]);
    write_unknown_values(a);
    if (a->was_late)
        pgf_output_text(out, "The time was too short to rank by passages: other words may be better ordered");
    pgf_output_close(out, ']');
    pgf_output_name(out, "languages");
    pgf_output_open(out, '[');
    for (size_t i = 0; i < a->query->language_count; i++)
        pgf_output_text(out, a->query->languages[i]);
    pgf_output_close(out, ']');
    pgf_output_close(out, '}');
}

static void write_number(pgf_output *out, const char *name, uint64_t number)
{
    pgf_output_name(out, name);
    pgf_output_number(out, number);
}

static void write_counts(pgf_answering *a)
{
    pgf_output *out = &a->output;
    pgf_output_name(out, "total");
    pgf_output_open(out, '{');
    write_number(out, "value", a->total.lower);
    pgf_output_name(out, "relation");
    pgf_output_text(out, a->total.lower == a->total.upper && !a->is_partial ? "eq" : "gte");
    pgf_output_close(out, '}');
    pgf_output_name(out, "matched");
    pgf_output_open(out, '{');
    write_number(out, "words", a->plan.words);
    write_number(out, "of", a->plan.of);
    pgf_output_close(out, '}');
    write_number(out, "offset", a->request->offset);
    write_number(out, "limit", a->limit);
}

static void write_index(pgf_answering *a)
{
    pgf_output *out = &a->output;
    pgf_output_name(out, "index");
    pgf_output_open(out, '{');
    write_number(out, "generation", a->state.generation);
    write_number(out, "revision", a->state.revision);
    write_number(out, "documents", a->state.documents);
    pgf_output_close(out, '}');
}

static void write_facets(pgf_answering *a)
{
    pgf_output *out = &a->output;
    pgf_output_name(out, "facets");
    pgf_output_open(out, '{');
    for (size_t i = 0; i < a->facets.count; i++) {
        const pgf_facet *facet = &a->facets.items[i];
        pgf_output_name(out, facet->field->name);
        pgf_output_open(out, '[');
        for (size_t j = 0; j < facet->count; j++) {
            pgf_output_open(out, '{');
            pgf_output_name(out, "value");
            pgf_output_text(out, facet->values[j].value);
            write_number(out, "count", facet->values[j].documents);
            pgf_output_close(out, '}');
        }
        pgf_output_close(out, ']');
    }
    pgf_output_close(out, '}');
}

static void write_next(pgf_answering *a)
{
    size_t next = a->request->offset + a->limit;
    bool is_last = !a->limit || (!a->has_more && a->page + a->limit >= a->candidate_count);
    pgf_output_name(&a->output, "next");
    if (is_last || next + 1 > PGF_WINDOW)
        pgf_output_null(&a->output);
    else
        pgf_output_number(&a->output, next);
}

/* --- From the request to the answer ------------------------------------------------------------------------------- */

/* The hits are written first, elsewhere: only then it is known how long all of it took. */
static pgf_status write(pgf_answering *a, pgf_error *err)
{
    pgf_output hits = {0};
    pgf_status status = pgf_answering_write_hits(a, err);
    hits = a->output;
    a->output = (pgf_output){0};
    pgf_output *out = &a->output;
    pgf_output_open(out, '{');
    write_number(out, "schema_version", PGF_SCHEMA_VERSION);
    write_query(a);
    write_counts(a);
    pgf_output_name(out, "took_ms");
    pgf_output_decimal(out, pgf_answering_elapsed(a));
    write_index(a);
    write_facets(a);
    pgf_output_name(out, "hits");
    pgf_output_json(out, hits.bytes.bytes ? hits.bytes.bytes : "");
    write_next(a);
    pgf_output_close(out, '}');
    bool failed = hits.status || out->status;
    pgf_output_dispose(&hits);
    if (!status && failed)
        status = pgf_no_memory(err);
    return status;
}

/* `text`: another spelling, or NULL for what was asked. */
static pgf_status search(pgf_answering *a, const char *text, pgf_error *err)
{
    pgf_status status = pgf_answering_read(a, text, err);
    if (!status)
        status = pgf_answering_count(a, err);
    if (status || a->request->count_only || a->request->sort != PGF_SORT_RELEVANCE)
        return status;
    return pgf_answering_match(a, err);
}

/* In order of relevance there may be hits that are not counted. */
static pgf_status find_any(pgf_answering *a, bool *any, pgf_error *err)
{
    pgf_status status = PGF_OK;
    if (a->total.upper == 0 && a->request->count_only && a->request->sort == PGF_SORT_RELEVANCE)
        status = pgf_answering_match(a, err);
    *any = a->total.upper > 0 || a->candidate_count > 0;
    return status;
}

/* Nothing is found: another spelling is searched, and kept when that finds something. */
static pgf_status search_corrected(pgf_answering *a, pgf_error *err)
{
    bool any = false;
    pgf_query *typed = a->typed;
    unsigned words = a->plan.words, of = a->plan.of;
    a->query = NULL;
    pgf_plan_dispose(&a->plan);
    pgf_status status = search(a, typed->corrected, err);
    if (!status)
        status = find_any(a, &any, err);
    if ((status && status != PGF_ELIMIT) || any)
        return status;
    pgf_query_free(a->query);
    a->query = typed;
    typed->corrected = NULL;
    a->plan.words = words;
    a->plan.of = of;
    a->total = (xap_total){0};
    a->candidate_count = 0;
    return PGF_OK;
}

static pgf_status find(pgf_answering *a, pgf_error *err)
{
    bool any = true;
    pgf_status status = search(a, NULL, err);
    if (!status)
        status = pgf_answering_correct(a, err);
    if (!status && a->query->corrected)
        status = find_any(a, &any, err);
    if (!status && !any)
        status = search_corrected(a, err);
    if (status || a->request->count_only)
        return status;
    double passages = pgf_score_passages(&pgf_score_defaults, a->state.words, a->state.documents);
    pgf_score_words_choose(&a->words, a->query, &pgf_score_defaults, passages);
    if (a->request->sort != PGF_SORT_RELEVANCE)
        return PGF_OK;
    a->page = a->request->offset;
    return pgf_answering_rank(a, err);
}

static void dispose(pgf_answering *a)
{
    pgf_highlighter_free(a->highlighter);
    pgf_plan_dispose(&a->plan);
    if (a->query != a->typed)
        pgf_query_free(a->query);
    pgf_query_free(a->typed);
    pgf_output_dispose(&a->output);
    pgf_arena_dispose(&a->arena);
}

pgf_status pgf_answer_make(struct pgf_searcher *searcher, const pgf_request *request, const struct timespec *started,
                           pgf_answer *out, pgf_error *err)
{
    pgf_answering a = {.searcher = searcher, .request = request, .started = *started};
    a.limit = request->count_only ? 0 : request->limit ? request->limit : PGF_LIMIT_DEFAULT;
    a.state = pgf_reader_state(searcher->reader);
    pgf_status status = find(&a, err);
    if (!status)
        status = write(&a, err);
    if (!status) {
        out->total = a.total.lower;
        out->json = pgf_buffer_take(&a.output.bytes);
        if (!out->json)
            status = pgf_no_memory(err);
    }
    dispose(&a);
    return status;
}
