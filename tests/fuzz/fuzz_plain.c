/* Any bytes as plain text: the document holds together, and no letter is lost between title and paragraphs. */
#include "document/plain.h"
#include "document_checks.h"
#include "text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pgf_document *document;
    pgf_buffer text = {0}, clean = {0};
    size_t replaced = 0, held;
    bool find_title = size > 0 && data[0] % 2;
    must(pgf_utf8_repair((const char *)data, size, &text, &replaced) == PGF_OK);
    must(pgf_document_new(&document, NULL) == PGF_OK);
    const char *bytes = text.bytes ? text.bytes : "";
    must(pgf_plain_parse(document, bytes, text.size, find_title, NULL) == PGF_OK);
    check_document(document);
    const char *title = pgf_document_field(document, "title"), *found = pgf_document_text(document, &held);
    /* Cleaned: a letter that its accent follows becomes one character with it, which is not ASCII any more. */
    must(pgf_clean(bytes, text.size, false, &clean, NULL) == PGF_OK);
    must(count_letters(found, held) + count_letters(title, strlen(title)) >= count_letters(clean.bytes, clean.size));
    pgf_document_free(document);
    pgf_buffer_dispose(&text);
    pgf_buffer_dispose(&clean);
    return 0;
}
