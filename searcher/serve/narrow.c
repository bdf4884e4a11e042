#include "narrow.h"
#include "answer.h"
#include "text/language.h"
#include <string.h>

enum { VALUES_SHOWN = 6 }; /* of a field; more of them are behind a click */

/* A value as people read it. */
static void put_name(page *p, const char *field, const char *value)
{
    char name[PGF_LANGUAGE_NAME_MAX];
    markup_text(&p->to, strcmp(field, "language") == 0 ? pgf_language_name(value, name) : value);
}

void narrow_filters(page *p)
{
    const parameters *asked = p->asked;
    for (size_t i = 0, filter = 0; i < asked->count && filter < asked->options.filter_count; i++) {
        if (strcmp(asked->list[i].name, "filter") != 0)
            continue;
        markup_put(&p->to, filter ? "" : "<ul class=\"filters\" aria-label=\"Filters\" role=\"list\">\n");
        markup_put(&p->to, "<li><a href=\"");
        links_question(p, &asked->list[i]);
        markup_put(&p->to, "\"><span class=\"hidden\">Remove the filter </span><span class=\"field\">");
        markup_text(&p->to, asked->options.filters[filter].field);
        markup_put(&p->to, ":</span> <bdi>");
        put_name(p, asked->options.filters[filter].field, asked->options.filters[filter].value);
        markup_put(&p->to, "</bdi> <span aria-hidden=\"true\">×</span></a></li>\n");
        filter++;
    }
    markup_put(&p->to, asked->options.filter_count ? "</ul>\n" : "");
}

static void put_value(page *p, const char *field, const cJSON *value)
{
    const char *text = answer_text(value, "value");
    const parameter *chosen = links_filter(p, field, text);
    markup_put(&p->to, chosen ? "<li><a class=\"chosen\" aria-current=\"true\" href=\"" : "<li><a href=\"");
    links_question(p, chosen);
    if (!chosen)
        links_and(p, "filter", field, text);
    markup_put(&p->to, chosen ? "\"><span class=\"hidden\">Remove the filter </span><bdi>" : "\"><bdi>");
    put_name(p, field, text);
    markup_put(&p->to, chosen ? "</bdi> <span aria-hidden=\"true\">×</span></a>" : "</bdi></a>");
    markup_put(&p->to, " <span class=\"count\">");
    markup_count(&p->to, answer_number(value, "count"));
    markup_put(&p->to, "</span></li>\n");
}

static void put_values(page *p, const cJSON *facet)
{
    const cJSON *value;
    size_t count = (size_t)cJSON_GetArraySize(facet), shown = 0;
    markup_put(&p->to, "<ul role=\"list\">\n");
    cJSON_ArrayForEach(value, facet)
    {
        if (shown++ == VALUES_SHOWN && count > VALUES_SHOWN + 1) {
            markup_put(&p->to, "</ul>\n<details><summary>");
            markup_number(&p->to, count - VALUES_SHOWN);
            markup_put(&p->to, " more</summary>\n<ul role=\"list\">\n");
        }
        put_value(p, facet->string, value);
    }
    markup_put(&p->to, count > VALUES_SHOWN + 1 ? "</ul></details>\n" : "</ul>\n");
}

static bool is_facet(const cJSON *facet)
{
    return facet->string && cJSON_GetArraySize(facet) > 0;
}

static bool has_values(const cJSON *facets)
{
    const cJSON *facet;
    cJSON_ArrayForEach(facet, facets) if (is_facet(facet)) return true;
    return false;
}

void narrow_jump(page *p, const cJSON *facets)
{
    if (has_values(facets))
        markup_put(&p->to, "<p class=\"jump\"><a href=\"#narrow\">Narrow these results</a></p>\n");
}

void narrow_facets(page *p, const cJSON *facets)
{
    const cJSON *facet;
    if (!has_values(facets))
        return;
    markup_put(&p->to, "<nav class=\"facets\" aria-labelledby=\"narrow\">\n<h2 id=\"narrow\">Narrow by</h2>\n");
    cJSON_ArrayForEach(facet, facets)
    {
        if (!is_facet(facet))
            continue;
        markup_put(&p->to, "<section><h3 class=\"field\">");
        markup_text(&p->to, facet->string);
        markup_put(&p->to, "</h3>\n");
        put_values(p, facet);
        markup_put(&p->to, "</section>\n");
    }
    markup_put(&p->to, "</nav>\n");
}
