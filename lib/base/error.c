#include <paragraf/error.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A line cut by vsnprintf may end inside a character: drop the torn bytes. */
static void cut_torn_character(char *line)
{
    size_t size = strlen(line);
    size_t start = size;
    while (start > 0 && ((unsigned char)line[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)line[start - 1];
    size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size - (start - 1) < needed)
        line[start - 1] = '\0';
}

pgf_status pgf_fail(pgf_error *err, pgf_status status, const char *format, ...)
{
    if (!err)
        return status;
    /* Not straight into err->message: an argument may point there. */
    char line[PGF_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    int wanted = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (wanted < 0)
        line[0] = '\0';
    else if ((size_t)wanted >= sizeof line)
        cut_torn_character(line);
    err->status = status;
    memcpy(err->message, line, sizeof line);
    return status;
}

const char *pgf_status_name(pgf_status status)
{
    static const char *const names[] = {[PGF_OK] = "ok",
                                        [PGF_ENOMEM] = "no-memory",
                                        [PGF_EINVAL] = "invalid",
                                        [PGF_EFORMAT] = "malformed",
                                        [PGF_EIO] = "io",
                                        [PGF_ENOTFOUND] = "not-found",
                                        [PGF_EEXIST] = "exists",
                                        [PGF_ELOCKED] = "locked",
                                        [PGF_EVERSION] = "version",
                                        [PGF_ELIMIT] = "limit",
                                        [PGF_ETIMEOUT] = "timeout",
                                        [PGF_ECORRUPT] = "corrupt",
                                        [PGF_ECANCELED] = "canceled",
                                        [PGF_EINTERNAL] = "internal"};
    return (size_t)status < sizeof names / sizeof *names ? names[status] : "internal";
}
