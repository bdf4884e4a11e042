#include "document/plain.h"
#include "intake/intake.h"
#include "text/charset.h"

pgf_status intake_read_plain(const intake_input *input, pgf_document *document, pgf_error *err)
{
    pgf_buffer text = {0};
    pgf_status status = pgf_charset_decode(input->bytes, input->size, input->charset, &text, NULL, err);
    if (!status && text.size)
        status = pgf_plain_parse(document, text.bytes, text.size, true, err);
    pgf_buffer_dispose(&text);
    return status;
}
