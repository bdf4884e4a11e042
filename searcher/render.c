#include "render.h"
#include "answer.h"
#include "base/memory.h"
#include "terminal/number.h"
#include "text/columns.h"
#include <stdio.h>
#include <string.h>

/* Lines of a passage: the first of a hit tells more than the others. */
enum { LINES_FIRST = 4, LINES_OTHER = 2, FACET_VALUES = 6, SPANS_MAX = 256 };

static const char between[] = " · ", bullet[] = "§ ";
enum { BULLET_COLUMNS = 2 };

typedef struct {
    const screen *to;
    size_t indent; /* of all but ranks */
    strip line;
    pgf_buffer *out;
} page;

/* --- JSON --------------------------------------------------------------------------------------------------------- */

/* [[begin, length], …] */
static size_t spans_of(const cJSON *array, span spans[SPANS_MAX])
{
    size_t count = 0;
    const cJSON *pair;
    cJSON_ArrayForEach(pair, array)
    {
        if (count < SPANS_MAX)
            spans[count++] =
                (span){answer_whole(cJSON_GetArrayItem(pair, 0)), answer_whole(cJSON_GetArrayItem(pair, 1))};
    }
    return count;
}

/* --- Parts of a page ---------------------------------------------------------------------------------------------- */

static pgf_status spaces(page *p, size_t count)
{
    return pgf_buffer_printf(p->out, "%*s", (int)count, "");
}

/* Write what is in the line, indented, and begin a new one. */
static pgf_status flush(page *p, size_t at, size_t indent)
{
    pgf_status status = p->line.count ? screen_write(p->to, &p->line, at, indent, p->out) : PGF_OK;
    strip_clear(&p->line);
    return status;
}

static pgf_status flush_indented(page *p, size_t indent)
{
    pgf_status status = p->line.count ? spaces(p, indent) : PGF_OK;
    return status ? status : flush(p, indent, indent);
}

/* Append `text` to the line, behind a dot if it is not the first. Nothing for an empty text. */
static pgf_status add_part(page *p, text_style style, const char *text)
{
    pgf_status status = *text && p->line.count ? strip_add(&p->line, STYLE_DIM, between) : PGF_OK;
    return status ? status : strip_add(&p->line, style, text);
}

static pgf_status add_marked(page *p, text_style style, const char *text, const cJSON *highlights)
{
    span spans[SPANS_MAX];
    size_t count = spans_of(highlights, spans);
    return strip_add_marked(&p->line, style, text, strlen(text), spans, count);
}

/* --- A hit -------------------------------------------------------------------------------------------------------- */

static pgf_status write_title(page *p, const cJSON *hit)
{
    char rank[24];
    snprintf(rank, sizeof rank, "%*zu", (int)p->indent - 2, answer_number(hit, "rank"));
    const char *title = answer_text(hit, "title");
    pgf_status status = screen_put(p->to, STYLE_DIM, rank, p->out);
    if (!status)
        status = spaces(p, 2);
    if (!status && *title)
        status = add_marked(p, STYLE_TITLE, title, answer_member(answer_member(hit, "highlights"), "title"));
    else if (!status)
        status = strip_add(&p->line, STYLE_TITLE, answer_text(hit, "id"));
    return status ? status : flush(p, p->indent, p->indent);
}

static pgf_status write_about(page *p, const cJSON *hit)
{
    static const char *const fields[] = {"date", "type", "issuer", "language"};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !status; i++)
        status = add_part(p, STYLE_DIM, answer_text(hit, fields[i]));
    return status ? status : flush_indented(p, p->indent);
}

/* "Chapter 2 › Section 5, p. 4"; true in `*some` when there is any. */
static pgf_status add_headings(page *p, const cJSON *passage, const char *title)
{
    pgf_status status = PGF_OK;
    const cJSON *heading;
    cJSON_ArrayForEach(heading, answer_member(passage, "heading"))
    {
        bool repeats = !cJSON_IsString(heading) || strcmp(heading->valuestring, title) == 0;
        if (!repeats && p->line.count && !status)
            status = strip_add(&p->line, STYLE_DIM, " › ");
        if (!repeats && !status)
            status = strip_add(&p->line, STYLE_DIM, heading->valuestring);
    }
    size_t page_number = answer_number(passage, "page");
    if (page_number && !status) {
        char text[32];
        snprintf(text, sizeof text, "%sp. %zu", p->line.count ? ", " : "", page_number);
        status = strip_add(&p->line, STYLE_DIM, text);
    }
    return status;
}

/* Lines end where words do, so how much fits is found by trying. */
static pgf_status cut_to_lines(page *p, size_t most, size_t indent)
{
    strip whole = p->line;
    p->line = (strip){0};
    size_t room = p->to->width - indent, lines = most + 1;
    pgf_status status = PGF_OK;
    for (size_t columns = most * room; lines > most && columns > room && !status; columns -= room / 8 + 1) {
        status = strip_cut(&whole, columns, &p->line);
        if (!status)
            status = screen_lines(p->to, &p->line, indent, indent, &lines);
    }
    strip_dispose(&whole);
    return status;
}

static pgf_status write_passage(page *p, const cJSON *passage, const char *title, size_t lines)
{
    size_t indent = p->indent + BULLET_COLUMNS;
    pgf_status status = spaces(p, p->indent);
    if (!status)
        status = screen_put(p->to, STYLE_DIM, bullet, p->out);
    if (!status)
        status = add_headings(p, passage, title);
    bool headed = p->line.count > 0;
    if (!status)
        status = flush(p, indent, indent);
    if (!status)
        status = add_marked(p, STYLE_PLAIN, answer_text(passage, "text"), answer_member(passage, "highlights"));
    if (!status)
        status = cut_to_lines(p, lines, indent);
    if (!status && headed)
        status = spaces(p, indent);
    return status ? status : flush(p, indent, indent);
}

/* The place of the passage when the link names one; a directive for browsers (#:~:text=…) is nothing to read. */
static pgf_status add_link(page *p, const cJSON *hit)
{
    const cJSON *first = cJSON_GetArrayItem(answer_member(hit, "passages"), 0);
    const char *link = answer_text(first, "link");
    if (!*link)
        link = answer_text(hit, "url");
    const char *directive = strstr(link, ":~:");
    size_t size = directive ? (size_t)(directive - link) : strlen(link);
    if (directive && size && link[size - 1] == '#')
        size--;
    return strip_add_marked(&p->line, STYLE_LINK, link, size, NULL, 0);
}

/* The file, and which of its documents. */
static pgf_status add_file(page *p, const cJSON *hit)
{
    const char *path = answer_text(hit, "path"), *id = answer_text(hit, "id");
    pgf_status status = strip_add(&p->line, STYLE_FILE, path);
    return status || strcmp(path, id) == 0 ? status : add_part(p, STYLE_FILE, id);
}

static pgf_status write_source(page *p, const cJSON *hit)
{
    pgf_status status = add_link(p, hit);
    if (!status && !p->line.count)
        status = add_file(p, hit);
    return status ? status : flush_indented(p, p->indent);
}

/* "document 8.5: cod 3.9, quota 4.6": a line for each place that gave something. */
static pgf_status write_share(page *p, const cJSON *parts, const char *place)
{
    pgf_buffer text = {0};
    double sum = 0;
    const cJSON *part;
    pgf_status status = PGF_OK;
    cJSON_ArrayForEach(part, parts)
    {
        double score = cJSON_GetNumberValue(answer_member(part, "score"));
        if (!status)
            status = pgf_buffer_printf(&text, "%s%s %.2f", text.size ? ", " : "", answer_text(part, "text"), score);
        sum += score;
    }
    if (!status && text.size) {
        pgf_buffer head = {0};
        status = pgf_buffer_printf(&head, "%s %.2f: ", place, sum);
        if (!status)
            status = strip_add(&p->line, STYLE_DIM, head.bytes);
        if (!status)
            status = strip_add(&p->line, STYLE_DIM, text.bytes);
        pgf_buffer_dispose(&head);
    }
    pgf_buffer_dispose(&text);
    return status ? status : flush_indented(p, p->indent);
}

static pgf_status write_explanation(page *p, const cJSON *hit)
{
    static const char *const places[] = {"document", "passage", "title"};
    const cJSON *explanation = answer_member(hit, "explanation");
    pgf_status status = PGF_OK;
    for (size_t i = 0; explanation && i < sizeof places / sizeof *places && !status; i++)
        status = write_share(p, answer_member(explanation, places[i]), places[i]);
    return status;
}

static pgf_status write_hit(page *p, const cJSON *hit)
{
    pgf_status status = write_title(p, hit);
    if (!status)
        status = write_about(p, hit);
    size_t lines = LINES_FIRST;
    const cJSON *passage;
    cJSON_ArrayForEach(passage, answer_member(hit, "passages"))
    {
        if (!status)
            status = write_passage(p, passage, answer_text(hit, "title"), lines);
        lines = LINES_OTHER;
    }
    if (!status)
        status = write_source(p, hit);
    if (!status)
        status = write_explanation(p, hit);
    return status ? status : pgf_buffer_append_char(p->out, '\n');
}

/* --- Below the hits ----------------------------------------------------------------------------------------------- */

static pgf_status write_warnings(page *p, const cJSON *query)
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
            status = flush_indented(p, 0);
    }
    return status;
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

static pgf_status add_facet_values(page *p, const cJSON *facet)
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
        status = add_part(p, STYLE_PLAIN, answer_text(value, "value"));
        if (!status)
            status = strip_add(&p->line, STYLE_DIM, "\u00a0");
        if (!status)
            status = strip_add(&p->line, STYLE_DIM, number);
    }
    if (!status && shown > FACET_VALUES) /* never alone on a line */
        status = strip_add(&p->line, STYLE_DIM, "\u00a0·\u00a0…");
    return status;
}

static pgf_status write_facets(page *p, const cJSON *facets)
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
            status = spaces(p, indent - columns);
        if (!status)
            status = add_facet_values(p, facet);
        if (!status)
            status = flush(p, indent, indent);
    }
    return status || !widest ? status : pgf_buffer_append_char(p->out, '\n');
}

/* " with both words" */
static pgf_status add_matched(page *p, const cJSON *matched)
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
static pgf_status add_shown(page *p, const cJSON *answer, size_t total)
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

static pgf_status write_nothing(page *p, const cJSON *answer)
{
    pgf_status status = strip_add(&p->line, STYLE_PLAIN, "Nothing found.");
    size_t words = answer_number(answer_member(answer, "matched"), "words");
    if (!status && words > 1)
        status = strip_add(&p->line, STYLE_PLAIN, " Fewer words, other spellings or fewer filters may find more.");
    else if (!status)
        status = strip_add(&p->line, STYLE_PLAIN, " Other words or spellings, or fewer filters, may find more.");
    return status ? status : flush_indented(p, 0);
}

static pgf_status write_totals(page *p, const cJSON *answer)
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
    return status ? status : flush_indented(p, 0);
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
    page p = {.to = to, .indent = indent_for(answer), .out = out};
    pgf_status status = PGF_OK;
    const cJSON *hit;
    cJSON_ArrayForEach(hit, answer_member(answer, "hits"))
    {
        if (!status)
            status = write_hit(&p, hit);
    }
    if (!status)
        status = write_facets(&p, answer_member(answer, "facets"));
    if (!status)
        status = write_warnings(&p, answer_member(answer, "query"));
    if (!status)
        status = write_totals(&p, answer);
    strip_dispose(&p.line);
    return status ? pgf_no_memory(err) : PGF_OK;
}
