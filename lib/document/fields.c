#include "base/memory.h"
#include "document/date.h"
#include "document/parts.h"
#include "text/clean.h"
#include "text/language.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_BYTES = 64 };

/* Fold white space in place: the text only shrinks. */
static void fold_spaces(pgf_buffer *line)
{
    size_t written = 0;
    bool pending = false;
    for (size_t at = 0; at < line->size;) {
        size_t begin = at;
        if (pgf_is_space(utf8_next(line->bytes, line->size, &at))) {
            pending = written > 0;
            continue;
        }
        if (pending)
            line->bytes[written++] = ' ';
        pending = false;
        memmove(line->bytes + written, line->bytes + begin, at - begin);
        written += at - begin;
    }
    line->size = written;
    line->bytes[written] = '\0';
}

pgf_status pgf_clean_line(pgf_document *document, const char *text, size_t size, pgf_error *err)
{
    pgf_buffer_clear(&document->scratch);
    pgf_status status = pgf_buffer_reserve(&document->scratch, size);
    if (!status)
        status = pgf_clean(text, size, true, &document->scratch, NULL);
    if (status)
        return pgf_no_memory(err);
    fold_spaces(&document->scratch);
    return PGF_OK;
}

/* `size`, or less so that no character is torn, `limit` at most. */
static size_t cut_size(const char *text, size_t size, size_t limit)
{
    if (size <= limit)
        return size;
    while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

const char *pgf_document_known_name(const char *name)
{
    static const char *const known[] = {"id",   "title",  "url",     "path",  "date", "language",
                                        "type", "issuer", "country", "topic", NULL};
    for (const char *const *at = known; *at; at++)
        if (strcasecmp(*at, name) == 0)
            return *at;
    return NULL;
}

bool pgf_field_is_known(const char *name)
{
    const char *known = pgf_document_known_name(name);
    return known && strcmp(known, name) == 0;
}

/* Past the limit only the first value of a name that the index knows is taken: no document loses its id to a list. */
static bool has_room(const pgf_document *document, const char *name)
{
    return document->field_count < PGF_FIELDS_MAX || (pgf_field_is_known(name) && !*pgf_document_field(document, name));
}

void pgf_document_add_notice(pgf_document *document, const char *notice)
{
    if (!*document->notice)
        snprintf(document->notice, sizeof document->notice, "%.*s",
                 (int)cut_size(notice, strlen(notice), sizeof document->notice - 1), notice);
}

static void note_loss(pgf_document *document, const char *name, const char *loss)
{
    char notice[sizeof document->notice];
    snprintf(notice, sizeof notice, "%.*s%s", (int)cut_size(name, strlen(name), NAME_MAX_BYTES), name, loss);
    pgf_document_add_notice(document, notice);
}

/* A cleaned value that is not what its name says: `date "next week" is no date and was kept as date_text`. */
static void note_other(pgf_document *document, const char *name, const char *value)
{
    enum { QUOTED_MAX = 60 };
    char notice[sizeof document->notice];
    size_t all = strlen(value), size = cut_size(value, all, QUOTED_MAX);
    snprintf(notice, sizeof notice, "%s \"%.*s%s\" is no %s and was kept as %s_text", name, (int)size, value,
             size < all ? "…" : "", name, name);
    pgf_document_add_notice(document, notice);
}

/* Two ids that begin alike would be one document. */
static pgf_status refuse_id(size_t size, pgf_error *err)
{
    if (size < 1000000)
        return pgf_fail(err, PGF_ELIMIT, "the id has %zu,%03zu bytes; 2,000 are the limit", size / 1000, size % 1000);
    return pgf_fail(err, PGF_ELIMIT, "the id has %zu MB; 2,000 bytes are the limit", size / 1000000);
}

static pgf_status push(pgf_document *document, const char *name, const char *value, size_t size, pgf_error *err)
{
    if (!size)
        return PGF_OK;
    if (size > PGF_VALUE_MAX && strcmp(name, "id") == 0)
        return refuse_id(size, err);
    if (size > PGF_VALUE_MAX && strcmp(name, "url") == 0) { /* the beginning of a link leads elsewhere */
        note_loss(document, name, " has more than 2,000 bytes and was left out");
        return PGF_OK;
    }
    if (size > PGF_VALUE_MAX)
        note_loss(document, name, " has more than 2,000 bytes and was cut there");
    size = cut_size(value, size, PGF_VALUE_MAX);
    const char *kept_name = pgf_arena_copy(&document->strings, name, cut_size(name, strlen(name), NAME_MAX_BYTES));
    const char *kept_value = pgf_arena_copy(&document->strings, value, size);
    pgf_field *fields =
        pgf_array_grow(document->fields, document->field_count, &document->field_capacity, sizeof *fields);
    if (fields)
        document->fields = fields;
    if (!kept_name || !kept_value || !fields)
        return pgf_no_memory(err);
    document->fields[document->field_count++] = (pgf_field){kept_name, kept_value};
    return PGF_OK;
}

/* Names of one thing each, which other programs compare byte by byte: nothing about them is cleaned. */
static bool is_exact(const char *name)
{
    return strcmp(name, "id") == 0 || strcmp(name, "url") == 0 || strcmp(name, "path") == 0;
}

/* Whatever the limit says. */
static pgf_status add_value(pgf_document *document, const char *name, const char *value, pgf_error *err)
{
    char date[PGF_DATE_MAX], code[PGF_LANGUAGE_MAX];
    if (!*name)
        return PGF_OK;
    if (is_exact(name))
        return push(document, name, value, strlen(value), err);
    pgf_status status = pgf_clean_line(document, value, strlen(value), err);
    if (status)
        return status;
    const char *clean = document->scratch.bytes;
    if (strcmp(name, "date") == 0 && *clean) {
        if (pgf_date_read(clean, date))
            return push(document, name, date, strlen(date), err);
        note_other(document, name, clean);
        name = "date_text";
    }
    if (strcmp(name, "language") == 0 && *clean) {
        if (pgf_language_normalize(clean, code))
            return push(document, name, code, strlen(code), err);
        note_other(document, name, clean);
        name = "language_text";
    }
    return push(document, name, clean, document->scratch.size, err);
}

pgf_status pgf_document_add_field(pgf_document *document, const char *name, const char *value, pgf_error *err)
{
    if (has_room(document, name))
        return add_value(document, name, value, err);
    note_loss(document, name, " was left out: a document may have 256 values of metadata");
    return PGF_OK;
}

static void remove_fields(pgf_document *document, const char *name)
{
    size_t kept = 0;
    for (size_t i = 0; i < document->field_count; i++)
        if (strcmp(document->fields[i].name, name) != 0)
            document->fields[kept++] = document->fields[i];
    document->field_count = kept;
}

pgf_status pgf_document_set_field(pgf_document *document, const char *name, const char *value, pgf_error *err)
{
    size_t before = document->field_count;
    pgf_status status = add_value(document, name, value, err);
    if (status)
        return status;
    pgf_field added = {0};
    if (document->field_count > before)
        added = document->fields[--document->field_count];
    remove_fields(document, name);
    if (strcmp(name, "date") == 0)
        remove_fields(document, "date_text");
    if (strcmp(name, "language") == 0)
        remove_fields(document, "language_text");
    if (added.name)
        document->fields[document->field_count++] = added;
    return PGF_OK;
}

const char *pgf_document_field(const pgf_document *document, const char *name)
{
    for (size_t i = 0; i < document->field_count; i++)
        if (strcmp(document->fields[i].name, name) == 0)
            return document->fields[i].value;
    return "";
}

const pgf_field *pgf_document_fields(const pgf_document *document, size_t *count)
{
    *count = document->field_count;
    return document->fields;
}

const char *pgf_document_notice(const pgf_document *document)
{
    return document->notice;
}
