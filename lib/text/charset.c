#include "text/charset.h"
#include "text/guess.h"
#include "text/utf8.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>

static void set_name(char name[40], const char *value)
{
    snprintf(name, 40, "%s", value);
}

/* A BOM's charset and size; NULL and 0 without one. UTF-32LE's begins like UTF-16LE's. */
static const char *find_bom(const char *bytes, size_t size, size_t *bom)
{
    static const struct {
        const char *mark;
        size_t size;
        const char *name;
    } boms[] = {{"\xEF\xBB\xBF", 3, "UTF-8"},
                {"\xFF\xFE\0\0", 4, "UTF-32LE"},
                {"\0\0\xFE\xFF", 4, "UTF-32BE"},
                {"\xFF\xFE", 2, "UTF-16LE"},
                {"\xFE\xFF", 2, "UTF-16BE"}};
    for (size_t i = 0; i < sizeof boms / sizeof *boms; i++)
        if (size >= boms[i].size && memcmp(bytes, boms[i].mark, boms[i].size) == 0) {
            *bom = boms[i].size;
            return boms[i].name;
        }
    *bom = 0;
    return NULL;
}

/* Names that mean more than they say, as in every browser. Source: WHATWG Encoding. */
static const char *usual_name(const char *name)
{
    static const char *const usual[][2] = {{"ISO-8859-1", "windows-1252"}, {"ISO8859-1", "windows-1252"},
                                           {"latin1", "windows-1252"},     {"latin-1", "windows-1252"},
                                           {"l1", "windows-1252"},         {"US-ASCII", "windows-1252"},
                                           {"ASCII", "windows-1252"},      {"cp1252", "windows-1252"},
                                           {"UTF-16", "UTF-16LE"},         {"UTF8", "UTF-8"}};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcasecmp(name, usual[i][0]) == 0)
            return usual[i][1];
    return name;
}

/*
 * The declared charset's usual name in `name`, and how many bytes a character has; false when there is no
 * such charset.
 */
static bool find_declared(const char *declared, char name[40], int *narrowest, int *widest)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = declared && *declared ? ucnv_open(usual_name(declared), &code) : NULL;
    if (!converter || U_FAILURE(code))
        return false;
    *narrowest = ucnv_getMinCharSize(converter);
    *widest = ucnv_getMaxCharSize(converter);
    const char *known = ucnv_getName(converter, &code);
    UErrorCode ignored = U_ZERO_ERROR;
    const char *usual = ucnv_getStandardName(known, "MIME", &ignored);
    set_name(name, strcasecmp(usual_name(declared), "windows-1252") == 0 ? "windows-1252" : usual ? usual : known);
    ucnv_close(converter);
    return U_SUCCESS(code);
}

/*
 * A declaration that the bytes belie is a server's or a template's default: valid UTF-8 beyond ASCII is never Latin-1,
 * and what reads as UTF-8 without a NUL is not UTF-16.
 */
static bool is_belied(const char *bytes, size_t size, int narrowest, int widest)
{
    if (pgf_utf8_valid(bytes, size) < size)
        return false;
    return narrowest > 1 || (widest == 1 && pgf_utf8_length(bytes, size) < size);
}

static void choose(const char *bytes, size_t size, const char *declared, pgf_charset *found)
{
    int narrowest = 1, widest = 1;
    if (find_declared(declared, found->name, &narrowest, &widest)) {
        if (is_belied(bytes, size, narrowest, widest))
            set_name(found->name, "UTF-8");
        return;
    }
    if (pgf_utf8_valid(bytes, size) == size) {
        set_name(found->name, "UTF-8");
        return;
    }
    pgf_charset_guess(bytes, size, found->name);
    found->guessed = true;
}

/* Append UTF-16 as UTF-8; NULs and lone surrogates become U+FFFD. */
static pgf_status append_units(const UChar *units, size_t count, pgf_buffer *out, size_t *replaced)
{
    pgf_status status = pgf_buffer_reserve(out, count * 3);
    for (size_t at = 0; !status && at < count;) {
        UChar32 c;
        U16_NEXT(units, at, count, c);
        if (c == 0 || U_IS_SURROGATE(c)) {
            c = 0xFFFD;
            ++*replaced;
        }
        out->size += pgf_utf8_put(out->bytes + out->size, c);
    }
    if (!status)
        out->bytes[out->size] = '\0';
    return status;
}

/* ICU calls this for each malformed sequence. Its own substitution writes U+001A for single bytes. */
static void replace_malformed(const void *context, UConverterToUnicodeArgs *arguments, const char *units,
                              int32_t length, UConverterCallbackReason reason, UErrorCode *code)
{
    static const UChar replacement = 0xFFFD;
    size_t *replaced = (size_t *)(uintptr_t)context;
    (void)units, (void)length;
    if (reason > UCNV_IRREGULAR)
        return;
    ++*replaced;
    *code = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, code);
}

static pgf_status convert_all(UConverter *converter, const char *bytes, size_t size, pgf_buffer *out, size_t *replaced)
{
    UChar units[4096] = {0};
    UChar32 lead = 0; /* a pair may be split between two rounds */
    pgf_status status = PGF_OK;
    UErrorCode code = U_BUFFER_OVERFLOW_ERROR;
    for (const char *end = bytes + size; !status && code == U_BUFFER_OVERFLOW_ERROR;) {
        UChar *start = units;
        if (lead)
            *start++ = (UChar)lead;
        code = U_ZERO_ERROR;
        ucnv_toUnicode(converter, &start, units + sizeof units / sizeof *units, &bytes, end, NULL, true, &code);
        if (U_FAILURE(code) && code != U_BUFFER_OVERFLOW_ERROR)
            return PGF_EINTERNAL;
        size_t count = (size_t)(start - units);
        lead = code == U_BUFFER_OVERFLOW_ERROR && count && U16_IS_LEAD(units[count - 1]) ? units[count - 1] : 0;
        status = append_units(units, lead ? count - 1 : count, out, replaced);
    }
    return status;
}

static pgf_status convert(const char *name, const char *bytes, size_t size, pgf_buffer *out, size_t *replaced,
                          pgf_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &code);
    if (U_FAILURE(code))
        return pgf_fail(err, code == U_MEMORY_ALLOCATION_ERROR ? PGF_ENOMEM : PGF_EINTERNAL, "charset %s: %s", name,
                        u_errorName(code));
    ucnv_setToUCallBack(converter, replace_malformed, replaced, NULL, NULL, &code);
    pgf_status status = convert_all(converter, bytes, size, out, replaced);
    ucnv_close(converter);
    if (status == PGF_ENOMEM)
        pgf_fail(err, status, "out of memory");
    else if (status)
        pgf_fail(err, status, "charset %s: conversion failed", name);
    return status;
}

pgf_status pgf_charset_decode(const char *bytes, size_t size, const char *declared, pgf_buffer *out, pgf_charset *found,
                              pgf_error *err)
{
    pgf_charset charset = {0};
    size_t bom;
    const char *name = find_bom(bytes, size, &bom);
    bytes += bom;
    size -= bom;
    if (name)
        set_name(charset.name, name);
    else
        choose(bytes, size, declared, &charset);
    pgf_status status;
    if (strcmp(charset.name, "UTF-8") == 0) {
        status = pgf_utf8_repair(bytes, size, out, &charset.replaced);
        if (status)
            pgf_fail(err, status, "out of memory");
    } else {
        status = convert(charset.name, bytes, size, out, &charset.replaced, err);
    }
    if (!status && found)
        *found = charset;
    return status;
}
