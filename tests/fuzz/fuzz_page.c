/*
 * Whatever was asked, and whatever JSON an answer is: a page whose tags are its own, each closed, and whose links lead
 * nowhere but to pages. A byte for the size of what was asked (searcher/serve/parameters.h), that, and the answer.
 */
#include "searcher/serve/page.h"
#include "text/charset.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { OPEN_MAX = 32, NAME_MAX_BYTES = 20 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

/* --- A page, read more strictly than a browser does --------------------------------------------------------------- */

typedef struct {
    const char *at;
    char open[OPEN_MAX][NAME_MAX_BYTES];
    size_t depth;
} reader;

static bool take(reader *r, const char *text)
{
    size_t size = strlen(text);
    if (strncmp(r->at, text, size) != 0)
        return false;
    r->at += size;
    return true;
}

/* Letters, digits and - into `name`. */
static void take_name(reader *r, char name[NAME_MAX_BYTES])
{
    size_t size = strspn(r->at, "abcdefghijklmnopqrstuvwxyz0123456789-");
    must(size > 0 && size < NAME_MAX_BYTES);
    memcpy(name, r->at, size);
    name[size] = '\0';
    r->at += size;
}

/* A character of text, or between the quotes of an attribute. */
static void take_character(reader *r)
{
    unsigned char c = (unsigned char)*r->at;
    if (c == '&') {
        must(take(r, "&amp;") || take(r, "&lt;") || take(r, "&gt;") || take(r, "&quot;") || take(r, "&#39;"));
        return;
    }
    must((c >= 0x20 || c == '\n' || c == '\t') && c != 0x7F && c != '>');
    must(c != 0xC2 || (unsigned char)r->at[1] >= 0xA0);
    r->at++;
}

static void check_link(const char *value, size_t size)
{
    size_t before_path = strcspn(value, "/?#\"");
    bool names_a_scheme = memchr(value, ':', before_path < size ? before_path : size);
    must(size > 0 && strncmp(value, "//", 2) != 0);
    must(!names_a_scheme || strncasecmp(value, "http://", 7) == 0 || strncasecmp(value, "https://", 8) == 0);
    for (size_t i = 0; i < size; i++)
        must((unsigned char)value[i] > 0x20 && value[i] != '\\');
}

static void take_attribute(reader *r)
{
    static const char *const allowed[] = {"aria-current",
                                          "aria-describedby",
                                          "aria-hidden",
                                          "aria-label",
                                          "aria-labelledby",
                                          "autocomplete",
                                          "charset",
                                          "class",
                                          "content",
                                          "datetime",
                                          "dir",
                                          "for",
                                          "href",
                                          "id",
                                          "lang",
                                          "maxlength",
                                          "method",
                                          "name",
                                          "action",
                                          "rel",
                                          "role",
                                          "size",
                                          "start",
                                          "tabindex",
                                          "type",
                                          "value"};
    char name[NAME_MAX_BYTES];
    take_name(r, name);
    if (strcmp(name, "selected") == 0)
        return;
    size_t i = 0;
    while (i < sizeof allowed / sizeof *allowed && strcmp(allowed[i], name) != 0)
        i++;
    must(i < sizeof allowed / sizeof *allowed && take(r, "=\""));
    const char *value = r->at;
    while (*r->at != '"') {
        must(*r->at != '<');
        take_character(r);
    }
    if (strcmp(name, "href") == 0)
        check_link(value, (size_t)(r->at - value));
    r->at++;
}

static bool is_of(const char *name, const char *list)
{
    size_t size = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += size)
        if ((at == list || at[-1] == ' ') && (at[size] == ' ' || !at[size]))
            return true;
    return false;
}

static void take_tag(reader *r)
{
    char name[NAME_MAX_BYTES];
    bool ends = take(r, "/");
    take_name(r, name);
    if (ends) {
        must(r->depth > 0 && strcmp(r->open[--r->depth], name) == 0 && take(r, ">"));
        return;
    }
    bool is_void = is_of(name, "meta link input");
    must(is_void ||
         is_of(name, "html head title body a header h1 h2 h3 form p label span button div select option main "
                     "section ol ul li article time blockquote mark bdi nav details summary"));
    while (take(r, " "))
        take_attribute(r);
    must(take(r, ">"));
    if (is_void)
        return;
    must(r->depth < OPEN_MAX);
    memcpy(r->open[r->depth++], name, sizeof name);
}

static void check_page(const pgf_buffer *page)
{
    reader r = {.at = page->bytes};
    size_t replaced = 0;
    pgf_buffer valid = {0};
    must(pgf_utf8_repair(page->bytes, page->size, &valid, &replaced) == PGF_OK && replaced == 0);
    pgf_buffer_dispose(&valid);
    must(strlen(page->bytes) == page->size && take(&r, "<!DOCTYPE html>"));
    while (*r.at)
        if (take(&r, "<"))
            take_tag(&r);
        else
            take_character(&r);
    must(r.depth == 0);
}

/* --- Pages -------------------------------------------------------------------------------------------------------- */

static void show(const parameters *p, pgf_status asked, const pgf_error *error, const char *json)
{
    pgf_buffer page = {0};
    cJSON *answer = cJSON_Parse(json);
    pgf_status status = asked ? page_append_failure(&page, p, error) : page_append(&page, p, answer);
    must(status == PGF_OK);
    check_page(&page);
    cJSON_Delete(answer);
    pgf_buffer_dispose(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    size_t asked = data[0] < size - 1 ? data[0] : size - 1, rest = size - 1 - asked;
    char *json = malloc(rest + 1);
    memcpy(json, data + 1 + asked, rest);
    json[rest] = '\0';
    parameters p;
    pgf_error error = {0};
    pgf_status status = parameters_read(&p, (const char *)data + 1, asked, &error);
    must(status == PGF_OK || *error.message);
    show(&p, status, &error, json);
    parameters_dispose(&p);
    free(json);
    return 0;
}
