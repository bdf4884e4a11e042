#include "text/breaks.h"
#include <unicode/ubrk.h>
#include <unicode/utext.h>

void pgf_breaks_dispose(pgf_breaks *breaks)
{
    if (breaks->iterator)
        ubrk_close(breaks->iterator);
    if (breaks->text)
        utext_close(breaks->text);
    *breaks = (pgf_breaks){0};
}

pgf_status pgf_breaks_start(pgf_breaks *breaks, const char *run, size_t size)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!breaks->iterator)
        breaks->iterator = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    breaks->text = utext_openUTF8(breaks->text, run, (int64_t)size, &code);
    if (U_FAILURE(code))
        return PGF_ENOMEM;
    ubrk_setUText(breaks->iterator, breaks->text, &code);
    return U_FAILURE(code) ? PGF_ENOMEM : PGF_OK;
}

bool pgf_breaks_next(pgf_breaks *breaks, size_t *begin, size_t *end)
{
    int32_t from = ubrk_current(breaks->iterator);
    for (int32_t to; (to = ubrk_next(breaks->iterator)) != UBRK_DONE; from = to) {
        if (ubrk_getRuleStatus(breaks->iterator) < UBRK_WORD_NONE_LIMIT)
            continue;
        *begin = (size_t)from;
        *end = (size_t)to;
        return true;
    }
    return false;
}
