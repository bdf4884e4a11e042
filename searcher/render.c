#include "render.h"
#include "answer.h"
#include "base/memory.h"
#include "render_page.h"
#include "terminal/number.h"
#include "text/columns.h"
#include <stdio.h>
#include <string.h>

enum { FACET_VALUES = 6 };

/* --- Below the hits ----------------------------------------------------------------------------------------------- */

static pgf_status write_warnings(render_page *p, const cJSON *query)
{
    pgf_status status = PGF_OK;
    const cJSON *warning;
    cJSON_ArrayForEach(warning, answer_member(query, "warnings"))
    {
        const char *text = cJSON_IsString(warning) ? warning->valuestring : answer_text(warning, "message");
        if (!status)
            status = strip_add(&p->line, STYLE_NOTE, "Note: ");
        if (!status)
            status = strip_add(&p->line, STYLE_PLAIN, text);
        if (!status)
            status = render_flush_indented(p, 0);
    }
    return status;
}

/* "Did you mean: drinking water"; where nothing was found, hits for that are shown. */
static pgf_status write_corrected(render_page *p, const cJSON *query)
{
    const char *corrected = answer_text(query, "corrected");
    bool is_searched = strcmp(answer_text(query, "searched"), "corrected") == 0;
    if (!*corrected)
        return PGF_OK;
    pgf_status status = strip_add(&p->line, STYLE_NOTE, is_searched ? "Nothing found for " : "Did you mean: ");
    if (!status && is_searched)
        status = strip_add(&p->line, STYLE_PLAIN, answer_text(query, "text"));
    if (!status && is_searched)
        status = strip_add(&p->line, STYLE_NOTE, "; shown is what was found for ");
    if (!status)
        status = strip_add(&p->line, STYLE_TITLE, corrected);
    return status ? status : render_flush_indented(p, 0);
}

/* A field of one value parts nothing, so it is not shown. */
static bool parts_hits(const cJSON *facet)
{
    return facet->string && cJSON_GetArraySize(facet) > 1;
}

static size_t widest_facet(const cJSON *facets)
{
    size_t widest = 0;
    const cJSON *facet;
    cJSON_ArrayForEach(facet, facets)
    {
        size_t columns = parts_hits(facet) ? pgf_text_columns(facet->string, strlen(facet->string)) : 0;
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

static pgf_status add_facet_values(render_page *p, const cJSON *facet)
{
    pgf_status status = PGF_OK;
    size_t shown = 0;
    const cJSON *value;
    cJSON_ArrayForEach(value, facet)
    {
        if (status || shown++ == FACET_VALUES)
            break;
        char number[PGF_NUMBER_MAX];
        pgf_number_group(answer_number(value, "count"), number);
        status = render_part(p, STYLE_PLAIN, answer_text(value, "value"));
        if (!status)
            status = strip_add(&p->line, STYLE_DIM, "\u00a0");
        if (!status)
            status = strip_add(&p->line, STYLE_DIM, number);
    }
    if (!status && shown > FACET_VALUES) /* never alone on a line */
        status = strip_add(&p->line, STYLE_DIM, "\u00a0·\u00a0…");
    return status;
}

static pgf_status write_facets(render_page *p, const cJSON *facets)
{
    size_t widest = widest_facet(facets), indent = widest + 2;
    pgf_status status = PGF_OK;
    const cJSON *facet;
    cJSON_ArrayForEach(facet, facets)
    {
        if (!parts_hits(facet) || status)
            continue;
        size_t columns = pgf_text_columns(facet->string, strlen(facet->string));
        status = screen_put(p->to, STYLE_DIM, facet->string, p->out);
        if (!status)
            status = render_spaces(p, indent - columns);
        if (!status)
            status = add_facet_values(p, facet);
        if (!status)
            status = render_flush(p, indent, indent);
    }
    return status || !widest ? status : pgf_buffer_append_char(p->out, '\n');
}

/* " with both words" */
static pgf_status add_matched(render_page *p, const cJSON *matched)
{
    size_t words = answer_number(matched, "words"), of = answer_number(matched, "of");
    char text[80] = "";
    if (of == 2 && words == 2)
        snprintf(text, sizeof text, " with both words");
    else if (of > 2 && words == of)
        snprintf(text, sizeof text, " with all %zu words", of);
    else if (of > 1 && words == 1)
        snprintf(text, sizeof text, " with any of the %zu words", of);
    else if (of > 1)
        snprintf(text, sizeof text, " with at least %zu of %zu words", words, of);
    return strip_add(&p->line, STYLE_PLAIN, text);
}

/* "; 11–20 shown, next: --offset 20" */
static pgf_status add_shown(render_page *p, const cJSON *answer, size_t total)
{
    const cJSON *hits = answer_member(answer, "hits");
    size_t first = answer_number(answer, "offset") + 1, last = first + (size_t)cJSON_GetArraySize(hits) - 1;
    size_t next = answer_number(answer, "next");
    char text[128];
    if (last < first || (first == 1 && last == total))
        return PGF_OK;
    char range[64];
    if (first == last)
        snprintf(range, sizeof range, "%zu", first);
    else
        snprintf(range, sizeof range, "%zu–%zu", first, last);
    snprintf(text, sizeof text, "; %s shown%s", range,
             last <= total ? ""
             : total       ? ", some with fewer"
                           : " with fewer");
    pgf_status status = strip_add(&p->line, STYLE_PLAIN, text);
    if (!next || status)
        return status;
    snprintf(text, sizeof text, ", next: --offset\u00a0%zu", next);
    return strip_add(&p->line, STYLE_PLAIN, text);
}

static pgf_status write_nothing(render_page *p, const cJSON *answer)
{
    pgf_status status = strip_add(&p->line, STYLE_PLAIN, "Nothing found.");
    size_t words = answer_number(answer_member(answer, "matched"), "words");
    if (!status && words > 1)
        status = strip_add(&p->line, STYLE_PLAIN, " Fewer words, other spellings or fewer filters may find more.");
    else if (!status)
        status = strip_add(&p->line, STYLE_PLAIN, " Other words or spellings, or fewer filters, may find more.");
    return status ? status : render_flush_indented(p, 0);
}

static pgf_status write_totals(render_page *p, const cJSON *answer)
{
    const cJSON *total = answer_member(answer, "total");
    size_t documents = answer_number(total, "value");
    if (!documents && !cJSON_GetArraySize(answer_member(answer, "hits")))
        return write_nothing(p, answer);
    char number[PGF_NUMBER_MAX], text[64];
    if (documents)
        pgf_number_group(documents, number);
    else
        strcpy(number, "No");
    snprintf(text, sizeof text, "%s%s document%s",
             strcmp(answer_text(total, "relation"), "gte") == 0 ? "At least " : "", number, documents == 1 ? "" : "s");
    pgf_status status = strip_add(&p->line, STYLE_PLAIN, text);
    if (!status)
        status = add_matched(p, answer_member(answer, "matched"));
    if (!status)
        status = add_shown(p, answer, documents);
    return status ? status : render_flush_indented(p, 0);
}

/* --- The page ----------------------------------------------------------------------------------------------------- */

/* Room for the highest rank of the page, two figures at least, and two spaces behind it. */
static size_t indent_for(const cJSON *answer)
{
    size_t last = answer_number(answer, "offset") + (size_t)cJSON_GetArraySize(answer_member(answer, "hits"));
    size_t indent = 4;
    for (size_t figures = last / 100; figures; figures /= 10)
        indent++;
    return indent;
}

pgf_status render_answer(const screen *to, const cJSON *answer, pgf_buffer *out, pgf_error *err)
{
    render_page p = {.to = to, .indent = indent_for(answer), .out = out};
    pgf_status status = PGF_OK;
    const cJSON *hit;
    cJSON_ArrayForEach(hit, answer_member(answer, "hits"))
    {
        if (!status)
            status = render_hit(&p, hit);
    }
    if (!status)
        status = write_facets(&p, answer_member(answer, "facets"));
    if (!status)
        status = write_warnings(&p, answer_member(answer, "query"));
    if (!status)
        status = write_corrected(&p, answer_member(answer, "query"));
    if (!status)
        status = write_totals(&p, answer);
    strip_dispose(&p.line);
    return status ? pgf_no_memory(err) : PGF_OK;
}
