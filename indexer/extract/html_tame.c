#include "extract/html_tame.h"
#include <stdbool.h>
#include <string.h>

enum { WORDS_MOST = 1000 };

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Where the tag at `at` ends, its >, or `end`; `*cut` is where its thousandth word ends, or NULL. */
static char *tag_end(char *at, char *end, char **cut)
{
    size_t words = 0;
    char quote = '\0';
    for (*cut = NULL; at < end; at++) {
        if (quote ? *at == quote : *at == '"' || *at == '\'')
            quote = quote ? '\0' : *at;
        else if (!quote && *at == '>')
            break;
        else if (!quote && is_space(*at) && !is_space(at[-1]) && ++words == WORDS_MOST)
            *cut = at;
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

void html_tame(char *text, size_t size)
{
    char *end = text + size, *cut, heading = '\0';
    for (char *at = text; at < end && (at = memchr(at, '<', (size_t)(end - at)));) {
        pair_heading(++at, end, &heading);
        if (at == end || !is_letter(*at))
            continue; /* "5 < 6" */
        char *close = tag_end(at, end, &cut);
        if (cut)
            memset(cut, ' ', (size_t)(close - cut));
        if (close == end && !cut)
            break; /* a quote that never ends: looking for it once is enough */
        at = close;
    }
}
