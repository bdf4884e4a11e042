#include "page.h"
#include "html.h"
#include <string.h>

enum { FACET_VALUES = 8, SPANS_MAX = 256 };

/* A page that is written: `status` stays at the first failure, and nothing is written behind it. */
typedef struct {
    pgf_buffer *out;
    pgf_status status;
    const parameters *asked;
} page;

/* --- Pieces ------------------------------------------------------------------------------------------------------- */

/* HTML of this file's own. */
static void put(page *p, const char *html)
{
    if (!p->status)
        p->status = pgf_buffer_append_text(p->out, html);
}

static void put_text(page *p, const char *text)
{
    if (!p->status)
        p->status = html_append_text(p->out, text);
}

static void put_number(page *p, size_t number)
{
    if (!p->status)
        p->status = pgf_buffer_printf(p->out, "%zu", number);
}

static void put_percent(page *p, const char *text)
{
    if (!p->status)
        p->status = html_append_percent(p->out, text);
}

/* ` name="value"` */
static void put_attribute(page *p, const char *name, const char *value)
{
    put(p, " ");
    put(p, name);
    put(p, "=\"");
    put_text(p, value);
    put(p, "\"");
}

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static const char *text_of(const cJSON *object, const char *name)
{
    const cJSON *item = member(object, name);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static size_t whole(const cJSON *item)
{
    bool counts = cJSON_IsNumber(item) && item->valuedouble > 0 && item->valuedouble < 9007199254740992;
    return counts ? (size_t)item->valuedouble : 0;
}

static size_t number_of(const cJSON *object, const char *name)
{
    return whole(member(object, name));
}

/* --- Links to other answers --------------------------------------------------------------------------------------- */

static void put_pair(page *p, const char *name, const char *field, const char *value)
{
    put(p, "&amp;");
    put(p, name);
    put(p, "=");
    put_percent(p, field);
    if (*field)
        put(p, "%3D");
    put_percent(p, value);
}

/* The question as it was asked but for its page, and without the parameter `left_out` (or NULL). */
static void put_question(page *p, const parameter *left_out)
{
    const parameters *asked = p->asked;
    put(p, "?q=");
    put_percent(p, asked->query);
    for (size_t i = 0; i < asked->count; i++)
        if (&asked->list[i] != left_out && strcmp(asked->list[i].name, "offset") != 0)
            put_pair(p, asked->list[i].name, "", asked->list[i].value);
}

static bool filters_by(const page *p, const char *field, const char *value)
{
    const options *o = &p->asked->options;
    for (size_t i = 0; i < o->filter_count; i++)
        if (strcmp(o->filters[i].field, field) == 0 && strcmp(o->filters[i].value, value) == 0)
            return true;
    return false;
}

/* --- The form ----------------------------------------------------------------------------------------------------- */

static void put_date(page *p, const char *name, const char *label, const char *value)
{
    put(p, "<p><label");
    put_attribute(p, "for", name);
    put(p, ">");
    put(p, label);
    put(p, "</label> <input autocomplete=\"off\" size=\"10\" placeholder=\"2024-05\"");
    put_attribute(p, "id", name);
    put_attribute(p, "name", name);
    put_attribute(p, "value", value ? value : "");
    put(p, "></p>\n");
}

static void put_sort(page *p)
{
    static const char *const names[] = {"relevance", "newest", "oldest"};
    static const char *const labels[] = {"Best first", "Newest first", "Oldest first"};
    put(p, "<p><label for=\"sort\">Order</label> <select id=\"sort\" name=\"sort\">\n");
    for (unsigned i = 0; i < 3; i++) {
        put(p, "<option");
        put_attribute(p, "value", names[i]);
        put(p, i == p->asked->options.sort ? " selected>" : ">");
        put(p, labels[i]);
        put(p, "</option>\n");
    }
    put(p, "</select></p>\n");
}

/* What the form has no field for goes on with the next question. */
static void put_hidden(page *p)
{
    static const char *const shown[] = {"offset", "from", "to", "sort", NULL};
    for (size_t i = 0; i < p->asked->count; i++) {
        const parameter *one = &p->asked->list[i];
        size_t at = 0;
        while (shown[at] && strcmp(shown[at], one->name) != 0)
            at++;
        if (shown[at])
            continue;
        put(p, "<input type=\"hidden\"");
        put_attribute(p, "name", one->name);
        put_attribute(p, "value", one->value);
        put(p, ">\n");
    }
}

static void put_form(page *p)
{
    const options *o = &p->asked->options;
    put(p, "<form role=\"search\" action=\"./\" method=\"get\">\n"
           "<p class=\"ask\"><label for=\"q\">Search the documents</label>\n"
           "<span><input type=\"search\" id=\"q\" name=\"q\" maxlength=\"1024\" autocomplete=\"off\"");
    put_attribute(p, "value", p->asked->query);
    put(p, "> <button>Search</button></span></p>\n<div class=\"narrow\">\n");
    put_date(p, "from", "From", o->from);
    put_date(p, "to", "To", o->to);
    put_sort(p);
    put(p, "</div>\n");
    put_hidden(p);
    put(p, "</form>\n");
}

/* --- A hit -------------------------------------------------------------------------------------------------------- */

/* Lines were broken for another page; only an empty one parts paragraphs. */
static void put_lines(page *p, const char *text, size_t size)
{
    size_t begin = 0;
    for (size_t at = 0; at + 1 < size; at++) {
        if (text[at] != '\n' || text[at + 1] != '\n')
            continue;
        if (!p->status)
            p->status = html_append(p->out, text + begin, at - begin);
        put(p, "<br><br>\n");
        begin = at + 2;
    }
    if (!p->status)
        p->status = html_append(p->out, text + begin, size - begin);
}

/* Text whose marked code points, [[begin, length], …], stand in <mark>. */
static void put_marked(page *p, const char *text, const cJSON *spans)
{
    size_t size = strlen(text), at = 0, from = 0, point = 0;
    const cJSON *span;
    cJSON_ArrayForEach(span, spans)
    {
        size_t ends[2] = {whole(cJSON_GetArrayItem(span, 0)), 0};
        ends[1] = ends[0] + whole(cJSON_GetArrayItem(span, 1));
        if (ends[0] < point || ends[1] == ends[0])
            continue;
        for (int side = 0; side < 2; side++) {
            for (; point < ends[side] && at < size; at++)
                if (at + 1 == size || ((unsigned char)text[at + 1] & 0xC0) != 0x80)
                    point++;
            put_lines(p, text + from, at - from);
            put(p, side ? "</mark>" : "<mark>");
            from = at;
        }
    }
    put_lines(p, text + from, size - from);
}

/* An <a> where a page may link, and nothing else. */
static bool begin_link(page *p, const char *url)
{
    bool may = html_may_link(url);
    if (may) {
        put(p, "<a");
        put_attribute(p, "href", url);
        put(p, ">");
    }
    return may;
}

static void put_title(page *p, const cJSON *hit)
{
    const char *title = text_of(hit, "title");
    put(p, "<h3 dir=\"auto\">");
    bool linked = begin_link(p, text_of(hit, "url"));
    if (*title)
        put_marked(p, title, member(member(hit, "highlights"), "title"));
    else
        put_text(p, text_of(hit, "id"));
    put(p, linked ? "</a></h3>\n" : "</h3>\n");
}

static void put_about(page *p, const cJSON *hit)
{
    static const char *const fields[] = {"date", "issuer", "type"};
    bool any = false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *value = text_of(hit, fields[i]);
        if (!*value)
            continue;
        put(p, any ? " · " : "<p class=\"about\">");
        put(p, i ? "<span dir=\"auto\">" : "<time>");
        put_text(p, value);
        put(p, i ? "</span>" : "</time>");
        any = true;
    }
    put(p, any ? "</p>\n" : "");
}

static void put_place(page *p, const cJSON *passage, const char *title)
{
    const cJSON *heading;
    size_t parts = 0, number = number_of(passage, "page");
    cJSON_ArrayForEach(heading, member(passage, "heading"))
    {
        if (!cJSON_IsString(heading) || strcmp(heading->valuestring, title) == 0)
            continue;
        put(p, parts++ ? " › " : "");
        put_text(p, heading->valuestring);
    }
    if (!number)
        return;
    put(p, parts ? ", page " : "Page ");
    put_number(p, number);
}

static void put_passage(page *p, const cJSON *passage, const char *title)
{
    bool placed = cJSON_GetArraySize(member(passage, "heading")) > 0 || number_of(passage, "page");
    const char *link = text_of(passage, "link");
    put(p, "<div class=\"passage\">\n");
    if (placed || html_may_link(link)) {
        put(p, "<p class=\"place\" dir=\"auto\">");
        bool linked = begin_link(p, link);
        size_t before = p->out->size;
        put_place(p, passage, title);
        if (p->out->size == before)
            put(p, linked ? "To this paragraph" : "");
        put(p, linked ? "</a></p>\n" : "</p>\n");
    }
    put(p, "<blockquote dir=\"auto\">");
    put_marked(p, text_of(passage, "text"), member(passage, "highlights"));
    put(p, "</blockquote>\n</div>\n");
}

static void put_hit(page *p, const cJSON *hit)
{
    const char *language = text_of(hit, "language");
    const cJSON *passage;
    put(p, "<li><article");
    if (*language)
        put_attribute(p, "lang", language);
    put(p, ">\n");
    put_title(p, hit);
    put_about(p, hit);
    cJSON_ArrayForEach(passage, member(hit, "passages")) put_passage(p, passage, text_of(hit, "title"));
    put(p, "</article></li>\n");
}

/* --- Around the hits ---------------------------------------------------------------------------------------------- */

static void put_filters(page *p)
{
    bool any = false;
    for (size_t i = 0; i < p->asked->count; i++) {
        const parameter *one = &p->asked->list[i];
        if (strcmp(one->name, "filter") != 0)
            continue;
        put(p, any ? "" : "<ul class=\"filters\" aria-label=\"Filters\">\n");
        put(p, "<li><a href=\"");
        put_question(p, one);
        put(p, "\"><span class=\"hidden\">Remove </span><bdi>");
        put_text(p, one->value);
        put(p, "</bdi> <span aria-hidden=\"true\">×</span></a></li>\n");
        any = true;
    }
    put(p, any ? "</ul>\n" : "");
}

static void put_facet_value(page *p, const char *field, const cJSON *value)
{
    const char *text = text_of(value, "value");
    bool chosen = filters_by(p, field, text);
    put(p, "<li>");
    if (!chosen) {
        put(p, "<a href=\"");
        put_question(p, NULL);
        put_pair(p, "filter", field, text);
        put(p, "\">");
    }
    put(p, chosen ? "<strong><bdi>" : "<bdi>");
    put_text(p, text);
    put(p, chosen ? "</bdi></strong>" : "</bdi></a>");
    put(p, " <span class=\"count\">");
    put_number(p, number_of(value, "count"));
    put(p, "</span></li>\n");
}

static void put_facets(page *p, const cJSON *facets)
{
    const cJSON *facet, *value;
    bool any = false;
    cJSON_ArrayForEach(facet, facets) any = any || cJSON_GetArraySize(facet) > 0;
    if (!any)
        return;
    put(p, "<nav class=\"facets\" aria-labelledby=\"narrow\">\n<h2 id=\"narrow\">Narrow by</h2>\n");
    cJSON_ArrayForEach(facet, facets)
    {
        size_t shown = 0;
        if (cJSON_GetArraySize(facet) == 0)
            continue;
        put(p, "<section><h3>");
        put_text(p, facet->string);
        put(p, "</h3>\n<ul>\n");
        cJSON_ArrayForEach(value, facet) if (shown++ < FACET_VALUES) put_facet_value(p, facet->string, value);
        put(p, "</ul></section>\n");
    }
    put(p, "</nav>\n");
}

static void put_page_link(page *p, const char *label, const char *relation, size_t offset)
{
    put(p, "<li><a href=\"");
    put_question(p, NULL);
    put(p, "&amp;offset=");
    put_number(p, offset);
    put(p, "\"");
    put_attribute(p, "rel", relation);
    put(p, ">");
    put(p, label);
    put(p, "</a></li>\n");
}

static void put_paging(page *p, const cJSON *answer)
{
    size_t offset = number_of(answer, "offset"), limit = number_of(answer, "limit"), next = number_of(answer, "next");
    if (!offset && !next)
        return;
    put(p, "<nav class=\"paging\" aria-label=\"Pages\"><ul>\n");
    if (offset)
        put_page_link(p, "← Previous", "prev", offset > limit ? offset - limit : 0);
    if (next)
        put_page_link(p, "Next →", "next", next);
    put(p, "</ul></nav>\n");
}

static void put_warnings(page *p, const cJSON *answer)
{
    const cJSON *warning;
    cJSON_ArrayForEach(warning, member(member(answer, "query"), "warnings"))
    {
        put(p, "<p class=\"note\">");
        put_text(p, cJSON_IsString(warning) ? warning->valuestring : "");
        put(p, "</p>\n");
    }
}

static void put_total(page *p, const cJSON *answer)
{
    size_t total = number_of(member(answer, "total"), "value");
    const cJSON *matched = member(answer, "matched");
    size_t words = number_of(matched, "words"), of = number_of(matched, "of");
    put(p, "<h2 id=\"results\">");
    put_number(p, total);
    put(p, total == 1 ? " document" : " documents");
    if (words && words < of) {
        put(p, " with at least ");
        put_number(p, words);
        put(p, " of ");
        put_number(p, of);
        put(p, " words");
    } else if (of > 1) {
        put(p, of == 2 ? " with both words" : " with all words");
    }
    put(p, "</h2>\n");
}

static void put_results(page *p, const cJSON *answer)
{
    const cJSON *hit, *hits = member(answer, "hits");
    put(p, "<section class=\"results\" aria-labelledby=\"results\">\n");
    put_total(p, answer);
    put_filters(p);
    put_warnings(p, answer);
    if (cJSON_GetArraySize(hits) == 0)
        put(p, "<p>Nothing to show here. Other words or spellings, or fewer filters, may find more.</p>\n");
    put(p, "<ol");
    if (cJSON_GetArraySize(hits) > 0) {
        put(p, " start=\"");
        put_number(p, number_of(cJSON_GetArrayItem(hits, 0), "rank"));
        put(p, "\"");
    }
    put(p, ">\n");
    cJSON_ArrayForEach(hit, hits) put_hit(p, hit);
    put(p, "</ol>\n");
    put_paging(p, answer);
    put(p, "</section>\n");
}

static void put_head(page *p)
{
    put(p, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    put_text(p, p->asked->query);
    put(p, *p->asked->query ? " – Search</title>\n" : "Search</title>\n");
    put(p, "<link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n"
           "<a class=\"skip\" href=\"#main\">Skip to the results</a>\n"
           "<header>\n<h1><a href=\"./\">Search</a></h1>\n");
    put_form(p);
    put(p, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

static const char foot[] = "</main>\n</body>\n</html>\n";

pgf_status page_append(pgf_buffer *out, const parameters *asked, const cJSON *answer)
{
    page p = {.out = out, .asked = asked};
    put_head(&p);
    if (answer) {
        put_results(&p, answer);
        put_facets(&p, member(answer, "facets"));
    } else {
        put(&p,
            "<p class=\"hint\">Words find documents that hold them in any form. Put \"quotes\" around words that stand "
            "in a row, and a - before a word to leave out.</p>\n");
    }
    put(&p, foot);
    return p.status;
}

pgf_status page_append_failure(pgf_buffer *out, const char *query, const pgf_error *error)
{
    parameters asked = {.query = query};
    page p = {.out = out, .asked = &asked};
    put_head(&p);
    put(&p, "<h2>This could not be answered</h2>\n<p class=\"note\" role=\"alert\">");
    put_text(&p, error->message);
    put(&p, "</p>\n");
    put(&p, foot);
    return p.status;
}
