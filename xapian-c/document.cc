/* Documents to be added. */
#include "handles.hh"
#include <cassert>

using xapian_c::guarded;
using xapian_c::text;

xap_status xap_document_new(xap_document **out, xap_error *err)
{
    return guarded(err, [&] { *out = new xap_document(); });
}

void xap_document_free(xap_document *document)
{
    delete document;
}

xap_status xap_document_clear(xap_document *document, xap_error *err)
{
    return guarded(err, [&] { document->document = Xapian::Document(); });
}

xap_status xap_document_add_term(xap_document *document, const char *term, size_t size, const unsigned *positions,
                                 size_t count, unsigned frequency, xap_error *err)
{
    assert(positions || !count);
    return guarded(err, [&] {
        xapian_c::check_term("term", term, size);
        const std::string name(term, size);
        if (count == 0)
            document->document.add_term(name, frequency);
        for (size_t i = 0; i < count; i++)
            document->document.add_posting(name, positions[i], i == 0 ? frequency : 0);
    });
}

xap_status xap_document_set_value(xap_document *document, unsigned slot, const char *value, size_t size, xap_error *err)
{
    return guarded(err, [&] { document->document.add_value(slot, text(value, size)); });
}

xap_status xap_document_set_data(xap_document *document, const char *data, size_t size, xap_error *err)
{
    return guarded(err, [&] { document->document.set_data(text(data, size)); });
}
