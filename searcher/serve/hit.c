#include "hit.h"
#include "answer.h"
#include "html.h"
#include <string.h>

/* Lines were broken for another page; only an empty one parts paragraphs. */
static void put_lines(markup *to, const char *text, size_t size)
{
    size_t begin = 0;
    for (size_t at = 0; at + 1 < size; at++) {
        if (text[at] != '\n' || text[at + 1] != '\n')
            continue;
        if (!to->status)
            to->status = html_append(to->out, text + begin, at - begin);
        markup_put(to, "<br><br>\n");
        begin = at + 2;
    }
    if (!to->status)
        to->status = html_append(to->out, text + begin, size - begin);
}

/* Text whose marked code points, [[begin, length], …], stand in <mark>. */
static void put_marked(markup *to, const char *text, const cJSON *spans)
{
    size_t size = strlen(text), at = 0, from = 0, point = 0;
    const cJSON *span;
    cJSON_ArrayForEach(span, spans)
    {
        size_t ends[2] = {answer_whole(cJSON_GetArrayItem(span, 0)), 0};
        ends[1] = ends[0] + answer_whole(cJSON_GetArrayItem(span, 1));
        if (ends[0] < point || ends[1] == ends[0])
            continue;
        for (int side = 0; side < 2; side++) {
            for (; point < ends[side] && at < size; at++)
                if (at + 1 == size || ((unsigned char)text[at + 1] & 0xC0) != 0x80)
                    point++;
            put_lines(to, text + from, at - from);
            markup_put(to, side ? "</mark>" : "<mark>");
            from = at;
        }
    }
    put_lines(to, text + from, size - from);
}

/* An <a> where a page may link, and nothing else. */
static bool begin_link(markup *to, const char *url)
{
    bool may = html_may_link(url);
    if (may) {
        markup_put(to, "<a");
        markup_attribute(to, "href", url);
        markup_put(to, ">");
    }
    return may;
}

static void put_title(markup *to, const cJSON *hit)
{
    const char *title = answer_text(hit, "title");
    markup_put(to, "<h3 dir=\"auto\">");
    bool linked = begin_link(to, answer_text(hit, "url"));
    if (*title)
        put_marked(to, title, answer_member(answer_member(hit, "highlights"), "title"));
    else
        markup_text(to, answer_text(hit, "id"));
    markup_put(to, linked ? "</a></h3>\n" : "</h3>\n");
}

static void put_about(markup *to, const cJSON *hit)
{
    static const char *const fields[] = {"date", "issuer", "type"};
    bool any = false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *value = answer_text(hit, fields[i]);
        if (!*value)
            continue;
        markup_put(to, any ? " · " : "<p class=\"about\">");
        markup_put(to, i ? "<span dir=\"auto\">" : "<time>");
        markup_text(to, value);
        markup_put(to, i ? "</span>" : "</time>");
        any = true;
    }
    markup_put(to, any ? "</p>\n" : "");
}

static void put_place(markup *to, const cJSON *passage, const char *title)
{
    const cJSON *heading;
    size_t parts = 0, number = answer_number(passage, "page");
    cJSON_ArrayForEach(heading, answer_member(passage, "heading"))
    {
        if (!cJSON_IsString(heading) || strcmp(heading->valuestring, title) == 0)
            continue;
        markup_put(to, parts++ ? " › " : "");
        markup_text(to, heading->valuestring);
    }
    if (!number)
        return;
    markup_put(to, parts ? ", page " : "Page ");
    markup_number(to, number);
}

static void put_passage(markup *to, const cJSON *passage, const char *title)
{
    bool placed = cJSON_GetArraySize(answer_member(passage, "heading")) > 0 || answer_number(passage, "page");
    const char *link = answer_text(passage, "link");
    markup_put(to, "<div class=\"passage\">\n");
    if (placed || html_may_link(link)) {
        markup_put(to, "<p class=\"place\" dir=\"auto\">");
        bool linked = begin_link(to, link);
        size_t before = to->out->size;
        put_place(to, passage, title);
        if (to->out->size == before)
            markup_put(to, linked ? "To this paragraph" : "");
        markup_put(to, linked ? "</a></p>\n" : "</p>\n");
    }
    markup_put(to, "<blockquote dir=\"auto\">");
    put_marked(to, answer_text(passage, "text"), answer_member(passage, "highlights"));
    markup_put(to, "</blockquote>\n</div>\n");
}

void hit_put(markup *to, const cJSON *hit)
{
    const char *language = answer_text(hit, "language");
    const cJSON *passage;
    markup_put(to, "<li><article");
    if (*language)
        markup_attribute(to, "lang", language);
    markup_put(to, ">\n");
    put_title(to, hit);
    put_about(to, hit);
    cJSON_ArrayForEach(passage, answer_member(hit, "passages")) put_passage(to, passage, answer_text(hit, "title"));
    markup_put(to, "</article></li>\n");
}
