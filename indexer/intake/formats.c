#include "intake/helpers.h"
#include <string.h>
#include <strings.h>

static const char *const plain[] = {".txt", ".text", NULL};
static const char *const markdown[] = {".md", ".markdown", NULL};
static const char *const html[] = {".html", ".htm", ".xhtml", NULL};
static const char *const json_lines[] = {".jsonl", ".ndjson", NULL};

static pgf_status read_html(const intake_input *input, pgf_document *document, pgf_error *err)
{
    return helpers_read(input->helpers, "HTML", input, document, err);
}

static const intake_format formats[] = {
    {"plain text", plain, intake_read_plain, false, false},
    {"Markdown", markdown, intake_read_markdown, false, false},
    {"HTML", html, read_html, false, true},
    {"JSON Lines", json_lines, NULL, true, false},
};

static bool has_suffix(const intake_format *format, const char *suffix)
{
    for (const char *const *known = format->suffixes; *known; known++)
        if (strcasecmp(*known, suffix) == 0)
            return true;
    return false;
}

const intake_format *intake_format_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *suffix = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; suffix && i < sizeof formats / sizeof *formats; i++)
        if (has_suffix(&formats[i], suffix))
            return &formats[i];
    return NULL;
}

const intake_format *intake_formats(size_t *count)
{
    *count = sizeof formats / sizeof *formats;
    return formats;
}
