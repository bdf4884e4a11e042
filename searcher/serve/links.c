#include "links.h"
#include <string.h>

void links_and(page *p, const char *name, const char *field, const char *value)
{
    markup_put(&p->to, "&amp;");
    markup_put(&p->to, name);
    markup_put(&p->to, "=");
    markup_percent(&p->to, field);
    if (*field)
        markup_put(&p->to, "%3D");
    markup_percent(&p->to, value);
}

void links_question(page *p, const parameter *left_out)
{
    links_question_of(p, p->asked->query, left_out);
}

void links_question_of(page *p, const char *query, const parameter *left_out)
{
    const parameters *asked = p->asked;
    markup_put(&p->to, "?q=");
    markup_percent(&p->to, query);
    for (size_t i = 0; i < asked->count; i++)
        if (&asked->list[i] != left_out && strcmp(asked->list[i].name, "offset") != 0)
            links_and(p, asked->list[i].name, "", asked->list[i].value);
}

/* Filters stand in the options in the order in which they were asked. */
const parameter *links_filter(const page *p, const char *field, const char *value)
{
    const options *o = &p->asked->options;
    for (size_t i = 0, filter = 0; i < p->asked->count && filter < o->filter_count; i++) {
        if (strcmp(p->asked->list[i].name, "filter") != 0)
            continue;
        if (strcmp(o->filters[filter].field, field) == 0 && strcmp(o->filters[filter].value, value) == 0)
            return &p->asked->list[i];
        filter++;
    }
    return NULL;
}
