#include "document/repeat.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "text/clean.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <string.h>

/* Lower case, without white space. */
static pgf_status squeeze(const char *text, size_t size, pgf_buffer *out)
{
    pgf_buffer clean = {0};
    pgf_status status = pgf_clean(text, size, true, &clean, NULL);
    for (size_t at = 0; at < clean.size && !status;) {
        size_t begin = at;
        if (!pgf_is_space(utf8_next(clean.bytes, clean.size, &at)))
            status = pgf_lower(clean.bytes + begin, at - begin, out);
    }
    pgf_buffer_dispose(&clean);
    return status;
}

pgf_status pgf_repeats(const char *text, size_t size, const char *title, bool *repeats, pgf_error *err)
{
    pgf_buffer one = {0}, other = {0};
    size_t title_size = strlen(title);
    *repeats = false;
    if (size > title_size * 4 + 100 || title_size > size * 4 + 100)
        return PGF_OK;
    pgf_status status = squeeze(text, size, &one);
    if (!status)
        status = squeeze(title, title_size, &other);
    *repeats = !status && one.size && one.size == other.size && memcmp(one.bytes, other.bytes, one.size) == 0;
    pgf_buffer_dispose(&one);
    pgf_buffer_dispose(&other);
    return status ? pgf_no_memory(err) : PGF_OK;
}
