/* What gave a hit its score: words in the whole document, words and neighbours in its best passage and in its title. */
#include "answer/answering.h"
#include "base/memory.h"

static void write_part(pgf_answering *a, const char *text, size_t size, double score)
{
    pgf_output *out = &a->output;
    pgf_output_open(out, '{');
    pgf_output_name(out, "text");
    pgf_output_string(out, text, size);
    pgf_output_name(out, "score");
    pgf_output_decimal(out, score);
    pgf_output_close(out, '}');
}

typedef struct {
    pgf_answering *a;
    pgf_error *err;
} weighing;

/* The first stage keeps the sum alone: each part is weighed again, in this document. */
static pgf_status weigh(void *payload, const char *text, size_t size, const xap_query *query)
{
    const weighing *w = payload;
    xap_matches *matches = NULL;
    xap_search search = xap_search_default();
    search.limit = 1;
    pgf_status status = pgf_answering_run(w->a, query, &search, &matches, w->err);
    if (!status && xap_matches_count(matches) > 0)
        write_part(w->a, text, size, xap_matches_weight(matches, 0));
    xap_matches_free(matches);
    return status;
}

static pgf_status write_document(pgf_answering *a, const char *id, pgf_error *err)
{
    weighing w = {a, err};
    pgf_output_name(&a->output, "document");
    pgf_output_open(&a->output, '[');
    pgf_status status = pgf_plan_walk(a->query, id, weigh, &w, err);
    pgf_output_close(&a->output, ']');
    return status;
}

static void write_word(pgf_answering *a, size_t number, double score)
{
    size_t size;
    const char *text = pgf_query_word_shown(a->words.words[number], &size);
    write_part(a, text, size, score);
}

static pgf_status write_pair(pgf_answering *a, const pgf_score_pair *pair, double score, pgf_buffer *text)
{
    const pgf_query_word *words[] = {a->words.words[pair->before], a->words.words[pair->after]};
    pgf_status status = PGF_OK;
    pgf_buffer_clear(text);
    for (size_t i = 0; i < 2 && !status; i++) {
        size_t size;
        const char *word = pgf_query_word_shown(words[i], &size);
        status = i ? pgf_buffer_append_char(text, ' ') : PGF_OK;
        if (!status)
            status = pgf_buffer_append(text, word, size);
    }
    if (!status)
        write_part(a, text->bytes, text->size, score);
    return status;
}

static pgf_status write_parts(pgf_answering *a, const char *name, const pgf_score_parts *parts, pgf_error *err)
{
    pgf_buffer text = {0};
    pgf_status status = PGF_OK;
    pgf_output_name(&a->output, name);
    pgf_output_open(&a->output, '[');
    for (size_t i = 0; i < a->words.query.word_count; i++)
        if (parts->words[i] > 0)
            write_word(a, i, parts->words[i]);
    for (size_t i = 0; i < a->words.query.pair_count && !status; i++)
        if (parts->pairs[i] > 0)
            status = write_pair(a, &a->words.query.pairs[i], parts->pairs[i], &text);
    pgf_output_close(&a->output, ']');
    pgf_buffer_dispose(&text);
    return status ? pgf_no_memory(err) : PGF_OK;
}

pgf_status pgf_answering_write_explanation(pgf_answering *a, pgf_candidate *hit, const char *id, pgf_error *err)
{
    pgf_score_explanation explanation = {0};
    bool has_second = hit->score != hit->weight;
    pgf_output_name(&a->output, "explanation");
    pgf_output_open(&a->output, '{');
    pgf_status status = write_document(a, id, err);
    if (!status && has_second)
        status = pgf_answering_explain(a, hit, &explanation, err);
    if (!status)
        status = write_parts(a, "passage", &explanation.passage, err);
    if (!status)
        status = write_parts(a, "title", &explanation.title, err);
    pgf_output_close(&a->output, '}');
    return status;
}
