#include "index/schema.h"
#include "base/buffer.h"
#include "index/hash.h"
#include "text/fold.h"
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

void pgf_schema_fingerprint(char out[17])
{
    pgf_hasher *hasher = pgf_hasher_new();
    uint64_t hash[2] = {0, 0};
    if (hasher) {
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
            pgf_hasher_add(hasher, fields[i].name, strlen(fields[i].name) + 1);
            pgf_hasher_add(hasher, fields[i].prefix, strlen(fields[i].prefix) + 1);
            pgf_hasher_add(hasher, &fields[i].slot, sizeof fields[i].slot);
            pgf_hasher_add(hasher, &fields[i].uses, sizeof fields[i].uses);
        }
        pgf_hasher_end(hasher, hash);
    }
    pgf_hash_text(hash[0], out);
}

/* Ids and paths are names of one thing each; all other values are words of people. */
static bool is_exact(const pgf_field_spec *field)
{
    return !strcmp(field->name, "id") || !strcmp(field->name, "path");
}

size_t pgf_schema_filter_term(const pgf_field_spec *field, const char *value, char term[PGF_FILTER_TERM_MAX])
{
    pgf_buffer folded = {0};
    const char *bytes = value;
    size_t size = strlen(value);
    if (!is_exact(field) && pgf_fold(value, size, &folded) == PGF_OK && folded.bytes) {
        bytes = folded.bytes;
        size = folded.size;
    }
    size_t prefix = strlen(field->prefix);
    memcpy(term, field->prefix, prefix);
    size_t room = PGF_FILTER_TERM_MAX - prefix;
    if (size <= room) {
        memcpy(term + prefix, bytes, size);
    } else {
        uint64_t hash[2];
        char text[17];
        pgf_hash(bytes, size, hash);
        pgf_hash_text(hash[0], text);
        memcpy(term + prefix, bytes, room - 16);
        memcpy(term + PGF_FILTER_TERM_MAX - 16, text, 16);
        size = room;
    }
    pgf_buffer_dispose(&folded);
    return prefix + size;
}
