/* Any bytes as a Markdown file: a document that holds together. */
#include "document_checks.h"
#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pgf_document *document;
    const intake_input input = {"a.md", NULL, (const char *)data, size, NULL};
    intake_is_binary((const char *)data, size);
    must(pgf_document_new(&document, NULL) == PGF_OK);
    must(intake_read_markdown(&input, document, NULL) == PGF_OK);
    check_document(document);
    pgf_document_free(document);
    return 0;
}
