#include "extract/extract.h"
#include "extract/html_charset.h"
#include "extract/html_headings.h"
#include "extract/html_main.h"
#include "extract/html_tame.h"
#include "extract/html_write.h"

static bool has_text(const pgf_document *document)
{
    size_t size;
    pgf_document_text(document, &size);
    return size > 0;
}

pgf_status extract_html(const extract_input *input, pgf_document *document, pgf_error *err)
{
    pgf_buffer text = {0};
    html_page page = {0};
    pgf_status status = html_decode(input->bytes, input->size, input->charset, &text, err);
    if (!status && text.size)
        text.size = html_tame(text.bytes, text.size);
    if (!status && text.size)
        status = html_page_read(&page, text.bytes, text.size, err);
    pgf_buffer_dispose(&text);
    if (!status && page.box_count) {
        html_main_find(&page);
        status = html_write_fields(&page, document, err);
        html_headings_find(&page); /* the title is none of what it finds */
    }
    if (!status)
        status = html_write_text(&page, document, err);
    if (!status && page.cut && !has_text(document))
        status = pgf_fail(err, PGF_ELIMIT, "nests deeper than 10000 elements, the limit, before there is any text");
    if (!status && page.cut)
        pgf_document_add_notice(document, "nests deeper than 10000 elements, where reading it ended");
    if (!status && page.deep)
        pgf_document_add_notice(document,
                                "nests deeper than 256 elements; what is deeper was read without its structure");
    if (!status && page.frames)
        pgf_document_add_notice(document, "shows other pages in frames, which are not read with it");
    html_page_dispose(&page);
    return status;
}
