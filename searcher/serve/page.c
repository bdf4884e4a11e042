#include "page.h"
#include "answer.h"
#include "hit.h"
#include "markup.h"
#include <string.h>

enum { FACET_VALUES = 8 };

typedef struct {
    markup to;
    const parameters *asked;
} page;

/* --- Links to other answers --------------------------------------------------------------------------------------- */

static void put_pair(page *p, const char *name, const char *field, const char *value)
{
    markup_put(&p->to, "&amp;");
    markup_put(&p->to, name);
    markup_put(&p->to, "=");
    markup_percent(&p->to, field);
    if (*field)
        markup_put(&p->to, "%3D");
    markup_percent(&p->to, value);
}

/* The question as it was asked but for its page, and without the parameter `left_out` (or NULL). */
static void put_question(page *p, const parameter *left_out)
{
    const parameters *asked = p->asked;
    markup_put(&p->to, "?q=");
    markup_percent(&p->to, asked->query);
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
    markup_put(&p->to, "<p><label");
    markup_attribute(&p->to, "for", name);
    markup_put(&p->to, ">");
    markup_put(&p->to, label);
    markup_put(&p->to, "</label> <input autocomplete=\"off\" size=\"10\" placeholder=\"2024-05\"");
    markup_attribute(&p->to, "id", name);
    markup_attribute(&p->to, "name", name);
    markup_attribute(&p->to, "value", value ? value : "");
    markup_put(&p->to, "></p>\n");
}

static void put_sort(page *p)
{
    static const char *const names[] = {"relevance", "newest", "oldest"};
    static const char *const labels[] = {"Best first", "Newest first", "Oldest first"};
    markup_put(&p->to, "<p><label for=\"sort\">Order</label> <select id=\"sort\" name=\"sort\">\n");
    for (unsigned i = 0; i < 3; i++) {
        markup_put(&p->to, "<option");
        markup_attribute(&p->to, "value", names[i]);
        markup_put(&p->to, i == p->asked->options.sort ? " selected>" : ">");
        markup_put(&p->to, labels[i]);
        markup_put(&p->to, "</option>\n");
    }
    markup_put(&p->to, "</select></p>\n");
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
        markup_put(&p->to, "<input type=\"hidden\"");
        markup_attribute(&p->to, "name", one->name);
        markup_attribute(&p->to, "value", one->value);
        markup_put(&p->to, ">\n");
    }
}

static void put_form(page *p)
{
    const options *o = &p->asked->options;
    markup_put(&p->to, "<form role=\"search\" action=\"./\" method=\"get\">\n"
                       "<p class=\"ask\"><label for=\"q\">Search the documents</label>\n"
                       "<span><input type=\"search\" id=\"q\" name=\"q\" maxlength=\"1024\" autocomplete=\"off\"");
    markup_attribute(&p->to, "value", p->asked->query);
    markup_put(&p->to, "> <button>Search</button></span></p>\n<div class=\"narrow\">\n");
    put_date(p, "from", "From", o->from);
    put_date(p, "to", "To", o->to);
    put_sort(p);
    markup_put(&p->to, "</div>\n");
    put_hidden(p);
    markup_put(&p->to, "</form>\n");
}

/* --- Around the hits ---------------------------------------------------------------------------------------------- */

static void put_filters(page *p)
{
    bool any = false;
    for (size_t i = 0; i < p->asked->count; i++) {
        const parameter *one = &p->asked->list[i];
        if (strcmp(one->name, "filter") != 0)
            continue;
        markup_put(&p->to, any ? "" : "<ul class=\"filters\" aria-label=\"Filters\">\n");
        markup_put(&p->to, "<li><a href=\"");
        put_question(p, one);
        markup_put(&p->to, "\"><span class=\"hidden\">Remove </span><bdi>");
        markup_text(&p->to, one->value);
        markup_put(&p->to, "</bdi> <span aria-hidden=\"true\">×</span></a></li>\n");
        any = true;
    }
    markup_put(&p->to, any ? "</ul>\n" : "");
}

static void put_facet_value(page *p, const char *field, const cJSON *value)
{
    const char *text = answer_text(value, "value");
    bool chosen = filters_by(p, field, text);
    markup_put(&p->to, "<li>");
    if (!chosen) {
        markup_put(&p->to, "<a href=\"");
        put_question(p, NULL);
        put_pair(p, "filter", field, text);
        markup_put(&p->to, "\">");
    }
    markup_put(&p->to, chosen ? "<strong><bdi>" : "<bdi>");
    markup_text(&p->to, text);
    markup_put(&p->to, chosen ? "</bdi></strong>" : "</bdi></a>");
    markup_put(&p->to, " <span class=\"count\">");
    markup_number(&p->to, answer_number(value, "count"));
    markup_put(&p->to, "</span></li>\n");
}

static bool is_facet(const cJSON *facet)
{
    return facet->string && cJSON_GetArraySize(facet) > 0;
}

static void put_facets(page *p, const cJSON *facets)
{
    const cJSON *facet, *value;
    bool any = false;
    cJSON_ArrayForEach(facet, facets) any = any || is_facet(facet);
    if (!any)
        return;
    markup_put(&p->to, "<nav class=\"facets\" aria-labelledby=\"narrow\">\n<h2 id=\"narrow\">Narrow by</h2>\n");
    cJSON_ArrayForEach(facet, facets)
    {
        size_t shown = 0;
        if (!is_facet(facet))
            continue;
        markup_put(&p->to, "<section><h3>");
        markup_text(&p->to, facet->string);
        markup_put(&p->to, "</h3>\n<ul>\n");
        cJSON_ArrayForEach(value, facet) if (shown++ < FACET_VALUES) put_facet_value(p, facet->string, value);
        markup_put(&p->to, "</ul></section>\n");
    }
    markup_put(&p->to, "</nav>\n");
}

static void put_page_link(page *p, const char *label, const char *relation, size_t offset)
{
    markup_put(&p->to, "<li><a href=\"");
    put_question(p, NULL);
    markup_put(&p->to, "&amp;offset=");
    markup_number(&p->to, offset);
    markup_put(&p->to, "\"");
    markup_attribute(&p->to, "rel", relation);
    markup_put(&p->to, ">");
    markup_put(&p->to, label);
    markup_put(&p->to, "</a></li>\n");
}

static void put_paging(page *p, const cJSON *answer)
{
    size_t offset = answer_number(answer, "offset"), limit = answer_number(answer, "limit"),
           next = answer_number(answer, "next");
    if (!offset && !next)
        return;
    markup_put(&p->to, "<nav class=\"paging\" aria-label=\"Pages\"><ul>\n");
    if (offset)
        put_page_link(p, "← Previous", "prev", offset > limit ? offset - limit : 0);
    if (next)
        put_page_link(p, "Next →", "next", next);
    markup_put(&p->to, "</ul></nav>\n");
}

static void put_warnings(page *p, const cJSON *answer)
{
    const cJSON *warning;
    cJSON_ArrayForEach(warning, answer_member(answer_member(answer, "query"), "warnings"))
    {
        markup_put(&p->to, "<p class=\"note\">");
        markup_text(&p->to, cJSON_IsString(warning) ? warning->valuestring : "");
        markup_put(&p->to, "</p>\n");
    }
}

static void put_total(page *p, const cJSON *answer)
{
    size_t total = answer_number(answer_member(answer, "total"), "value");
    const cJSON *matched = answer_member(answer, "matched");
    size_t words = answer_number(matched, "words"), of = answer_number(matched, "of");
    markup_put(&p->to, "<h2 id=\"results\">");
    markup_number(&p->to, total);
    markup_put(&p->to, total == 1 ? " document" : " documents");
    if (words && words < of) {
        markup_put(&p->to, " with at least ");
        markup_number(&p->to, words);
        markup_put(&p->to, " of ");
        markup_number(&p->to, of);
        markup_put(&p->to, " words");
    } else if (of > 1) {
        markup_put(&p->to, of == 2 ? " with both words" : " with all words");
    }
    markup_put(&p->to, "</h2>\n");
}

static void put_results(page *p, const cJSON *answer)
{
    const cJSON *hit, *hits = answer_member(answer, "hits");
    markup_put(&p->to, "<section class=\"results\" aria-labelledby=\"results\">\n");
    put_total(p, answer);
    put_filters(p);
    put_warnings(p, answer);
    if (cJSON_GetArraySize(hits) == 0)
        markup_put(&p->to, "<p>Nothing to show here. Other words or spellings, or fewer filters, may find more.</p>\n");
    markup_put(&p->to, "<ol");
    if (cJSON_GetArraySize(hits) > 0) {
        markup_put(&p->to, " start=\"");
        markup_number(&p->to, answer_number(cJSON_GetArrayItem(hits, 0), "rank"));
        markup_put(&p->to, "\"");
    }
    markup_put(&p->to, ">\n");
    cJSON_ArrayForEach(hit, hits) hit_put(&p->to, hit);
    markup_put(&p->to, "</ol>\n");
    put_paging(p, answer);
    markup_put(&p->to, "</section>\n");
}

static void put_head(page *p)
{
    markup_put(&p->to, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    markup_text(&p->to, p->asked->query);
    markup_put(&p->to, *p->asked->query ? " – Search</title>\n" : "Search</title>\n");
    markup_put(&p->to, "<link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n"
                       "<a class=\"skip\" href=\"#main\">Skip to the results</a>\n"
                       "<header>\n<h1><a href=\"./\">Search</a></h1>\n");
    put_form(p);
    markup_put(&p->to, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

static const char foot[] = "</main>\n</body>\n</html>\n";

pgf_status page_append(pgf_buffer *out, const parameters *asked, const cJSON *answer)
{
    page p = {.to.out = out, .asked = asked};
    put_head(&p);
    if (answer) {
        put_results(&p, answer);
        put_facets(&p, answer_member(answer, "facets"));
    } else {
        markup_put(
            &p.to,
            "<p class=\"hint\">Words find documents that hold them in any form. Put \"quotes\" around words that stand "
            "in a row, and a - before a word to leave out.</p>\n");
    }
    markup_put(&p.to, foot);
    return p.to.status;
}

pgf_status page_append_failure(pgf_buffer *out, const char *query, const pgf_error *error)
{
    parameters asked = {.query = query};
    page p = {.to.out = out, .asked = &asked};
    put_head(&p);
    markup_put(&p.to, "<h2>This could not be answered</h2>\n<p class=\"note\" role=\"alert\">");
    markup_text(&p.to, error->message);
    markup_put(&p.to, "</p>\n");
    markup_put(&p.to, foot);
    return p.to.status;
}
