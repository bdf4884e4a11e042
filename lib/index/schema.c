#include "index/schema.h"
#include "base/buffer.h"
#include "index/hash.h"
#include "text/fold.h"
#include <stdio.h>
#include <string.h>

enum { FILTER = PGF_FIELD_FILTER, FACET = PGF_FIELD_FACET, MANY = PGF_FIELD_MANY, HIT = PGF_FIELD_HIT };

/* Prefixes follow Omega's conventions where it has one. Slot 1 is PGF_SLOT_FIRST_INDEXED. */
static const pgf_field_spec fields[] = {
    {"id", "Q", PGF_NO_SLOT, FILTER | HIT},
    {"path", "XP", PGF_NO_SLOT, FILTER | HIT},
    {"url", "", PGF_NO_SLOT, HIT},
    {"title", "S", PGF_NO_SLOT, PGF_FIELD_WORDS | HIT},
    {"heading", "XH", PGF_NO_SLOT, PGF_FIELD_WORDS},
    {"date", "", 0, PGF_FIELD_SORT | HIT},
    {"type", "T", 2, FILTER | FACET | HIT},
    {"issuer", "XI", 3, FILTER | FACET | MANY | HIT},
    {"country", "XC", 4, FILTER | FACET | MANY | HIT},
    {"topic", "K", 5, FILTER | FACET | MANY | HIT},
    {"language", "L", 6, FILTER | FACET | HIT},
    {"year", "Y", 7, FILTER | FACET},
};

const pgf_field_spec *pgf_schema_fields(size_t *count)
{
    *count = sizeof fields / sizeof *fields;
    return fields;
}

const pgf_field_spec *pgf_schema_find(const char *name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(fields[i].name, name))
            return &fields[i];
    return NULL;
}

/* As text, so that every machine gets the same. */
void pgf_schema_fingerprint(char out[17])
{
    enum { LINE = 64 };
    char text[sizeof fields / sizeof *fields * LINE];
    size_t size = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        size += (size_t)snprintf(text + size, LINE, "%.20s|%.8s|%d|%u\n", fields[i].name, fields[i].prefix,
                                 fields[i].slot, fields[i].uses);
    uint64_t hash[2];
    pgf_hash(text, size, hash);
    pgf_hash_text(hash[0], out);
}

/* Ids and paths are names of one thing each; all other values are words of people. */
static bool is_exact(const pgf_field_spec *field)
{
    return !strcmp(field->name, "id") || !strcmp(field->name, "path");
}

static size_t put_term(const char *prefix, const char *value, size_t size, char term[PGF_FILTER_TERM_MAX])
{
    enum { DIGITS = 16 };
    size_t start = strlen(prefix), room = PGF_FILTER_TERM_MAX - start;
    memcpy(term, prefix, start);
    if (size <= room) {
        memcpy(term + start, value, size);
        return start + size;
    }
    uint64_t hash[2];
    char digits[DIGITS + 1];
    pgf_hash(value, size, hash);
    pgf_hash_text(hash[0], digits);
    memcpy(term + start, value, room - DIGITS);
    memcpy(term + PGF_FILTER_TERM_MAX - DIGITS, digits, DIGITS);
    return PGF_FILTER_TERM_MAX;
}

size_t pgf_schema_filter_term(const pgf_field_spec *field, const char *value, char term[PGF_FILTER_TERM_MAX])
{
    if (is_exact(field))
        return put_term(field->prefix, value, strlen(value), term);
    pgf_buffer folded = {0};
    size_t size = 0;
    if (!pgf_fold(value, strlen(value), &folded))
        size = put_term(field->prefix, folded.size ? folded.bytes : "", folded.size, term);
    pgf_buffer_dispose(&folded);
    return size;
}
