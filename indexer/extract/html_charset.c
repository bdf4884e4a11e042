#include "extract/html_charset.h"
#include "text/charset.h"
#include "text/guess.h"
#include <string.h>
#include <strings.h>

enum {
    LOOKED_AT = 1 << 16, /* scripts of 47 kB above the declaration were seen */
    SAMPLE = 1 << 16
};

static const char *find(const char *at, const char *end, const char *what)
{
    size_t size = strlen(what);
    for (; at + size <= end; at++)
        if (strncasecmp(at, what, size) == 0)
            return at;
    return NULL;
}

/* What stands behind "charset=" or "encoding=" in a tag. */
static bool read_value(const char *at, const char *end, const char *name, char value[40])
{
    const char *found = find(at, end, name);
    size_t size = 0;
    if (!found)
        return false;
    at = found + strlen(name);
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    if (at == end || *at++ != '=')
        return false;
    while (at < end && strchr(" \t\r\n\"'", *at))
        at++;
    while (at < end && size < 39 && !strchr(" \t\r\n\"';>/?", *at))
        value[size++] = *at++;
    value[size] = '\0';
    return size > 0;
}

/* Behind what holds no tags: a comment, a script, a style; NULL for any other tag. */
static const char *behind_silent(const char *at, const char *end)
{
    static const char *const silent[][2] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (strncasecmp(at, silent[i][0], strlen(silent[i][0])) == 0) {
            const char *close = find(at, end, silent[i][1]);
            return close ? close + strlen(silent[i][1]) : end;
        }
    return NULL;
}

/* The charset of <meta> or of the XML declaration; false without one. */
static bool find_declared(const char *bytes, size_t size, char charset[40])
{
    const char *end = bytes + (size < LOOKED_AT ? size : LOOKED_AT);
    for (const char *at = bytes; at < end && (at = memchr(at, '<', (size_t)(end - at)));) {
        const char *silent = end - at > 7 ? behind_silent(at, end) : NULL;
        const char *close = memchr(at, '>', (size_t)(end - at));
        if (!silent && close && strncasecmp(at, "<meta", 5) == 0 && read_value(at, close, "charset", charset))
            return true;
        if (!silent && close && strncmp(at, "<?xml", 5) == 0 && read_value(at, close, "encoding", charset))
            return true;
        at = silent ? silent : at + 1;
    }
    return false;
}

static bool has_bom(const char *bytes, size_t size)
{
    return size > 2 && (!memcmp(bytes, "\xEF\xBB\xBF", 3) || !memcmp(bytes, "\xFF\xFE", 2) ||
                        !memcmp(bytes, "\xFE\xFF", 2) || !memcmp(bytes, "\0\0", 2));
}

/* A guess at the text between tags: their names are no language. */
static pgf_status guess(const char *bytes, size_t size, char charset[40])
{
    pgf_buffer sample = {0};
    pgf_status status = pgf_buffer_reserve(&sample, SAMPLE);
    const char *end = bytes + size;
    for (const char *at = bytes; at < end && !status && sample.size < SAMPLE;) {
        const char *tag = memchr(at, '<', (size_t)(end - at));
        size_t most = SAMPLE - sample.size, text = (size_t)((tag ? tag : end) - at);
        status = pgf_buffer_append(&sample, at, text < most ? text : most);
        const char *silent = tag && end - tag > 7 ? behind_silent(tag, end) : NULL;
        const char *close = tag ? memchr(tag, '>', (size_t)(end - tag)) : NULL;
        at = silent ? silent : close ? close + 1 : end;
    }
    if (!status && sample.size)
        pgf_charset_guess(sample.bytes, sample.size, charset);
    pgf_buffer_dispose(&sample);
    return status;
}

/* Declared UTF-8 that is none, and UTF-16 in which <meta> could be read, are mistakes of a template. */
static bool is_mistaken(const char *bytes, size_t size, const char *charset)
{
    if (strncasecmp(charset, "UTF-16", 6) == 0 || strcasecmp(charset, "unicode") == 0)
        return true;
    return (strcasecmp(charset, "UTF-8") == 0 || strcasecmp(charset, "UTF8") == 0) &&
           pgf_utf8_valid(bytes, size) < size;
}

pgf_status html_decode(const char *bytes, size_t size, const char *declared, pgf_buffer *out, pgf_error *err)
{
    char charset[40] = "";
    pgf_status status = PGF_OK;
    if (!declared && !has_bom(bytes, size)) {
        bool found = find_declared(bytes, size, charset);
        if (found && is_mistaken(bytes, size, charset))
            found = false;
        if (!found) {
            charset[0] = '\0';
            if (!memchr(bytes, '\0', size) && pgf_utf8_valid(bytes, size) < size)
                status = guess(bytes, size, charset);
        }
    }
    if (status)
        return pgf_fail(err, status, "out of memory");
    return pgf_charset_decode(bytes, size, declared ? declared : *charset ? charset : NULL, out, NULL, err);
}
