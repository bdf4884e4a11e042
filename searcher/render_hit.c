#include "answer.h"
#include "base/memory.h"
#include "render_page.h"
#include "text/columns.h"
#include <stdio.h>
#include <string.h>

/* Lines of a passage: the first of a hit tells more than the others. */
enum { LINES_FIRST = 4, LINES_OTHER = 2, SPANS_MAX = 256, BULLET_COLUMNS = 2 };

static const char bullet[] = "§ ";

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

static pgf_status add_marked(render_page *p, text_style style, const char *text, const cJSON *highlights)
{
    span spans[SPANS_MAX];
    size_t count = spans_of(highlights, spans);
    return strip_add_marked(&p->line, style, text, strlen(text), spans, count);
}

static pgf_status write_title(render_page *p, const cJSON *hit)
{
    char rank[24];
    snprintf(rank, sizeof rank, "%*zu", (int)p->indent - 2, answer_number(hit, "rank"));
    const char *title = answer_text(hit, "title");
    pgf_status status = screen_put(p->to, STYLE_DIM, rank, p->out);
    if (!status)
        status = render_spaces(p, 2);
    if (!status && *title)
        status = add_marked(p, STYLE_TITLE, title, answer_member(answer_member(hit, "highlights"), "title"));
    else if (!status)
        status = strip_add(&p->line, STYLE_TITLE, answer_text(hit, "id"));
    return status ? status : render_flush(p, p->indent, p->indent);
}

static pgf_status write_about(render_page *p, const cJSON *hit)
{
    static const char *const fields[] = {"date", "type", "issuer", "language"};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !status; i++)
        status = render_part(p, STYLE_DIM, answer_text(hit, fields[i]));
    return status ? status : render_flush_indented(p, p->indent);
}

/* "Chapter 2 › Section 5, p. 4"; true in `*some` when there is any. */
static pgf_status add_headings(render_page *p, const cJSON *passage, const char *title)
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
static pgf_status cut_to_lines(render_page *p, size_t most, size_t indent)
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

static pgf_status write_passage(render_page *p, const cJSON *passage, const char *title, size_t lines)
{
    size_t indent = p->indent + BULLET_COLUMNS;
    pgf_status status = render_spaces(p, p->indent);
    if (!status)
        status = screen_put(p->to, STYLE_DIM, bullet, p->out);
    if (!status)
        status = add_headings(p, passage, title);
    bool headed = p->line.count > 0;
    if (!status)
        status = render_flush(p, indent, indent);
    if (!status)
        status = add_marked(p, STYLE_PLAIN, answer_text(passage, "text"), answer_member(passage, "highlights"));
    if (!status)
        status = cut_to_lines(p, lines, indent);
    if (!status && headed)
        status = render_spaces(p, indent);
    return status ? status : render_flush(p, indent, indent);
}

/* The place of the passage when the link names one; a directive for browsers (#:~:text=…) is nothing to read. */
static pgf_status add_link(render_page *p, const cJSON *hit)
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
static pgf_status add_file(render_page *p, const cJSON *hit)
{
    const char *path = answer_text(hit, "path"), *id = answer_text(hit, "id");
    pgf_status status = strip_add(&p->line, STYLE_FILE, path);
    return status || strcmp(path, id) == 0 ? status : render_part(p, STYLE_FILE, id);
}

static pgf_status write_source(render_page *p, const cJSON *hit)
{
    pgf_status status = add_link(p, hit);
    if (!status && !p->line.count)
        status = add_file(p, hit);
    return status ? status : render_flush_indented(p, p->indent);
}

/* "document 8.5: cod 3.9, quota 4.6": a line for each place that gave something. */
static pgf_status write_share(render_page *p, const cJSON *parts, const char *place)
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
    return status ? status : render_flush_indented(p, p->indent);
}

static pgf_status write_explanation(render_page *p, const cJSON *hit)
{
    static const char *const places[] = {"document", "passage", "title"};
    const cJSON *explanation = answer_member(hit, "explanation");
    pgf_status status = PGF_OK;
    for (size_t i = 0; explanation && i < sizeof places / sizeof *places && !status; i++)
        status = write_share(p, answer_member(explanation, places[i]), places[i]);
    return status;
}

pgf_status render_hit(render_page *p, const cJSON *hit)
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
