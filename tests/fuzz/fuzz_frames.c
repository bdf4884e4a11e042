/* Any bytes as what a reader of dangerous formats answers: a document that holds together, or a refusal that says why. */
#include "document_checks.h"
#include "intake/frames.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pgf_document *document = NULL;
    pgf_error err = {0};
    pgf_buffer again = {0};
    must(pgf_document_new(&document, NULL) == PGF_OK);
    pgf_status status = frames_read_answer((const char *)data, size, 1, document, &err);
    must(status == PGF_OK || (status != PGF_ENOMEM && *err.message));
    check_document(document);
    if (status == PGF_OK)
        must(frames_write_document(document, 1, &again) == PGF_OK && again.size > 0);
    pgf_buffer_dispose(&again);
    pgf_document_free(document);
    return 0;
}
