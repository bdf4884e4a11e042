#include "document/plain.h"
#include "base/memory.h"
#include "document/plain_parser.h"
#include "text/utf8.h"
#include <string.h>

static pgf_status step(plain_parser *p)
{
    const plain_line *line = pgf_plain_peek(p, 0);
    const char *text = line->text;
    size_t size = line->size;
    if (pgf_plain_is_rule(line)) {
        pgf_plain_skip(p, 1);
        return PGF_OK;
    }
    unsigned level = *text == '#' ? pgf_plain_markdown_heading(&text, &size) : 0;
    if (!level) {
        level = pgf_plain_underlined_level(p);
        if (level)
            p->layout.headings++;
    }
    if (level) {
        pgf_status status = pgf_document_add_section(p->document, level, text, size, "", p->err);
        pgf_plain_skip(p, text == line->text ? 2 : 1);
        p->was_heading = true;
        return status;
    }
    if (p->layout.headings) /* the author said which lines are headings */
        return pgf_plain_add_paragraph(p);
    plain_run found = pgf_plain_find_run(p);
    p->in_list = found.too_many || (p->in_list && found.count);
    return found.count && !p->in_list ? pgf_plain_add_run(p, &found) : pgf_plain_add_paragraph(p);
}

static pgf_status parse_lines(pgf_document *document, const char *text, size_t size, bool find_title, pgf_error *err)
{
    plain_parser p = {.document = document,
                      .lines = pgf_plain_lines_of(text, size),
                      .layout = pgf_plain_layout_of(text, size),
                      .depth = 1,
                      .err = err};
    pgf_status status = pgf_plain_begin(&p, find_title);
    while (!status && pgf_plain_peek(&p, 0))
        status = step(&p);
    pgf_buffer_dispose(&p.paragraph);
    return status;
}

/* Every line end made \n. */
static pgf_status unify_ends(const char *text, size_t size, pgf_buffer *out)
{
    pgf_status status = pgf_buffer_reserve(out, size);
    for (size_t at = 0; at < size && !status;) {
        size_t begin = at;
        int32_t c = utf8_next(text, size, &at);
        bool end = c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
        if (c == '\r' && at < size && text[at] == '\n')
            at++;
        status = end ? pgf_buffer_append_char(out, '\n') : pgf_buffer_append(out, text + begin, at - begin);
        if (!status && (c == '\f' || c == 0x2029)) /* a page or a paragraph ends */
            status = pgf_buffer_append_char(out, '\n');
    }
    return status;
}

pgf_status pgf_plain_parse(pgf_document *document, const char *text, size_t size, bool find_title, pgf_error *err)
{
    pgf_buffer unified = {0};
    if (!size || !pgf_plain_has_odd_ends(text, size))
        return parse_lines(document, text, size, find_title, err);
    pgf_status status = unify_ends(text, size, &unified);
    if (status)
        pgf_no_memory(err);
    else
        status = parse_lines(document, unified.bytes, unified.size, find_title, err);
    pgf_buffer_dispose(&unified);
    return status;
}
