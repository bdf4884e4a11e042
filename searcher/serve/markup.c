#include "markup.h"
#include "html.h"
#include "terminal/number.h"

void markup_put(markup *to, const char *html)
{
    if (!to->status)
        to->status = pgf_buffer_append_text(to->out, html);
}

void markup_text(markup *to, const char *text)
{
    if (!to->status)
        to->status = html_append_text(to->out, text);
}

void markup_bytes(markup *to, const char *text, size_t size)
{
    if (!to->status)
        to->status = html_append(to->out, text, size);
}

void markup_count(markup *to, size_t number)
{
    char grouped[PGF_NUMBER_MAX];
    pgf_number_group(number, grouped);
    markup_put(to, grouped);
}

void markup_number(markup *to, size_t number)
{
    if (!to->status)
        to->status = pgf_buffer_printf(to->out, "%zu", number);
}

void markup_percent(markup *to, const char *text)
{
    if (!to->status)
        to->status = html_append_percent(to->out, text);
}

void markup_attribute(markup *to, const char *name, const char *value)
{
    markup_put(to, " ");
    markup_put(to, name);
    markup_put(to, "=\"");
    markup_text(to, value);
    markup_put(to, "\"");
}
