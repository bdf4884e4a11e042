#include "answer/hit_record.h"
#include "answer/link.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

/* --- Members ------------------------------------------------------------------------------------------------------ */

static pgf_status write_member(pgf_output *out, const cJSON *record, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(record, name);
    if (!item)
        return PGF_OK;
    pgf_output_name(out, name);
    if (cJSON_IsString(item)) {
        pgf_output_text(out, item->valuestring);
        return PGF_OK;
    }
    char *json = cJSON_PrintUnformatted(item);
    if (!json)
        return PGF_ENOMEM;
    pgf_output_json(out, json);
    cJSON_free(json);
    return PGF_OK;
}

static pgf_status write_members(pgf_answering *a, const cJSON *record, pgf_error *err)
{
    static const char *const names[] = {"url",    "path",    "date",  "language", "type",
                                        "issuer", "country", "topic", "metadata"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (write_member(&a->output, record, names[i]))
            return pgf_no_memory(err);
    return PGF_OK;
}

static pgf_status write_highlights(pgf_answering *a, const char *language, const char *text, size_t size,
                                   pgf_error *err)
{
    const pgf_highlight *highlights;
    size_t count;
    pgf_status status = pgf_highlight_text(a->highlighter, language, text, size, &highlights, &count, err);
    if (status)
        return status;
    pgf_output_open(&a->output, '[');
    for (size_t i = 0; i < count; i++) {
        pgf_output_open(&a->output, '[');
        pgf_output_number(&a->output, highlights[i].offset);
        pgf_output_number(&a->output, highlights[i].length);
        pgf_output_close(&a->output, ']');
    }
    pgf_output_close(&a->output, ']');
    return PGF_OK;
}

/* --- Passages ----------------------------------------------------------------------------------------------------- */

static pgf_status write_link(pgf_answering *a, const char *url, const pgf_shown_passage *passage, pgf_error *err)
{
    pgf_buffer *link = &a->searcher->link;
    pgf_buffer_clear(link);
    if (pgf_link_append(link, url, passage))
        return pgf_no_memory(err);
    if (!link->size)
        return PGF_OK;
    pgf_output_name(&a->output, "link");
    pgf_output_string(&a->output, link->bytes, link->size);
    return PGF_OK;
}

static pgf_status write_passage(pgf_answering *a, const cJSON *record, const pgf_shown_passage *passage, pgf_error *err)
{
    pgf_output *out = &a->output;
    pgf_output_open(out, '{');
    pgf_output_name(out, "text");
    pgf_output_string(out, passage->text, passage->size);
    pgf_output_name(out, "highlights");
    pgf_status status = write_highlights(a, pgf_hit_record_text(record, "language"), passage->text, passage->size, err);
    pgf_output_name(out, "heading");
    pgf_output_open(out, '[');
    for (size_t i = 0; i < passage->heading_count; i++)
        pgf_output_text(out, passage->headings[i]);
    pgf_output_close(out, ']');
    if (passage->page) {
        pgf_output_name(out, "page");
        pgf_output_number(out, passage->page);
    }
    pgf_output_name(out, "offset");
    pgf_output_number(out, passage->offset);
    if (!status)
        status = write_link(a, pgf_hit_record_text(record, "url"), passage, err);
    pgf_output_close(out, '}');
    return status;
}

/* The passage that is tried as the `index`-th: the best ones; the first when none has a word of the query. */
static bool choose_passage(const pgf_answering *a, const pgf_candidate *hit, size_t index, size_t *passage)
{
    *passage = index < hit->found.count ? hit->found.passages[index].passage : 0;
    return index < hit->found.count || (index == 0 && a->searcher->spans.count > 0);
}

/* Does it show a word of the query? Not when it has parts of a quoted phrase only, or an accent more. */
static pgf_status shows_a_word(pgf_answering *a, const cJSON *record, const pgf_shown_passage *passage, bool *shows,
                               pgf_error *err)
{
    const pgf_highlight *ignored;
    const char *language = pgf_hit_record_text(record, "language");
    size_t count = 0;
    pgf_status status =
        pgf_highlight_text(a->highlighter, language, passage->text, passage->size, &ignored, &count, err);
    for (size_t i = passage->heading_count; i-- > 0 && !count && !status;) {
        const char *heading = passage->headings[i];
        status = pgf_highlight_text(a->highlighter, language, heading, strlen(heading), &ignored, &count, err);
    }
    *shows = count > 0;
    return status;
}

/* As many as are wanted; of those that show nothing the best alone, when no other shows anything. */
static pgf_status write_passages(pgf_answering *a, const pgf_candidate *hit, const cJSON *record, pgf_error *err)
{
    struct pgf_searcher *s = a->searcher;
    size_t most = a->request->passages ? a->request->passages : PGF_PASSAGES_DEFAULT, written = 0, index;
    bool is_exact = pgf_query_has_exact(a->query);
    size_t tries = is_exact ? PGF_SCORE_PASSAGES : most;
    pgf_shown_passage passage;
    pgf_status status = pgf_reader_spans(s->reader, hit->docid, &s->spans, err);
    for (size_t i = 0; i < tries && written < most && !status && choose_passage(a, hit, i, &index); i++) {
        bool shows = true;
        status = pgf_reader_passage(s->reader, hit->docid, index, &s->shelf, &passage, err);
        if (!status && (i > 0 || is_exact))
            status = shows_a_word(a, record, &passage, &shows, err);
        if (!status && shows)
            status = write_passage(a, record, &passage, err);
        written += shows;
    }
    if (status || written || !choose_passage(a, hit, 0, &index))
        return status;
    status = pgf_reader_passage(s->reader, hit->docid, index, &s->shelf, &passage, err);
    return status ? status : write_passage(a, record, &passage, err);
}

/* --- Hits --------------------------------------------------------------------------------------------------------- */

static pgf_status write_hit(pgf_answering *a, pgf_candidate *hit, size_t rank, const cJSON *record, pgf_error *err)
{
    pgf_output *out = &a->output;
    const char *title = pgf_hit_record_text(record, "title");
    pgf_output_open(out, '{');
    pgf_output_name(out, "rank");
    pgf_output_number(out, rank);
    pgf_output_name(out, "id");
    pgf_output_text(out, pgf_hit_record_text(record, "id"));
    if (a->request->sort == PGF_SORT_RELEVANCE) {
        pgf_output_name(out, "score");
        pgf_output_decimal(out, hit->score);
    }
    pgf_status status = PGF_OK;
    if (a->request->explain && a->request->sort == PGF_SORT_RELEVANCE)
        status = pgf_answering_write_explanation(a, hit, pgf_hit_record_text(record, "id"), err);
    pgf_output_name(out, "title");
    pgf_output_text(out, title);
    if (!status)
        status = write_members(a, record, err);
    pgf_output_name(out, "highlights");
    pgf_output_open(out, '{');
    pgf_output_name(out, "title");
    if (!status)
        status = write_highlights(a, pgf_hit_record_text(record, "language"), title, strlen(title), err);
    pgf_output_close(out, '}');
    pgf_output_name(out, "passages");
    pgf_output_open(out, '[');
    if (!status)
        status = write_passages(a, hit, record, err);
    pgf_output_close(out, ']');
    pgf_output_close(out, '}');
    return status;
}

static pgf_status read_and_write(pgf_answering *a, pgf_candidate *hit, size_t rank, pgf_error *err)
{
    cJSON *record = NULL;
    pgf_status status = pgf_hit_record_read(a, hit->docid, &record, err);
    if (status)
        return status;
    status = write_hit(a, hit, rank, record, err);
    cJSON_Delete(record);
    return status;
}

pgf_status pgf_answering_write_hits(pgf_answering *a, pgf_error *err)
{
    pgf_status status = pgf_highlighter_new(&a->highlighter, a->query, a->searcher->analyzer, err);
    size_t behind = a->candidate_count > a->page ? a->candidate_count - a->page : 0;
    size_t count = behind < a->limit ? behind : a->limit;
    if (!status)
        status = pgf_answering_score(a, a->page, count, err);
    pgf_output_open(&a->output, '[');
    for (size_t i = 0; i < count && !status; i++)
        status = read_and_write(a, &a->candidates[a->page + i], a->request->offset + i + 1, err);
    pgf_output_close(&a->output, ']');
    return status;
}
