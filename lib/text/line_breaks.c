#include "text/line_breaks.h"
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

pgf_status pgf_line_breaks(const char *text, size_t size, bool *may, pgf_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(UBRK_LINE, "", NULL, 0, &code);
    UText *shown = utext_openUTF8(NULL, text, (int64_t)size, &code);
    memset(may, 0, size * sizeof *may);
    if (U_SUCCESS(code))
        ubrk_setUText(iterator, shown, &code);
    if (U_SUCCESS(code)) {
        ubrk_first(iterator);
        for (int32_t at; (at = ubrk_next(iterator)) != UBRK_DONE && (size_t)at < size;)
            may[at] = true;
    }
    if (iterator)
        ubrk_close(iterator);
    utext_close(shown);
    return U_FAILURE(code) ? pgf_fail(err, PGF_ENOMEM, "out of memory") : PGF_OK;
}
