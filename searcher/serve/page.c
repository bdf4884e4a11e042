#include "page.h"
#include "answer.h"
#include "hit.h"
#include "links.h"
#include "narrow.h"
#include "usage.h"
#include <string.h>

/* --- The form ----------------------------------------------------------------------------------------------------- */

/* ` name="…file"`, from wherever below the page the browser believes itself. */
static void put_way(page *p, const char *name, const char *file)
{
    markup_put(&p->to, " ");
    markup_put(&p->to, name);
    markup_put(&p->to, p->asked->below || *file ? "=\"" : "=\"./");
    for (size_t i = 0; i < p->asked->below; i++)
        markup_put(&p->to, "../");
    markup_put(&p->to, file);
    markup_put(&p->to, "\"");
}

/* As it was typed, also when it is no date. */
static void put_date(page *p, const char *name, const char *label)
{
    const char *value = "";
    for (size_t i = 0; i < p->asked->count; i++)
        if (strcmp(p->asked->list[i].name, name) == 0)
            value = p->asked->list[i].value;
    markup_put(&p->to, "<p><label");
    markup_attribute(&p->to, "for", name);
    markup_put(&p->to, ">");
    markup_put(&p->to, label);
    markup_put(&p->to, "</label> <input autocomplete=\"off\" size=\"10\" aria-describedby=\"dates\"");
    markup_attribute(&p->to, "id", name);
    markup_attribute(&p->to, "name", name);
    markup_attribute(&p->to, "value", value);
    markup_put(&p->to, "></p>\n");
}

static void put_sort(page *p)
{
    static const char *const labels[] = {"Best first", "Newest first", "Oldest first"};
    markup_put(&p->to, "<p><label for=\"sort\">Order</label> <select id=\"sort\" name=\"sort\">\n");
    for (unsigned i = 0; i < sizeof labels / sizeof *labels && usage_sorts[i]; i++) {
        markup_put(&p->to, "<option");
        markup_attribute(&p->to, "value", usage_sorts[i]);
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
    markup_put(&p->to, "<form role=\"search\" method=\"get\"");
    put_way(p, "action", "");
    markup_put(&p->to, ">\n"
                       "<p class=\"ask\"><label class=\"hidden\" for=\"q\">Words to look for</label>\n"
                       "<input type=\"search\" id=\"q\" name=\"q\" autocomplete=\"off\" maxlength=\"");
    markup_number(&p->to, WEB_QUERY_BYTES); /* of characters, which are fewer: the server counts */
    markup_put(&p->to, "\"");
    markup_attribute(&p->to, "value", p->asked->query);
    markup_put(&p->to, "> <button>Search</button></p>\n<div class=\"narrow\">\n");
    put_date(p, "from", "From date");
    put_date(p, "to", "To date");
    put_sort(p);
    markup_put(&p->to, "<p class=\"hint\" id=\"dates\">Dates: 2024, 2024-05 or 2024-05-31</p>\n</div>\n");
    put_hidden(p);
    markup_put(&p->to, "</form>\n");
}

/* --- Around the hits ---------------------------------------------------------------------------------------------- */

/* 0 where the answer does not begin at a page of its length. */
static size_t page_number(const cJSON *answer)
{
    size_t offset = answer_number(answer, "offset"), limit = answer_number(answer, "limit");
    return limit && offset % limit == 0 ? offset / limit + 1 : 0;
}

static void put_page_link(page *p, const char *label, const char *relation, size_t offset)
{
    markup_put(&p->to, "<li><a href=\"");
    links_question(p, NULL);
    if (offset) {
        markup_put(&p->to, "&amp;offset=");
        markup_number(&p->to, offset);
    }
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
    bool any = cJSON_GetArraySize(answer_member(answer, "hits")) > 0;
    if (!offset && !next)
        return;
    markup_put(&p->to, "<nav class=\"paging\" aria-label=\"Pages\"><ul role=\"list\">\n");
    if (offset)
        put_page_link(p, any ? "← Previous" : "← First page", "prev", any && offset > limit ? offset - limit : 0);
    if (any && page_number(answer)) {
        markup_put(&p->to, "<li aria-current=\"page\">Page ");
        markup_number(&p->to, page_number(answer));
        markup_put(&p->to, "</li>\n");
    }
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

/* "Did you mean: drinking water?", a link; where nothing was found, hits for that are shown. */
static void put_corrected(page *p, const cJSON *query)
{
    const char *corrected = answer_text(query, "corrected");
    bool is_searched = strcmp(answer_text(query, "searched"), "corrected") == 0;
    if (!*corrected)
        return;
    markup_put(&p->to,
               is_searched ? "<p class=\"meant\">Nothing was found for <q>" : "<p class=\"meant\">Did you mean: ");
    if (is_searched) {
        markup_text(&p->to, answer_text(query, "text"));
        markup_put(&p->to, "</q>. These are documents for ");
    }
    markup_put(&p->to, "<a href=\"");
    links_question_of(p, corrected, NULL);
    markup_put(&p->to, "\">");
    markup_text(&p->to, corrected);
    markup_put(&p->to, is_searched ? "</a>.</p>\n" : "</a>?</p>\n");
}

/* " with both words" */
static void put_matched(page *p, const cJSON *matched)
{
    size_t words = answer_number(matched, "words"), of = answer_number(matched, "of");
    if (of < 2)
        return;
    if (words == of) {
        markup_put(&p->to, of == 2 ? " with both words" : " with all words");
        return;
    }
    markup_put(&p->to, words > 1 ? " with at least " : " with any");
    if (words > 1)
        markup_number(&p->to, words);
    markup_put(&p->to, words > 1 ? " of " : " of the ");
    markup_number(&p->to, of);
    markup_put(&p->to, " words");
}

/* "1–10 are shown, some with fewer of the words" */
static void put_shown(page *p, const cJSON *answer, size_t total)
{
    size_t shown = (size_t)cJSON_GetArraySize(answer_member(answer, "hits"));
    size_t first = answer_number(answer, "offset") + 1, last = first + shown - 1;
    if (!shown || (first == 1 && last == total))
        return;
    markup_put(&p->to, "<p class=\"shown\">");
    markup_count(&p->to, first);
    if (last > first) {
        markup_put(&p->to, "–");
        markup_count(&p->to, last);
    }
    markup_put(&p->to, last > first ? " are shown" : " is shown");
    if (last > total)
        markup_put(&p->to, total ? ", some with fewer of the words" : ", with fewer of the words");
    markup_put(&p->to, "</p>\n");
}

static void put_total(page *p, const cJSON *answer)
{
    const cJSON *counted = answer_member(answer, "total");
    size_t total = answer_number(counted, "value");
    markup_put(&p->to, "<h2 id=\"results\">");
    if (strcmp(answer_text(counted, "relation"), "gte") == 0)
        markup_put(&p->to, "At least ");
    if (total)
        markup_count(&p->to, total);
    else
        markup_put(&p->to, "No");
    markup_put(&p->to, total == 1 ? " document" : " documents");
    put_matched(p, answer_member(answer, "matched"));
    markup_put(&p->to, "</h2>\n");
    put_shown(p, answer, total);
}

static void put_hits(page *p, const cJSON *hits)
{
    const cJSON *hit;
    markup_put(&p->to, "<ol role=\"list\" start=\"");
    markup_number(&p->to, answer_number(cJSON_GetArrayItem(hits, 0), "rank"));
    markup_put(&p->to, "\">\n");
    cJSON_ArrayForEach(hit, hits) hit_put(&p->to, hit);
    markup_put(&p->to, "</ol>\n");
}

static void put_results(page *p, const cJSON *answer)
{
    const cJSON *hits = answer_member(answer, "hits");
    markup_put(&p->to, "<section class=\"results\" aria-labelledby=\"results\">\n");
    put_total(p, answer);
    narrow_filters(p);
    put_corrected(p, answer_member(answer, "query"));
    put_warnings(p, answer);
    if (cJSON_GetArraySize(hits) > 0) {
        narrow_jump(p, answer_member(answer, "facets"));
        put_hits(p, hits);
    } else if (answer_number(answer, "offset")) {
        markup_put(&p->to, "<p>There is nothing on this page.</p>\n");
    } else if (answer_number(answer, "limit")) {
        markup_put(&p->to, "<p>Nothing to show here. Other words or spellings, or fewer filters, may find more.</p>\n");
    }
    put_paging(p, answer);
    markup_put(&p->to, "</section>\n");
}

/* --- The page ----------------------------------------------------------------------------------------------------- */

static void put_title(page *p, const cJSON *answer)
{
    markup_put(&p->to, "<title>");
    markup_text(&p->to, p->asked->query);
    if (*p->asked->query)
        markup_put(&p->to, " – ");
    if (page_number(answer) > 1) {
        markup_put(&p->to, "page ");
        markup_number(&p->to, page_number(answer));
        markup_put(&p->to, " – ");
    }
    markup_put(&p->to, "Search</title>\n");
}

static void put_head(page *p, const cJSON *answer, const char *content)
{
    markup_put(&p->to, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n");
    put_title(p, answer);
    markup_put(&p->to, "<link rel=\"stylesheet\"");
    put_way(p, "href", "style.css");
    markup_put(&p->to, ">\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the ");
    markup_put(&p->to, content);
    markup_put(&p->to, "</a>\n<header>\n<h1><a");
    put_way(p, "href", "");
    markup_put(&p->to, ">Search the documents</a></h1>\n");
    put_form(p);
    markup_put(&p->to, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

static const char foot[] = "</main>\n</body>\n</html>\n";
static const char help[] = "<section class=\"help\" aria-labelledby=\"how\">\n<h2 id=\"how\">How to search</h2>\n"
                           "<ul role=\"list\">\n"
                           "<li>Words find documents that hold them in any form.</li>\n"
                           "<li>\"Quotes\" find words that stand in a row.</li>\n"
                           "<li>A - before a word leaves out documents that hold it.</li>\n"
                           "</ul>\n</section>\n";

pgf_status page_append(pgf_buffer *out, const parameters *asked, const cJSON *answer)
{
    page p = {.to.out = out, .asked = asked};
    put_head(&p, answer, answer ? "results" : "help");
    if (answer) {
        put_results(&p, answer);
        narrow_facets(&p, answer_member(answer, "facets"));
    } else {
        markup_put(&p.to, help);
    }
    markup_put(&p.to, foot);
    return p.to.status;
}

pgf_status page_append_failure(pgf_buffer *out, const parameters *asked, const pgf_error *error)
{
    page p = {.to.out = out, .asked = asked};
    put_head(&p, NULL, "message");
    markup_put(&p.to, "<section class=\"results\" aria-labelledby=\"results\">\n"
                      "<h2 id=\"results\">This could not be answered</h2>\n<p class=\"note\" role=\"alert\">");
    markup_text(&p.to, error->message);
    markup_put(&p.to, "</p>\n</section>\n");
    markup_put(&p.to, foot);
    return p.to.status;
}
