#include "escape.h"
#include "base/json.h"
#include "terminal/escape.h"
#include "text/charset.h"
#include <string.h>

pgf_status escape_json(const char *text, size_t size, pgf_buffer *out)
{
    pgf_buffer valid = {0};
    size_t replaced = 0;
    pgf_status status = pgf_utf8_repair(text, size, &valid, &replaced);
    if (!status)
        status = pgf_json_append_string(out, valid.bytes ? valid.bytes : "", valid.size);
    pgf_buffer_dispose(&valid);
    return status;
}

void escape_print(FILE *file, const char *text)
{
    pgf_buffer safe = {0};
    if (pgf_escape_plain(text, strlen(text), &safe))
        fputs("(out of memory)", file);
    else if (safe.size)
        fwrite(safe.bytes, 1, safe.size, file);
    pgf_buffer_dispose(&safe);
}
