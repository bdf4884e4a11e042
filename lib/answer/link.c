#include "answer/link.h"
#include <string.h>
#include <strings.h>

enum { FRAGMENT_CHARACTERS = 60, FRAGMENT_UNSPACED = 24 };

static bool is_web(const char *url)
{
    return !strncasecmp(url, "http://", 7) || !strncasecmp(url, "https://", 8) || url[0] == '/';
}

/* `-` has a meaning of its own in a text fragment. */
static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '~';
}

static pgf_status append_encoded(pgf_buffer *out, const char *text, size_t size, const char *also_plain)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < size && !status; i++) {
        unsigned char c = (unsigned char)text[i];
        if (is_plain(c) || (c && strchr(also_plain, c)))
            status = pgf_buffer_append_char(out, text[i]);
        else
            status = pgf_buffer_printf(out, "%%%02X", c);
    }
    return status;
}

/* The beginning of the first paragraph: some words, or some characters where words are not parted. */
static size_t fragment_size(const char *text, size_t size)
{
    size_t characters = 0, at = 0, space = 0, unspaced = 0;
    while (at < size && text[at] != '\n' && text[at] != '\t' && characters < FRAGMENT_CHARACTERS) {
        if (text[at] == ' ')
            space = at;
        do
            at++;
        while (at < size && (text[at] & 0xC0) == 0x80);
        if (++characters == FRAGMENT_UNSPACED)
            unspaced = at;
    }
    if (at == size || text[at] == '\n' || text[at] == '\t')
        return at;
    return space ? space : unspaced;
}

pgf_status pgf_link_append(pgf_buffer *out, const char *url, const pgf_shown_passage *passage)
{
    const char *hash = strchr(url, '#');
    if (!is_web(url))
        return PGF_OK;
    pgf_status status = pgf_buffer_append_text(out, url);
    if (status || (hash && (*passage->anchor || passage->page)))
        return status;
    if (*passage->anchor) {
        status = pgf_buffer_append_char(out, '#');
        return status ? status : append_encoded(out, passage->anchor, strlen(passage->anchor), "-!$&'()*+,;=:@/?%");
    }
    if (passage->page)
        return pgf_buffer_printf(out, "#page=%u", passage->page);
    status = pgf_buffer_append_text(out, hash ? ":~:text=" : "#:~:text=");
    return status ? status : append_encoded(out, passage->text, fragment_size(passage->text, passage->size), "");
}
