#include "extract/html_tame.h"
#include "extract/html_entities.h"
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { WORDS_MOST = 1000 };

/* A page that is read at `at` and written at `out`, which is never past it. */
typedef struct {
    char *at, *end, *out;
    char heading;      /* the level of the one that is open                     */
    bool no_ends;      /* no > from `at` on: looked for once, not at each <     */
    bool no_subset;    /* nor ] of a document type                              */
    bool as_it_stands; /* a quote or script that never ends: the rest is copied */
} tamer;

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static void copy_to(tamer *t, const char *to)
{
    size_t size = (size_t)(to - t->at);
    memmove(t->out, t->at, size);
    t->out += size;
    t->at += size;
}

static bool begins(const tamer *t, const char *what)
{
    size_t size = strlen(what);
    return (size_t)(t->end - t->at) >= size && strncasecmp(t->at, what, size) == 0;
}

/* --- Comments and declarations ------------------------------------------------------------------------------------ */

/* Behind the comment at `at`: "-->", "--!>", or at once ("<!-->", "<!--->"). */
static char *comment_end(char *at, char *end)
{
    char *from = at + 4;
    if (from < end && *from == '>')
        return from + 1;
    if (end - from > 1 && from[0] == '-' && from[1] == '>')
        return from + 2;
    for (char *close = from; close < end && (close = memchr(close, '>', (size_t)(end - close))); close++) {
        if (close - from >= 2 && close[-1] == '-' && close[-2] == '-')
            return close + 1;
        if (close - from >= 3 && close[-1] == '!' && close[-2] == '-' && close[-3] == '-')
            return close + 1;
    }
    return end;
}

/* Behind the next >; NULL when there is none. */
static char *bracket_end(tamer *t)
{
    char *close = t->no_ends ? NULL : memchr(t->at, '>', (size_t)(t->end - t->at));
    t->no_ends = !close;
    return close ? close + 1 : NULL;
}

/* Behind a document type, with what it declares between [ and ]. */
static char *type_end(tamer *t)
{
    char *close = bracket_end(t), *open = close ? memchr(t->at, '[', (size_t)(close - t->at)) : NULL;
    for (char *at = open; at && !t->no_subset;) {
        at = memchr(at, ']', (size_t)(t->end - at));
        t->no_subset = !at;
        for (at = at ? at + 1 : NULL; at && at < t->end && is_space(*at); at++)
            continue;
        if (at && at < t->end && *at == '>')
            return at + 1;
    }
    return close;
}

static void keep_cdata(tamer *t)
{
    t->at += strlen("<![CDATA[");
    char *close = memmem(t->at, (size_t)(t->end - t->at), "]]>", 3);
    copy_to(t, close ? close : t->end);
    t->at += close ? 3 : 0;
}

/* What stands at a < and is no tag; false for anything else. */
static bool pass_declaration(tamer *t)
{
    char next = t->end - t->at > 1 ? t->at[1] : '\0', *to;
    bool odd_end = next == '/' && t->end - t->at > 2 && !is_letter(t->at[2]);
    if (begins(t, "<![CDATA[")) {
        keep_cdata(t);
        return true;
    }
    if (begins(t, "<!--"))
        to = comment_end(t->at, t->end);
    else if (begins(t, "<!DOCTYPE"))
        to = type_end(t);
    else
        to = next == '!' || next == '?' || odd_end ? bracket_end(t) : NULL;
    t->at = to ? to : t->at;
    return to != NULL;
}

/* --- Tags --------------------------------------------------------------------------------------------------------- */

/* Where the tag at `at` ends, its >, or `end`; `*cut` is where its thousandth word ends, or NULL. */
static char *tag_end(char *at, char *end, char **cut)
{
    size_t words = 0;
    char quote = '\0', before = '\0';
    for (*cut = NULL; at < end; at++) {
        if (quote ? *at == quote : before == '=' && (*at == '"' || *at == '\''))
            quote = quote ? '\0' : *at;
        else if (!quote && *at == '>')
            break;
        else if (!quote && is_space(*at) && !is_space(at[-1]) && ++words == WORDS_MOST)
            *cut = at;
        before = is_space(*at) ? before : *at;
    }
    return at;
}

/* The level of "h2>" or "h2 …"; 0 for what is no heading. */
static char heading_level(const char *at, const char *end)
{
    bool heading = end - at > 2 && (*at | 0x20) == 'h' && at[1] >= '1' && at[1] <= '6';
    return heading && (at[2] == '>' || is_space(at[2])) ? at[1] : '\0';
}

static void pair_heading(char *at, const char *end, char *open)
{
    bool ends = at < end && *at == '/';
    char level = heading_level(at + ends, end);
    if (level && ends && *open)
        at[2] = *open;
    if (level)
        *open = ends ? '\0' : level;
}

/* Behind the tag or end that begins at `at`, where an > ends it. */
static char *behind_tag(char *at, char *end)
{
    char *close = memchr(at, '>', (size_t)(end - at));
    return close ? close + 1 : end;
}

/* JSON-LD is the one script that is read. */
static bool is_data(const tamer *t)
{
    char *close = behind_tag(t->at, t->end);
    return memmem(t->at, (size_t)(close - t->at), "json", 4) != NULL;
}

/* What has no tags in it: data is copied, scripts and styles go. False when none begins here. */
static bool pass_raw(tamer *t, const char *begin, const char *close)
{
    size_t size = strlen(close);
    if (!begins(t, begin) || is_letter(t->at[strlen(begin)]))
        return false;
    char *at = t->at + 1;
    while ((at = memchr(at, '<', (size_t)(t->end - at))))
        if ((size_t)(t->end - at) >= size && strncasecmp(at, close, size) == 0)
            break;
        else
            at++;
    at = at ? behind_tag(at, t->end) : t->end;
    if (is_data(t))
        copy_to(t, at);
    t->at = at;
    return true;
}

static void copy_tag(tamer *t)
{
    char *cut, *name = t->at + 1;
    if (pass_raw(t, "<script", "</script") || pass_raw(t, "<style", "</style"))
        return;
    pair_heading(name, t->end, &t->heading);
    char *close = is_letter(*name) ? tag_end(name, t->end, &cut) : NULL;
    if (!close) { /* "5 < 6", "</p>" */
        copy_to(t, name);
        return;
    }
    copy_to(t, cut ? cut : close);
    t->at = close;
    t->as_it_stands = close == t->end && !cut; /* a quote that never ends */
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static void copy_reference(tamer *t)
{
    char bytes[4];
    size_t used, size = html_entity_odd(t->at, (size_t)(t->end - t->at), bytes, &used);
    if (!size) {
        copy_to(t, t->at + 1);
        return;
    }
    memcpy(t->out, bytes, size);
    t->out += size;
    t->at += used;
}

/* Marks of the order of bytes, and blank lines, before <html>: behind them libxml2 takes its attributes for none. */
static void pass_blank(tamer *t)
{
    for (;;)
        if (begins(t, "\xEF\xBB\xBF"))
            t->at += 3;
        else if (t->at < t->end && is_space(*t->at))
            t->at++;
        else
            return;
}

size_t html_tame(char *text, size_t size)
{
    tamer t = {.at = text, .end = text + size, .out = text};
    pass_blank(&t);
    while (t.at < t.end && !t.as_it_stands) {
        char *next = t.at;
        while (next < t.end && *next != '<' && *next != '&')
            next++;
        copy_to(&t, next);
        if (t.at == t.end)
            break;
        if (*t.at == '&')
            copy_reference(&t);
        else if (t.end - t.at == 1)
            copy_to(&t, t.end);
        else if (!pass_declaration(&t))
            copy_tag(&t);
    }
    copy_to(&t, t.end);
    return (size_t)(t.out - text);
}
