#include "intake/html.h"
#include "intake/entities.h"
#include <string.h>
#include <strings.h>

typedef struct {
    const char *at, *end;
    bool no_ends;    /* no > from `at` on                                           */
    bool endless[3]; /* nor --> </script> </style>: looked for once, not at each < */
} reader;

/* "div" of "<div class…", "/div" of "</div>" */
static void read_name(const reader *from, char name[12])
{
    size_t size = 0;
    for (const char *at = from->at + 1; at < from->end && size < 11; at++) {
        if (strchr(" \t\r\n>", *at) || (*at == '/' && size))
            break;
        name[size++] = *at;
    }
    name[size] = '\0';
}

/* Tags inside a word or line; all others end the line. */
static bool is_inline(const char *name)
{
    static const char *const names[] = {"a",      "abbr", "b",   "bdi",  "cite", "code", "em",    "font",
                                        "i",      "ins",  "kbd", "mark", "q",    "s",    "small", "span",
                                        "strong", "sub",  "sup", "u",    "wbr",  NULL};
    for (const char *const *known = names; *known; known++)
        if (strcasecmp(*known, name + (*name == '/')) == 0)
            return true;
    return false;
}

/* Behind the > that ends a tag, quoted values passed over; NULL when there is none. */
static const char *tag_end(reader *from)
{
    char quote = '\0';
    if (from->no_ends || !memchr(from->at, '>', (size_t)(from->end - from->at))) {
        from->no_ends = true;
        return NULL;
    }
    for (const char *at = from->at; at < from->end && at < from->at + 10000; at++) {
        if (quote ? *at == quote : *at == '"' || *at == '\'')
            quote = quote ? '\0' : *at;
        else if (*at == '>' && !quote)
            return at + 1;
    }
    return (const char *)memchr(from->at, '>', (size_t)(from->end - from->at)) + 1;
}

/* Behind `what`, any case, from `at` on; NULL when it is not there. */
static const char *behind(const char *at, const char *end, const char *what)
{
    size_t size = strlen(what);
    for (; at + size <= end; at++)
        if (strncasecmp(at, what, size) == 0)
            return at + size;
    return NULL;
}

/* Behind what is no text: a comment, a script, a style; NULL when none begins here, or it never ends. */
static const char *silent_end(reader *from, const char *name)
{
    static const char *const ends[] = {"-->", "</script>", "</style>"};
    size_t kind = strncmp(name, "!--", 3) == 0 ? 0 : strcasecmp(name, "script") == 0 ? 1 : 2;
    if ((kind == 2 && strcasecmp(name, "style") != 0) || from->endless[kind])
        return NULL;
    const char *end = behind(from->at + (kind == 0 ? 4 : 0), from->end, ends[kind]);
    from->endless[kind] = !end;
    return end;
}

static bool opens_tag(const reader *from)
{
    if (*from->at != '<' || from->at + 1 == from->end)
        return false;
    char c = from->at[1];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!' || c == '?';
}

/* "&eacute;": its size, 0 when it is none. */
static size_t entity_size(const reader *from)
{
    size_t size = 1, most = (size_t)(from->end - from->at);
    while (size < most && size < 12 && !strchr("; \n<&", from->at[size]))
        size++;
    return *from->at == '&' && size < most && from->at[size] == ';' ? size + 1 : 0;
}

static pgf_status step(reader *from, pgf_buffer *out)
{
    char name[12];
    if (opens_tag(from)) {
        read_name(from, name);
        const char *end = silent_end(from, name);
        if (!end)
            end = tag_end(from);
        if (end) {
            from->at = end;
            return is_inline(name) ? PGF_OK : pgf_buffer_append_char(out, '\n');
        }
    }
    size_t entity = entity_size(from);
    const char *begin = from->at;
    from->at += entity ? entity : 1;
    return entity ? intake_append_entity(begin, entity, out) : pgf_buffer_append_char(out, *begin);
}

pgf_status intake_append_html(const char *html, size_t size, pgf_buffer *out)
{
    reader from = {.at = html, .end = html + size};
    pgf_status status = pgf_buffer_reserve(out, size);
    while (from.at < from.end && !status)
        status = step(&from, out);
    return status;
}
