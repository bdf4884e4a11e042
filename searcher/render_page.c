#include "render_page.h"

static const char between[] = " · ";

pgf_status render_spaces(render_page *p, size_t count)
{
    return pgf_buffer_printf(p->out, "%*s", (int)count, "");
}

pgf_status render_flush(render_page *p, size_t at, size_t indent)
{
    pgf_status status = p->line.count ? screen_write(p->to, &p->line, at, indent, p->out) : PGF_OK;
    strip_clear(&p->line);
    return status;
}

pgf_status render_flush_indented(render_page *p, size_t indent)
{
    pgf_status status = p->line.count ? render_spaces(p, indent) : PGF_OK;
    return status ? status : render_flush(p, indent, indent);
}

pgf_status render_part(render_page *p, text_style style, const char *text)
{
    pgf_status status = *text && p->line.count ? strip_add(&p->line, STYLE_DIM, between) : PGF_OK;
    return status ? status : strip_add(&p->line, style, text);
}
