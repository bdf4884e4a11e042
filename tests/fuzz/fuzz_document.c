/* Any bytes as a line of JSON Lines: a document that holds together, or an error that says where. */
#include "document/json.h"
#include "document_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pgf_mapping *mapping;
    pgf_document *document = NULL;
    pgf_line_kind kind;
    pgf_error err = {0};
    if (!mapping) {
        must(pgf_mapping_new(&mapping, NULL) == PGF_OK);
        must(pgf_mapping_add(mapping, "issuer=office.name", NULL) == PGF_OK);
    }
    pgf_status status = pgf_document_parse(&document, &kind, (const char *)data, size, mapping, &err);
    must(status == PGF_OK || ((status == PGF_EFORMAT || status == PGF_ELIMIT) && *err.message && !document));
    if (document)
        check_document(document);
    pgf_document_free(document);
    return 0;
}
