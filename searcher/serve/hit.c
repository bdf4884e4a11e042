#include "hit.h"
#include "answer.h"
#include "html.h"
#include <stdlib.h>
#include <string.h>

/* Lines were broken for another page. `between` stands for an empty one, which parts paragraphs; a tab parts cells. */
static void put_text(markup *to, const char *text, size_t size, const char *between)
{
    size_t begin = 0;
    for (size_t at = 0; at < size; at++) {
        bool empty_line = text[at] == '\n' && at + 1 < size && text[at + 1] == '\n';
        if (!empty_line && text[at] != '\t')
            continue;
        markup_bytes(to, text + begin, at - begin);
        markup_put(to, empty_line ? between : " \xE2\x80\x83"); /* EM SPACE */
        at += empty_line;
        begin = at + 1;
    }
    markup_bytes(to, text + begin, size - begin);
}

/* What stands between paragraphs, outside a mark and in one. */
static const char *const as_paragraphs[] = {"</p>\n<p>", "</mark></p>\n<p><mark>"}, *const as_line[] = {" ", " "};

/* Text whose marked code points, [[begin, length], …], stand in <mark>. */
static void put_marked(markup *to, const char *text, const cJSON *spans, const char *const between[2])
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
            put_text(to, text + from, at - from, between[side]);
            markup_put(to, side ? "</mark>" : "<mark>");
            from = at;
        }
    }
    put_text(to, text + from, size - from, between[0]);
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

/* True when it is a link. */
static bool put_title(markup *to, const cJSON *hit)
{
    const char *title = answer_text(hit, "title");
    markup_put(to, "<h3>");
    bool linked = begin_link(to, answer_text(hit, "url"));
    if (*title)
        put_marked(to, title, answer_member(answer_member(hit, "highlights"), "title"), as_line);
    else
        markup_text(to, answer_text(hit, "id"));
    markup_put(to, linked ? "</a></h3>\n" : "</h3>\n");
    return linked;
}

/* 2024-05-31, 2024-05 and 2024, as people write them in the language of the page. */
static void put_date(markup *to, const char *date)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    unsigned long year, month = 0, day = 0;
    char *at;
    year = strtoul(date, &at, 10);
    if (*at == '-')
        month = strtoul(at + 1, &at, 10);
    if (*at == '-')
        day = strtoul(at + 1, &at, 10);
    markup_put(to, "<time dir=\"ltr\" lang=\"en\"");
    markup_attribute(to, "datetime", date);
    markup_put(to, ">");
    if (*at || month > 12 || (!month && day)) {
        markup_text(to, date);
    } else {
        if (day)
            markup_number(to, day);
        markup_put(to, day ? " " : "");
        markup_put(to, month ? months[month - 1] : "");
        markup_put(to, month ? " " : "");
        markup_number(to, year);
    }
    markup_put(to, "</time>");
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
        if (i == 0) {
            put_date(to, value);
        } else {
            markup_put(to, "<bdi>");
            markup_text(to, value);
            markup_put(to, "</bdi>");
        }
        any = true;
    }
    markup_put(to, any ? "</p>\n" : "");
}

/* Where the document lies, for one that no link leads to. */
static void put_path(markup *to, const cJSON *hit)
{
    const char *path = answer_text(hit, "path"), *id = answer_text(hit, "id");
    markup_put(to, "<p class=\"path\"><bdi>");
    markup_text(to, path);
    if (strcmp(path, id) != 0) {
        markup_put(to, *path ? "</bdi> · <bdi>" : "");
        markup_text(to, id);
    }
    markup_put(to, "</bdi></p>\n");
}

/* A heading that repeats the title says nothing more. */
static bool is_place(const cJSON *heading, const char *title)
{
    return cJSON_IsString(heading) && *heading->valuestring && strcmp(heading->valuestring, title) != 0;
}

static bool has_place(const cJSON *passage, const char *title)
{
    const cJSON *heading;
    cJSON_ArrayForEach(heading, answer_member(passage, "heading")) if (is_place(heading, title)) return true;
    return answer_number(passage, "page") > 0;
}

static void put_place(markup *to, const cJSON *passage, const char *title)
{
    const cJSON *heading;
    size_t parts = 0, number = answer_number(passage, "page");
    cJSON_ArrayForEach(heading, answer_member(passage, "heading"))
    {
        if (!is_place(heading, title))
            continue;
        markup_put(to, parts++ ? " › " : "");
        markup_text(to, heading->valuestring);
    }
    if (!number)
        return;
    markup_put(to, parts ? ", page " : "Page ");
    markup_number(to, number);
}

/* The headings over the passage; where it has none of its own, words that say where the link leads. */
static void put_heading(markup *to, const cJSON *passage, const char *title)
{
    const char *link = answer_text(passage, "link");
    bool placed = has_place(passage, title);
    if (!placed && !html_may_link(link))
        return;
    markup_put(to, placed ? "<p class=\"place\" dir=\"auto\">" : "<p class=\"place here\" lang=\"en\">");
    bool linked = begin_link(to, link);
    if (placed)
        put_place(to, passage, title);
    else
        markup_put(to, "To this paragraph");
    markup_put(to, linked ? "</a></p>\n" : "</p>\n");
}

static void put_passage(markup *to, const cJSON *passage, const char *title)
{
    markup_put(to, "<div class=\"passage\">\n");
    put_heading(to, passage, title);
    markup_put(to, "<blockquote dir=\"auto\"><p>");
    put_marked(to, answer_text(passage, "text"), answer_member(passage, "highlights"), as_paragraphs);
    markup_put(to, "</p></blockquote>\n</div>\n");
}

void hit_put(markup *to, const cJSON *hit)
{
    const char *language = answer_text(hit, "language");
    const cJSON *passage;
    markup_put(to, "<li><article dir=\"auto\"");
    if (*language)
        markup_attribute(to, "lang", language);
    markup_put(to, ">\n");
    bool linked = put_title(to, hit);
    put_about(to, hit);
    cJSON_ArrayForEach(passage, answer_member(hit, "passages")) put_passage(to, passage, answer_text(hit, "title"));
    if (!linked)
        put_path(to, hit);
    markup_put(to, "</article></li>\n");
}
