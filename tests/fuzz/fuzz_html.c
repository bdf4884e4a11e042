/* Any bytes as a page of HTML: a document that holds together. */
#include "document_checks.h"
#include "extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pgf_document *document;
    const extract_input input = {.bytes = (const char *)data, .size = size, .path = "a.html"};
    must(pgf_document_new(&document, NULL) == PGF_OK);
    must(extract_html(&input, document, NULL) == PGF_OK);
    check_document(document);
    pgf_document_free(document);
    return 0;
}
